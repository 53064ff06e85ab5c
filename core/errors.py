"""Every sentence about a failure that a person can meet, one class for each."""

from typing import ClassVar


class BeatStitchError(Exception):
    """A failure with a sentence for the person in front of the screen.

    Facts are the named values its sentence needs; they must be plain JSON values, because
    errors cross process borders by name and facts.
    """

    sentence: ClassVar[str] = "Something went wrong inside BeatStitch; the log has the details."

    def __init__(self, **facts: str | float | None) -> None:
        self.facts = facts
        super().__init__(self.user_message)

    @property
    def user_message(self) -> str:
        """Return the sentence with its facts filled in."""
        return self.sentence.format(**self.facts)


class MediaRefusedError(BeatStitchError):
    """A file that cannot become part of a project; `file` is the name its owner knows."""

    sentence = "{file} can't be used."


class FileMissingError(MediaRefusedError):
    sentence = "{file} was not found."


class FileUnreadableError(MediaRefusedError):
    sentence = "{file} can't be opened: {reason}."


class FileEmptyError(MediaRefusedError):
    sentence = "{file} is empty (0 bytes)."


class FileTooLargeError(MediaRefusedError):
    sentence = "{file} is too large: {size_mb:.0f} MB, the limit is {limit_mb:.0f} MB."


class FormatUnknownError(MediaRefusedError):
    sentence = "{file} is not a photo, clip or song that BeatStitch can read."


class FormatUnsafeError(MediaRefusedError):
    sentence = "{file} is a {format} file, which points to other files; BeatStitch does not open those."


class FileDamagedError(MediaRefusedError):
    sentence = "{file} is damaged or cut off: {reason}."


class TooManyPixelsError(MediaRefusedError):
    sentence = "{file} is too big to open: {width} x {height} pixels, the limit is {limit_mp} megapixels."


class TooLongError(MediaRefusedError):
    sentence = "{file} is too long: {minutes:.0f} minutes, the limit is {limit_minutes:.0f} minutes."


class TooManyStreamsError(MediaRefusedError):
    sentence = "{file} holds {streams} streams, the limit is {limit}."


class ReadingTooSlowError(MediaRefusedError):
    sentence = "{file} took longer than {seconds:.0f} s to read and was given up."


class ReadingCrashedError(MediaRefusedError):
    sentence = "{file} can't be read: the decoder gave up on it."


class NoSoundError(MediaRefusedError):
    sentence = "{file} has no sound in it."


class NotASongError(MediaRefusedError):
    sentence = "{file} is not a song: it is {kind}."


class NotAPictureError(MediaRefusedError):
    sentence = "{file} is a song, not a photo or clip."
