"""What people are told about timelines and edits; segments count from 1."""

from core.errors.base import EditRefusedError, RefusedError


class TimelineInvalidError(RefusedError):
    """A timeline that contradicts itself, its song or its media."""

    sentence = "This timeline can't be used."


class TimelineEmptyError(TimelineInvalidError):
    sentence = "The timeline has no segments."


class SegmentNumberError(TimelineInvalidError):
    sentence = "Segment {segment} carries the index {index}; indexes count up from 0 without gaps."


class SegmentWithoutLengthError(TimelineInvalidError):
    sentence = "Segment {segment} has no length: it runs from {in_ms} to {out_ms} ms."


class SegmentLengthError(TimelineInvalidError):
    sentence = "Segment {segment} says it lasts {said_ms} ms, but it runs for {actual_ms} ms."


class TimelineGapError(TimelineInvalidError):
    sentence = "Segment {segment} begins at {actual_ms} ms; to follow on it must begin at {wanted_ms} ms."


class TransitionDisputedError(TimelineInvalidError):
    sentence = "Segments {segment} and {next_segment} disagree on the transition between them."


class TransitionTooLongError(TimelineInvalidError):
    sentence = (
        "The transition into segment {segment} takes {duration_ms} ms; "
        "between segments this short it can take {limit_ms} ms at most."
    )


class TransitionWithoutNeighbourError(TimelineInvalidError):
    sentence = "Segment {segment} has no neighbour on that side to blend with."


class SourceWindowError(TimelineInvalidError):
    sentence = "Segment {segment} shows its clip from {in_ms} to {out_ms} ms, which is not a stretch of it."


class SegmentOffGridError(TimelineInvalidError):
    sentence = "Segment {segment} ends at {at_ms} ms, where the song has no beat."


class SegmentBeatUnknownError(TimelineInvalidError):
    sentence = "Segment {segment} is said to reach beat {beat}: the song has {count}."


class TimelineTooLongError(TimelineInvalidError):
    sentence = "The timeline is {timeline_s:.1f} s long, the song only {song_s:.1f} s."


class AssetUnknownError(TimelineInvalidError):
    sentence = "Segment {segment} shows a photo or clip that is not in this project."


class AssetKindError(TimelineInvalidError):
    sentence = "Segment {segment} says its file is {said}, but it is {actual}."


class CutsOffBeatError(RefusedError):
    sentence = "The cuts of this timeline no longer match the beats of its song; re-plan it to edit it."


class SegmentUnknownError(EditRefusedError):
    sentence = "There is no segment {segment}: the timeline has {count}."


class SegmentLockedError(EditRefusedError):
    sentence = "Segment {segment} is locked; unlock it first."


class LockInTheWayError(EditRefusedError):
    sentence = "That would leave a hole beside a locked segment; unlock it first."


class NoRoomForSegmentError(EditRefusedError):
    sentence = "There is no room for another segment here: each needs a beat of its own."


class OnlySegmentError(EditRefusedError):
    sentence = "The only segment of a timeline can't be deleted; replace what it shows instead."


class CutCannotMoveError(EditRefusedError):
    sentence = "The cut after segment {segment} can't move that far: both sides need at least one beat."


class LastCutError(EditRefusedError):
    sentence = "Segment {segment} is the last one: it always runs to the end of the song."


class NoBeatToSplitAtError(EditRefusedError):
    sentence = "There is no beat inside a segment to split at."


class NoBeatForMarkerError(EditRefusedError):
    sentence = "A marker stands on a beat of the part of the song that is used."


class MarkersTooManyError(EditRefusedError):
    sentence = "An edit has at most {most} markers: remove one before you set another."


class NoTransitionHereError(EditRefusedError):
    sentence = "The first segment has nothing before it to blend with."


class NotAClipError(EditRefusedError):
    sentence = "Segment {segment} shows a photo, and only a clip has other moments to show."


class PanelWithoutPhotoError(EditRefusedError, TimelineInvalidError):
    sentence = (
        "Only photos can stand beside the picture of segment {segment}; a clip can be its first picture."
    )


class MomentOutsideClipError(EditRefusedError):
    sentence = "The clip is only {clip_s:.1f} s long."


class AssetNotInProjectError(EditRefusedError):
    sentence = "That photo or clip is not in this project."


class EditConflictError(RefusedError):
    """An edit of a timeline that has moved on; `current` is the number of its revision now."""

    sentence = "The timeline was changed elsewhere in the meantime (it is at revision {current} now)."


class NothingToUndoError(RefusedError):
    sentence = "There is nothing to undo."


class NothingToRedoError(RefusedError):
    sentence = "There is nothing to redo."
