"""What people are told about files that can't become part of a project."""

from core.errors.base import BeatStitchError, MediaRefusedError, RefusedError


class FileMissingError(MediaRefusedError):
    sentence = "{file} was not found."


class FileUnreadableError(MediaRefusedError):
    sentence = "{file} can't be opened: {reason}."


class FileNameUnreadableError(MediaRefusedError):
    sentence = "{file} was left out: its name is not UTF-8 text. Rename it, then it can be used."


class FilePathTooLongError(MediaRefusedError):
    sentence = "{file} was left out: the path to it is too long. Move it further up, then it can be used."


class FileEmptyError(MediaRefusedError):
    sentence = "{file} is empty (0 bytes)."


class FileTooLargeError(MediaRefusedError):
    sentence = "{file} is too large: {size_mb:.0f} MB, the limit is {limit_mb:.0f} MB."


class FormatUnknownError(MediaRefusedError):
    sentence = "{file} is not a photo, clip or song that BeatStitch can read."


class KindUnreadError(MediaRefusedError):
    """A picture of a kind that is known by name, but has no decoder here."""

    sentence = "{file} is {kind}, which BeatStitch can't read; export it as JPEG and add that."


class PictureFormUnreadError(MediaRefusedError):
    """A sound picture file that stores its picture in a way without a decoder here."""

    sentence = (
        "{file} holds its picture as {form}, which BeatStitch can't read; export it as JPEG and add that."
    )


class PictureMemoryError(MediaRefusedError):
    """A photo whose reading met the bound of memory, whatever its size promised."""

    sentence = "{file} needs more memory to open than BeatStitch gives a photo."


class FormatUnsafeError(MediaRefusedError):
    sentence = "{file} is a {format} file. Such files can point to others, so BeatStitch does not open them."


class FileDamagedError(MediaRefusedError):
    sentence = "{file} is damaged or cut off: {reason}."


class TooManyPixelsError(MediaRefusedError):
    sentence = (
        "{file} is too big to open: {width} x {height} pixels, the limit for such a file is "
        "{limit_mp} megapixels."
    )


class TooLongError(MediaRefusedError):
    sentence = "{file} is too long: {minutes:.0f} minutes, the limit is {limit_minutes:.0f} minutes."


class TooManyFramesError(MediaRefusedError):
    sentence = "{file} holds {frames:,} frames, the limit is {limit:,}."


class TooManyPartsError(MediaRefusedError):
    """A file whose structure asks for far more work than that of any real one."""

    sentence = "{file} has too many {parts}; the limit is {limit:,}."


class CodecUnsupportedError(MediaRefusedError):
    """A clip or song whose `what` ("picture", "sound") is in a codec without a decoder here."""

    sentence = "{file} holds its {what} as {codec}, which BeatStitch can't decode."


class EncryptedError(MediaRefusedError):
    sentence = "{file} is copy-protected (encrypted), so BeatStitch can't read it."


class NothingShownError(MediaRefusedError):
    sentence = "{file} shows nothing: its edit list leaves out every frame."


class EditListWithHolesError(MediaRefusedError):
    sentence = (
        "{file} has an edit list with holes in its picture; export it as an ordinary clip and add that."
    )


class DolbyVisionError(MediaRefusedError):
    sentence = (
        "{file} is in Dolby Vision (profile {profile}) without colours for other players; "
        "export it as HDR10, HLG or SDR and add that."
    )


class TooManyStreamsError(MediaRefusedError):
    sentence = "{file} holds {streams} streams, the limit is {limit}."


class ReadingTooSlowError(MediaRefusedError):
    sentence = "{file} took longer than {seconds:.0f} s to read and was given up."


class ReadingCrashedError(MediaRefusedError):
    sentence = "{file} can't be read: the decoder gave up on it."


class NoSoundError(MediaRefusedError):
    sentence = "{file} has no sound in it."


class SoundFormatUnknownError(MediaRefusedError):
    sentence = "{file} has its sound in a format that BeatStitch can't decode."


class NotASongError(MediaRefusedError):
    sentence = "{file} is not a song: it is {kind}."


class SongPresentError(MediaRefusedError):
    sentence = "{file} is a song, and {song} is the project's song already; change it on the Music page."


class NotAPictureError(MediaRefusedError):
    sentence = "{file} is a song, not a photo or clip."


class NotAClipFileError(RefusedError):
    sentence = "{file} is a photo, and only a clip has a beginning and an end."


class BoundsTooCloseError(RefusedError):
    sentence = "At least {least_s:.1f} s of a clip must be left."


class TooShortError(MediaRefusedError):
    sentence = "{file} is too short for a song: {seconds:.1f} s, at least 1 s is needed."


class NothingUsableError(BeatStitchError):
    sentence = "There is no photo or clip that can be used in {places}."
