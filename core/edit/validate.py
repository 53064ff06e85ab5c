"""Whether a timeline is consistent with itself, its beats and its media."""

from bisect import bisect_left
from collections.abc import Mapping
from itertools import pairwise

from core.edit.beat_segments import slot_begin_ms
from core.edit.edl import EditDecisionList
from core.edit.transitions import longest_overlap_ms, overlap_ms
from core.errors import (
    AssetKindError,
    AssetUnknownError,
    PanelWithoutPhotoError,
    SegmentBeatUnknownError,
    SegmentLengthError,
    SegmentNumberError,
    SegmentOffGridError,
    SegmentWithoutLengthError,
    SourceWindowError,
    TimelineEmptyError,
    TimelineGapError,
    TimelineTooLongError,
    TransitionDisputedError,
    TransitionTooLongError,
    TransitionWithoutNeighbourError,
)
from core.media.info import Source
from core.music.grid.beat_grid import BeatGrid
from core.schemas import EDLSegment
from core.timebase import frame_rate


def check_edl(
    edl: EditDecisionList,
    *,
    beats: BeatGrid | None = None,
    off_grid: bool = False,
    sources: Mapping[str, Source] | None = None,
) -> None:
    """Raise the TimelineInvalidError that names the first thing wrong with a timeline.

    With `beats` the timeline must fit into its song and, unless `off_grid`, every cut must lie
    within half a frame of a beat. With `sources` (by asset id) every segment must show a known asset.
    """
    if not edl.segments:
        raise TimelineEmptyError
    for number, segment in enumerate(edl.segments):
        _check_alone(number, segment)
        if sources is not None:
            _check_source(segment, sources)
    _check_ends(edl.segments[0], edl.segments[-1])
    for before, after in pairwise(edl.segments):
        _check_neighbours(before, after)
    if beats is not None:
        _check_song(edl, beats, off_grid=off_grid)


def _check_alone(number: int, segment: EDLSegment) -> None:
    if segment.index != number:
        raise SegmentNumberError(segment=number + 1, index=segment.index)
    length_ms = segment.timeline_out_ms - segment.timeline_in_ms
    if length_ms <= overlap_ms(segment.transition_in):
        raise SegmentWithoutLengthError(
            segment=number + 1, in_ms=slot_begin_ms(segment), out_ms=segment.timeline_out_ms
        )
    if segment.render_duration_ms != length_ms:
        raise SegmentLengthError(segment=number + 1, said_ms=segment.render_duration_ms, actual_ms=length_ms)
    end_ms = segment.source_out_ms
    if end_ms is not None and end_ms < segment.source_in_ms:
        raise SourceWindowError(segment=number + 1, in_ms=segment.source_in_ms, out_ms=end_ms)


def _check_source(segment: EDLSegment, sources: Mapping[str, Source]) -> None:
    source = sources.get(segment.media_asset_id)
    number = segment.index + 1
    if source is None:
        raise AssetUnknownError(segment=number)
    if source.media_type != segment.media_type:
        raise AssetKindError(segment=number, said=segment.media_type, actual=source.media_type)
    for asset_id in segment.asset_ids[1:]:
        beside = sources.get(asset_id)
        if beside is None:
            raise AssetUnknownError(segment=number)
        if beside.media_type != "image":
            raise PanelWithoutPhotoError(segment=number)
    if source.media_type == "video" and source.duration_ms is not None:
        end_ms = segment.source_out_ms
        if segment.source_in_ms > source.duration_ms or (end_ms or 0) > source.duration_ms:
            raise SourceWindowError(segment=number, in_ms=segment.source_in_ms, out_ms=end_ms)


def _check_ends(first: EDLSegment, last: EDLSegment) -> None:
    if overlap_ms(first.transition_in):
        raise TransitionWithoutNeighbourError(segment=1)
    if overlap_ms(last.transition_out):
        raise TransitionWithoutNeighbourError(segment=last.index + 1)
    if first.timeline_in_ms != 0:
        raise TimelineGapError(segment=1, actual_ms=first.timeline_in_ms, wanted_ms=0)


def _check_neighbours(before: EDLSegment, after: EDLSegment) -> None:
    number = after.index + 1
    overlap = overlap_ms(after.transition_in)
    kinds = {t.type if t else "cut" for t in (before.transition_out, after.transition_in)}
    if overlap_ms(before.transition_out) != overlap or (overlap and len(kinds) > 1):
        raise TransitionDisputedError(segment=number - 1, next_segment=number)
    begin_ms = before.timeline_out_ms - overlap
    if after.timeline_in_ms != begin_ms:
        raise TimelineGapError(segment=number, actual_ms=after.timeline_in_ms, wanted_ms=begin_ms)
    limit_ms = longest_overlap_ms(
        before.timeline_out_ms - slot_begin_ms(before), after.timeline_out_ms - slot_begin_ms(after)
    )
    if overlap > limit_ms:
        raise TransitionTooLongError(segment=number, duration_ms=overlap, limit_ms=limit_ms)


def _check_song(edl: EditDecisionList, beats: BeatGrid, *, off_grid: bool) -> None:
    if edl.total_duration_ms > edl.audio.duration_ms:
        raise TimelineTooLongError(
            timeline_s=edl.total_duration_ms / 1000, song_s=edl.audio.duration_ms / 1000
        )
    for segment in edl.segments:
        last = (segment.first_beat or 0) + (segment.beat_count or 0)
        if last > len(beats.beats):
            raise SegmentBeatUnknownError(segment=segment.index + 1, beat=last, count=len(beats.beats))
    if off_grid:
        return
    rate_hz = frame_rate(edl.settings.output_fps, ntsc=edl.settings.ntsc)
    half_frame_ms = 500 / rate_hz
    times_ms = edl.audio.song_in(beats).beats_ms
    for segment in edl.segments[:-1]:
        at_ms = segment.timeline_out_ms
        after = bisect_left(times_ms, at_ms - half_frame_ms)
        if after == len(times_ms) or times_ms[after] > at_ms + half_frame_ms:
            raise SegmentOffGridError(segment=segment.index + 1, at_ms=at_ms)
