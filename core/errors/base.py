"""The errors that all others are kinds of."""

import re
from typing import ClassVar

from core.file_names import legible

_WORD_BEGINS = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


class BeatStitchError(Exception):
    """A failure with a sentence for the person in front of the screen.

    Facts are the named values its sentence needs; they must be plain JSON values, because
    errors cross process borders by name and facts. Names of files in them are made legible.
    """

    kinds: ClassVar[dict[str, type["BeatStitchError"]]] = {}
    sentence: ClassVar[str] = "Something went wrong inside BeatStitch; the log has the details."

    def __init_subclass__(cls) -> None:
        """Register every kind under its name, by which errors come back from child processes."""
        super().__init_subclass__()
        BeatStitchError.kinds[cls.__name__] = cls

    def __init__(self, **facts: str | float | None) -> None:
        self.facts = {name: legible(fact) if isinstance(fact, str) else fact for name, fact in facts.items()}
        super().__init__(self.user_message)

    @classmethod
    def code(cls) -> str:
        """Return what programs know this kind of error by: `quota_full` of QuotaFullError."""
        return _WORD_BEGINS.sub("_", cls.__name__.removesuffix("Error")).lower()

    @property
    def user_message(self) -> str:
        """Return the sentence with its facts filled in."""
        return self.sentence.format(**self.facts)


class RefusedError(BeatStitchError):
    """A request that is understood and not allowed as things stand."""


class NotFoundError(BeatStitchError):
    """What is asked for does not exist, or belongs to someone else; the two look the same."""

    sentence = "{what} was not found."


class LaterError(BeatStitchError):
    """What keeps a job from being done now, and may pass by itself: it is tried again later."""


class StorageError(BeatStitchError):
    """The disk did not take what was to be written."""


class MediaRefusedError(BeatStitchError):
    """A file that cannot become part of a project; `file` is the name its owner knows."""

    sentence = "{file} can't be used."


class RenderError(BeatStitchError):
    """A video that can't be rendered."""

    sentence = "The video can't be rendered."


class EditRefusedError(RefusedError):
    """A change to a timeline that can't be made; the timeline stays as it was."""

    sentence = "That change can't be made."


BeatStitchError.kinds[BeatStitchError.__name__] = BeatStitchError
