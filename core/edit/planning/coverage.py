"""How many photos and clips a song has room for, and at which pace all of them would fit."""

from dataclasses import dataclass, replace

from core.edit.directing.director import most_shots
from core.edit.planning.pacing import slots
from core.edit.planning.section_pace import Pace
from core.music.song_part import SongPart
from core.schemas import BEATS_PER_CUT


@dataclass(frozen=True)
class Coverage:
    """`pictures` photos and clips, and the `slots` that a cut every `beats_per_cut` beats makes.

    `all_fit_at` is the largest offered number of beats per cut with a slot for each, None if none has.
    """

    pictures: int
    slots: int
    beats_per_cut: int
    all_fit_at: int | None

    @property
    def left_out(self) -> int:
        """How many photos and clips a plan will not show."""
        return max(0, self.pictures - self.slots)


def coverage(song: SongPart, pictures: int, pace: Pace) -> Coverage:
    """Return what a plan over `song` has room for; what would show all is a steady pace for the director."""
    is_directed = pace.pacing == "directed"
    counted = replace(pace, pacing="steady") if is_directed else pace
    offered = [replace(counted, beats_per_cut=beats) for beats in BEATS_PER_CUT]
    roomy = [one.beats_per_cut for one in offered if slots(song, one) >= pictures]
    room = most_shots(song, pace.sections, pace.direction) if is_directed else slots(song, pace)
    return Coverage(pictures, room, pace.beats_per_cut, max(roomy, default=None))
