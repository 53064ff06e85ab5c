"""How many of a project's photos and clips its song has room for."""

from dataclasses import dataclass, replace

from core.edit.directing.director import most_shots
from core.edit.edl import EditDecisionList
from core.edit.planning.pacing import pace_of, slots
from core.edit.planning.section_pace import Pace
from core.edit.selection.choice import LeftOut, omissions
from core.errors import SongNotReadyError, SongPartEmptyError
from core.music.song_part import SongPart
from core.projects.edit.plan_inputs import material_of
from core.projects.opened import OpenProject
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
    room = most_shots(song, pace.sections) if is_directed else slots(song, pace)
    return Coverage(pictures, room, pace.beats_per_cut, max(roomy, default=None))


@dataclass(frozen=True)
class Shown:
    """Of `pictures` photos and clips worth showing an edit shows `shown`; `all_fit_at` as in Coverage.

    `omitted` are all that it doesn't show, with the reasons.
    """

    pictures: int
    shown: int
    all_fit_at: int | None
    omitted: tuple[LeftOut, ...] = ()

    @property
    def left_out(self) -> int:
        """How many photos and clips the edit does not show."""
        return self.pictures - self.shown


def shown_of(opened: OpenProject, edl: EditDecisionList) -> Shown | None:
    """Return how many of the project's pictures an edit shows, or None while it has no beats."""
    try:
        material = material_of(opened)
        song = material.song
    except (SongNotReadyError, SongPartEmptyError):
        return None
    used = [segment.media_asset_id for segment in edl.segments]
    omitted = omissions(material.sources, used)
    pictures = len(material.sources) - sum(one.is_unwanted for one in omitted)
    pace = pace_of(material.settings, song, pictures, material.sections)
    shown = len(material.sources) - len(omitted)
    return Shown(pictures, shown, coverage(song, pictures, pace).all_fit_at, omitted)


def coverage_of(opened: OpenProject) -> Coverage | None:
    """Return what the next plan of a project has room for, or None while it has no beats to cut on."""
    try:
        material = material_of(opened)
        song = material.song
    except (SongNotReadyError, SongPartEmptyError):
        return None
    pictures = material.candidates
    return coverage(song, pictures, pace_of(material.settings, song, pictures, material.sections))
