"""What people are told about renders and what they write."""

from core.errors.base import BeatStitchError, RefusedError, RenderError


class RenderStaleError(RefusedError):
    """The client asked for a render of an edit that has moved on; `content_hash` is the current one."""

    sentence = "The edit has changed since you looked; check it and start the render again."


class RenderNotRetryableError(RefusedError):
    sentence = "Only a failed or cancelled render can be started again."


class SourcesMissingError(RefusedError):
    sentence = "{count} of the files of this render have been deleted."


class AssetMissingError(RenderError):
    sentence = "The picture of segment {segment} is no longer there."


class NothingToRenderError(RenderError):
    sentence = "There is nothing to render: the edit has no segments, or none as long as a frame."


class SourceUnreadableError(RenderError):
    sentence = "{file} can't be drawn: {reason}."


class DrawingFailedError(RenderError):
    sentence = "Drawing frames {first} to {last} failed: {reason}."


class RenderCancelledError(RenderError):
    sentence = "The render was cancelled."


class OutputSuffixError(RefusedError):
    sentence = "{codec} video goes into a {suffix} file; {file} has another ending."


class OutputIsInputError(RefusedError):
    sentence = "{file} is one of the files that this is made from; choose another name for the result."


class OutputTwiceError(RefusedError):
    sentence = "{file} is named for two results; choose another name for one of them."


class SongUnreadableError(RenderError):
    sentence = "The song {file} can't be played back for the video."


class SoundFailedError(RenderError):
    sentence = "Reading the sound of {file} failed."


class NoticeNotSentError(BeatStitchError):
    sentence = "Not all addresses of BEATSTITCH_NOTIFY could be told of a video."
