"""What a person has done to a timeline by hand, read from its history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.edit.planning.manual_edits import ManualEdits
from core.edit.revisions import handwork
from core.edit.revisions.history import History
from core.edit.revisions.kinds import facts_of
from core.projects.media.media import all_media
from core.projects.opened import OpenProject
from core.schemas import ProjectSettings


@dataclass(frozen=True)
class Planned:
    """The `assets` that a plan showed, in order, and those `kept_out` as a person had taken them out."""

    assets: tuple[str, ...] = ()
    kept_out: frozenset[str] = frozenset()


def done_by_hand(history: History, settings: ProjectSettings) -> tuple[ManualEdits, list[dict[str, Any]]]:
    """Return what a person has changed since the first plan, and what one with `settings` undoes of it."""
    number = history.current_number
    work = handwork.handwork(history.files, number).under(settings)
    return work.edits, handwork.undone_operations(history.files, number)


def undone_by_plan(history: History) -> list[dict[str, Any]]:
    """Return the operations of a person that a new plan undoes, the first one first."""
    return handwork.undone_operations(history.files, history.current_number)


def picture_names(opened: OpenProject, operations: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Return what the pictures are called, by their ids, that operations undone by a plan are about."""
    asked = {asset_id for facts in operations for asset_id in facts_of(facts).asset_ids}
    media = all_media(opened.session, opened.project.id) if asked else []
    return {asset.id: asset.original_filename for asset in media if asset.id in asked}


def is_planned(history: History) -> bool:
    """Tell whether the current edit is as it was planned: nothing in it was done by hand."""
    return handwork.is_planned(history.files, history.current_number)


def last_plan(history: History) -> Planned:
    """Return what the last plan showed, or what followed another part of the song; else the first state."""
    revision = history.files.read(handwork.chosen_by(history.files, history.current_number))
    if revision is None:
        return Planned()
    shown = revision.edl.asset_ids
    return Planned(tuple(shown), frozenset(facts_of(revision.operation).kept_out))
