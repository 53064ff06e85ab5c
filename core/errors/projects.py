"""What people are told about projects that are not ready for something."""

from core.errors.base import RefusedError


class ProjectNameError(RefusedError):
    sentence = "A project's name has 1 to {maximum} characters."


class OrderMismatchError(RefusedError):
    sentence = "The photos and clips have changed in another tab; reload and try again."


class NoEditError(RefusedError):
    sentence = "There is no edit yet; make one first."


class NoMediaError(RefusedError):
    sentence = "There are no photos or clips yet; add some before making a timeline."


class SongNotReadyError(RefusedError):
    sentence = "There is no song with beats yet; add one, or wait until its beats are found."


class SongPartEmptyError(RefusedError):
    sentence = (
        "The chosen part of the song is empty: it begins at {start_s:.1f} s "
        "and the song is {song_s:.1f} s long."
    )


class PictureNotReadyError(RefusedError):
    sentence = "{file} is not ready to be rendered."


class ArchiveInvalidError(RefusedError):
    sentence = "This archive can't be imported: {reason}."
