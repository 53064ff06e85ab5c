"""The locked segments of a timeline, moved with the part of the song that is used."""

from core.edit.beat_segments import slot_begin_ms
from core.edit.revisions.revision import Revision
from core.music.song_part import SongPart
from core.projects.edit.plan_inputs import Material
from core.schemas import EDLSegment


def locked_segments(before: Revision, material: Material) -> list[EDLSegment]:
    """Return the locked segments, where they lie on what is used of the song now."""
    then, now = before.edl.audio.song_in(material.analyzed_song.grid), material.song
    shifted = [
        (segment, _shift_ms(slot_begin_ms(segment), then, now))
        for segment in before.edl.segments
        if segment.locked
    ]
    return [
        segment.model_copy(
            update={
                "timeline_in_ms": segment.timeline_in_ms + shift_ms,
                "timeline_out_ms": segment.timeline_out_ms + shift_ms,
            }
        )
        for segment, shift_ms in shifted
        if shift_ms is not None
    ]


def _shift_ms(at_ms: int, then: SongPart, now: SongPart) -> int | None:
    """Return how far what was at a time of the timeline has moved with its moment of the song."""
    if len(then.pieces) == len(now.pieces) == 1:
        return then.start_ms - now.start_ms
    moved_ms = now.timeline_ms(then.song_ms(at_ms))
    return None if moved_ms is None else moved_ms - at_ms
