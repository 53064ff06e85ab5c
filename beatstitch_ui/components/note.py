"""A note above what a page is about; one that needs no decision stays closed until it says something else."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256

from nicegui.element import Element

from beatstitch_ui import texts


class Note(Element, component="note.js"):
    """Is there only while it says something; its name tells it from others that a browser remembers.

    One that does not last comes back after it has had nothing to say, whatever was closed before.
    """

    def __init__(self, name: str, *, is_quiet: bool = True, lasts: bool = True) -> None:
        super().__init__()
        self.classes("bs-note--quiet" if is_quiet else "")
        self.props.update({"name": name, "told": "", "lasts": lasts, "close-label": texts.shell.CLOSE})
        self.set_visibility(False)

    @contextmanager
    def saying(self, facts: object) -> Iterator[None]:
        """Take what is made within for what it says; equal `facts` say the same, None can't be closed."""
        self.clear()
        self.props["told"] = sha256(repr(facts).encode()).hexdigest()[:16] if facts is not None else ""
        self.update()
        self.set_visibility(True)
        with self:
            yield

    def say_nothing(self) -> None:
        """Go away; what it said stays remembered if it lasts."""
        self.clear()
        self.props["told"] = ""
        self.update()
        self.set_visibility(False)
