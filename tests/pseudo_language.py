"""A language that puts each message into brackets: what shows without them is no message, or is forgotten."""

from gettext import NullTranslations

from babel.messages.pofile import read_po

from beatstitch_ui.languages.catalogues import file_of

PSEUDO = "eo"  # a code that browsers and Quasar know


def known_messages() -> set[str]:
    """Return every message in the catalogue of the pages."""
    with file_of("de").open("rb") as lines:
        found = [message.id for message in read_po(lines, locale="de") if message.id]
    return {one for said in found for one in ([said] if isinstance(said, str) else said)}


class Bracketed(NullTranslations):
    """Says "[Play]" for "Play"; what is in no catalogue stays as it is."""

    def __init__(self) -> None:
        super().__init__()
        self._known = known_messages()

    def gettext(self, message: str) -> str:
        return f"[{message}]" if message in self._known else message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)
