"""Where a timeline is cut: on every N-th beat, counted from the first downbeat."""

from collections.abc import Sequence

from core.edit.song import SongPart


def cut_beats(song: SongPart, beats_per_cut: int, kept: Sequence[tuple[int, int]] = ()) -> list[int]:
    """Return the used beats on which one segment gives way to the next, strictly increasing.

    The song's start and end are not among them, so n cuts make n + 1 segments; a part without
    beats is one segment. The first segment takes in the lead-in. A first or last piece shorter
    than half a slot joins its neighbour. `kept` are stretches (first beat, beat after the last)
    in ascending order that must come out as one segment each; a first beat of -1 is the song's start.
    """
    regular = range(song.first_downbeat, song.beat_count, beats_per_cut)
    cuts = [beat for beat in regular if song.beats_ms[beat] > 0]
    fixed = sorted({edge for stretch in kept for edge in stretch if _cuttable(song, edge)})
    free = [beat for beat in cuts if not any(first <= beat <= end for first, end in kept)]
    return _without_slivers(song, sorted({*free, *fixed}), set(fixed), beats_per_cut)


def _cuttable(song: SongPart, beat: int) -> bool:
    return 0 <= beat < song.beat_count and song.beats_ms[beat] > 0


def _without_slivers(song: SongPart, cuts: list[int], fixed: set[int], beats_per_cut: int) -> list[int]:
    """Drop the cuts that would leave less than half a slot beside the song's ends or a fixed edge."""
    half_slot_ms = song.beat_length_ms * beats_per_cut / 2
    walls_ms = [0, *(song.beats_ms[beat] for beat in sorted(fixed)), song.duration_ms]
    return [
        beat
        for beat in cuts
        if beat in fixed or all(abs(song.beats_ms[beat] - wall) >= half_slot_ms for wall in walls_ms)
    ]
