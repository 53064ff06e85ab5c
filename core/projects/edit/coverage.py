"""How many of a project's photos and clips its song has room for."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.edit.edl import EditDecisionList
from core.edit.planning.coverage import Coverage, coverage
from core.edit.planning.pacing import pace_of
from core.edit.selection.choice import LeftOut, left_out_of
from core.errors import SongNotReadyError, SongPartEmptyError
from core.projects.edit.by_hand import last_plan
from core.projects.edit.pictures_at_once import Pictured, pictured
from core.projects.edit.plan_inputs import material_of
from core.projects.edit.timelines import history_of
from core.projects.media.media import list_media
from core.projects.opened import OpenProject


@dataclass(frozen=True)
class Shown:
    """Of `pictures` photos and clips worth showing an edit shows `shown`; `all_fit_at` as in Coverage.

    What a person has taken out is none of the pictures: it is not missing for want of room.
    `omitted` are all that it doesn't show, with the reasons, and `names` what those and their near-copies
    are called; `unwanted` are those better not shown, as one may see them. The files called `unread` could
    not be read at all.
    """

    pictures: int
    shown: int
    all_fit_at: int | None
    omitted: tuple[LeftOut, ...] = ()
    unread: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    unwanted: tuple[Pictured, ...] = ()

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
    planned = last_plan(history_of(opened.layout, opened.project))
    omitted = left_out_of(
        material.sources, planned.assets, edl.asset_ids, material.by_id.keys(), planned.kept_out
    )
    out = sum(one.is_unwanted or one.reason == "taken_out" for one in omitted)
    pictures = len(material.sources) - out
    pace = pace_of(material.settings, song, pictures, material.analyzed_song.sections)
    shown = len(material.sources) - len(omitted)
    names = {source.asset_id: source.name for source in material.sources}
    unwanted = tuple(pictured(opened, (one.asset_id for one in omitted if one.is_unwanted)))
    fit_at = coverage(song, pictures, pace).all_fit_at
    return Shown(pictures, shown, fit_at, omitted, _unread(opened), names, unwanted)


def _unread(opened: OpenProject) -> tuple[str, ...]:
    media = list_media(opened.session, opened.project.id)
    failed = [asset for asset in media if asset.processing_status == "failed" and not asset.hidden]
    return tuple(asset.original_filename for asset in failed)


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
