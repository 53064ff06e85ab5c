"""How many of a project's photos and clips its song has room for."""

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from core.edit.material import material_of
from core.edit.pacing import pace_of, slots
from core.edit.parts import Pace
from core.edit.song import SongPart
from core.errors import SongNotReadyError, SongPartEmptyError
from core.layout import Layout
from core.models import Project
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
    """Return what a plan over `song` has room for."""
    offered = [replace(pace, beats_per_cut=beats) for beats in BEATS_PER_CUT]
    roomy = [one.beats_per_cut for one in offered if slots(song, one) >= pictures]
    return Coverage(pictures, slots(song, pace), pace.beats_per_cut, max(roomy, default=None))


def coverage_of(session: Session, layout: Layout, project: Project) -> Coverage | None:
    """Return what the next plan of a project has room for, or None while it has no beats to cut on."""
    try:
        material = material_of(session, layout, project)
        song = material.song
    except (SongNotReadyError, SongPartEmptyError):
        return None
    pictures = material.candidates
    return coverage(song, pictures, pace_of(material.settings, song, pictures, material.sections))
