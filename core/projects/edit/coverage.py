"""How many of a project's photos and clips its song has room for."""

from dataclasses import dataclass

from core.edit.edl import EditDecisionList
from core.edit.planning.coverage import Coverage, coverage
from core.edit.planning.pacing import pace_of
from core.edit.selection.choice import LeftOut, omissions
from core.errors import SongNotReadyError, SongPartEmptyError
from core.projects.edit.plan_inputs import material_of
from core.projects.media.media import list_media
from core.projects.opened import OpenProject


@dataclass(frozen=True)
class Shown:
    """Of `pictures` photos and clips worth showing an edit shows `shown`; `all_fit_at` as in Coverage.

    `omitted` are all that it doesn't show, with the reasons; `unread` more could not be read at all.
    """

    pictures: int
    shown: int
    all_fit_at: int | None
    omitted: tuple[LeftOut, ...] = ()
    unread: int = 0

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
    used = [asset_id for segment in edl.segments for asset_id in segment.asset_ids]
    omitted = omissions(material.sources, used)
    pictures = len(material.sources) - sum(one.is_unwanted for one in omitted)
    pace = pace_of(material.settings, song, pictures, material.analyzed_song.sections)
    shown = len(material.sources) - len(omitted)
    return Shown(pictures, shown, coverage(song, pictures, pace).all_fit_at, omitted, _unread(opened))


def _unread(opened: OpenProject) -> int:
    media = list_media(opened.session, opened.project.id)
    return sum(asset.processing_status == "failed" and not asset.hidden for asset in media)


def coverage_of(opened: OpenProject) -> Coverage | None:
    """Return what the next plan of a project has room for, or None while it has no beats to cut on."""
    try:
        material = material_of(opened)
        song = material.song
    except (SongNotReadyError, SongPartEmptyError):
        return None
    pictures = material.candidates
    return coverage(
        song, pictures, pace_of(material.settings, song, pictures, material.analyzed_song.sections)
    )
