"""Where a timeline is cut: every N-th beat from the first downbeat on, or as the parts of the song ask."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from core.edit.directing.direction import direction_of
from core.edit.planning.section_pace import SHORTEST_MS, Pace, cuts_in, parts_of
from core.music.sections.song_sections import Section
from core.music.song_part import SongPart
from core.schemas import BEATS_PER_CUT, ProjectSettings

Stretches = Sequence[tuple[int, int]]


def cut_beats(song: SongPart, pace: Pace, kept: Stretches = ()) -> list[int]:
    """Return the used beats on which there is a cut, strictly increasing.

    The song's start and end are not among them, so n cuts make n + 1 segments; a part without
    beats is one segment. The first segment takes in the lead-in. A piece shorter than half a slot
    at the song's start or end, or before a part of the song that is cut at another pace, joins its
    neighbour. `kept` are stretches (first beat, beat after the last) in ascending order that must
    come out as one segment each; a first beat of -1 is the song's start.
    """
    fixed = {edge for stretch in kept for edge in stretch if _cuttable(song, edge)}
    walls_ms = [0, *(song.beats_ms[beat] for beat in fixed), song.duration_ms]
    parts = [] if pace.pacing == "steady" else parts_of(pace.sections, song)
    starts = _with_room(song, [(part.first, SHORTEST_MS) for part in parts[1:]], walls_ms, kept)
    walls_ms += [song.beats_ms[beat] for beat in starts]
    wanted = [cut for part in parts for cut in cuts_in(part, song, pace)] or _regular(song, pace)
    half_beat_ms = song.beat_length_ms / 2
    least_ms = SHORTEST_MS if pace.pacing == "energy" else 0
    rooms = [(beat, max(least_ms, beats * half_beat_ms)) for beat, beats in wanted if _cuttable(song, beat)]
    cuts = _apart(song, _with_room(song, rooms, walls_ms, kept), least_ms)
    return sorted({*fixed, *starts, *cuts})


def pace_of(
    settings: ProjectSettings, song: SongPart, pictures: int, sections: Sequence[Section] = ()
) -> Pace:
    """Return how a plan of so many pictures is cut, the number of beats found if that is asked for."""
    pace = Pace(settings.beats_per_cut, settings.pacing, tuple(sections), direction_of(settings))
    return fitted(pace, song, pictures) if settings.beats_per_cut_auto else pace


def fitted(pace: Pace, song: SongPart, pictures: int) -> Pace:
    """Return `pace` with the largest offered number of beats per cut that has a slot for each picture.

    When none has, the smallest one whose pictures can be seen.
    """
    visible = [beats for beats in BEATS_PER_CUT if beats * song.beat_length_ms >= SHORTEST_MS]
    paces = [replace(pace, beats_per_cut=beats) for beats in reversed(visible or BEATS_PER_CUT[-1:])]
    return next((one for one in paces if slots(song, one) >= pictures), paces[-1])


def slots(song: SongPart, pace: Pace) -> int:
    """Return how many segments a plan at this pace has."""
    return len(cut_beats(song, pace)) + 1


def _regular(song: SongPart, pace: Pace) -> list[tuple[int, int]]:
    step = pace.beats_per_cut
    return [(beat, step) for beat in range(song.first_downbeat, song.beat_count, step)]


def _cuttable(song: SongPart, beat: int) -> bool:
    return 0 <= beat < song.beat_count and song.beats_ms[beat] > 0


def _with_room(
    song: SongPart, rooms: Iterable[tuple[int, float]], walls_ms: Sequence[int], kept: Stretches
) -> list[int]:
    """Return the beats outside `kept` that are as far from all walls as each asks for, in ms."""
    return [
        beat
        for beat, room_ms in rooms
        if not any(first <= beat <= end for first, end in kept)
        and all(abs(song.beats_ms[beat] - wall) >= room_ms for wall in walls_ms)
    ]


def _apart(song: SongPart, cuts: Sequence[int], least_ms: int) -> list[int]:
    """Return the cuts without those that follow the one before them too soon."""
    apart: list[int] = []
    for beat in cuts:
        if not apart or song.beats_ms[beat] - song.beats_ms[apart[-1]] >= max(1, least_ms):
            apart.append(beat)
    return apart
