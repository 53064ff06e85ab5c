"""Undo for what is done to photos and clips: each step is stored, and survives reloads and restarts."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session

from core.errors import NothingToRedoError, NothingToUndoError
from core.projects.media.media import hide_deleted, show_deleted
from core.projects.opened import OpenProject
from core.projects.projects import note_change
from core.store.models import DECIDED_COLUMNS, MediaAsset, MediaStep, Project, new_id

MOST_STEPS = 100
DELETED = "deleted"
Facts = dict[str, dict[str, Any]]  # by asset id
Change = Callable[[Session, Project], object]


@dataclass(frozen=True)
class StepName:
    """What a step did, and to how many photos and clips."""

    id: str
    kind: str
    count: int


def change(opened: OpenProject, kind: str, work: Change, step_id: str | None = None) -> str | None:
    """Do `work` on the project's media as one step; return its id, None when it changed nothing.

    What could have been redone is out of reach from then on. A step of an id that is there already was
    done before, and isn't done again: who asks may not have heard the answer.
    """
    session, project = opened.session, opened.project
    if step_id is not None and session.get(MediaStep, step_id) is not None:
        return None
    before, order = _facts(session, project), project.media_order
    work(session, project)
    session.flush()
    changes = _differences(before, _facts(session, project))
    if not changes and order == project.media_order:
        return None
    last = session.scalar(select(func.max(MediaStep.number)).where(MediaStep.project_id == project.id)) or 0
    step = MediaStep(
        id=step_id or new_id(),
        project_id=project.id,
        number=last + 1,
        kind=kind,
        count=len(changes),
        changes=json.dumps({"order": [order, project.media_order], "assets": changes}),
    )
    forgotten = MediaStep.undone | (MediaStep.number <= last + 1 - MOST_STEPS)
    session.execute(delete(MediaStep).where(MediaStep.project_id == project.id, forgotten))
    session.add(step)
    session.flush()
    return step.id


def names(opened: OpenProject) -> tuple[StepName | None, StepName | None]:
    """Return what undo would take back and redo bring back, each None where there is nothing."""
    back, forth = _possible(opened, undone=False), _possible(opened, undone=True)
    return back and _named(back), forth and _named(forth)


def _named(step: MediaStep) -> StepName:
    return StepName(step.id, step.kind, step.count)


def undo(opened: OpenProject, step_id: str | None = None) -> None:
    """Take the last step back, or the one of this id whatever was done since, which is then forgotten.

    Raises NothingToUndoError. What was removed for good stays so.
    """
    step = _possible(opened, undone=False)
    if step_id is not None and (step is None or step.id != step_id):
        step = opened.session.get(MediaStep, step_id)
        if step is None or step.project_id != opened.project.id or step.undone:
            raise NothingToUndoError
        _apply(opened, step, side=0)
        opened.session.delete(step)
        return
    if step is None:
        raise NothingToUndoError
    _apply(opened, step, side=0)
    step.undone = True


def redo(opened: OpenProject) -> None:
    """Do again what was undone last; raises NothingToRedoError."""
    step = _possible(opened, undone=True)
    if step is None:
        raise NothingToRedoError
    _apply(opened, step, side=1)
    step.undone = False


def _apply(opened: OpenProject, step: MediaStep, side: int) -> None:
    """Give the photos and clips of a step what they had before it (`side` 0) or after it (1)."""
    session, project = opened.session, opened.project
    changes = json.loads(step.changes)
    before, after = changes["order"]
    if before != after:
        project.media_order = changes["order"][side]
    for asset in _assets(session, project, changes["assets"]):
        for name, values in changes["assets"][asset.id].items():
            if name != DELETED:
                setattr(asset, name, values[side])
            elif values[side]:
                hide_deleted(session, asset)
            else:
                show_deleted(session, asset)
    note_change(session, project)


def _possible(opened: OpenProject, *, undone: bool) -> MediaStep | None:
    """Return the next step to undo or redo of which anything is still there."""
    steps: Select[MediaStep] = select(MediaStep).where(
        MediaStep.project_id == opened.project.id, MediaStep.undone == undone
    )
    order = MediaStep.number.asc() if undone else MediaStep.number.desc()
    for step in opened.session.scalars(steps.order_by(order)):
        changes = json.loads(step.changes)
        if not changes["assets"] or _assets(opened.session, opened.project, changes["assets"]):
            return step
    return None


def _assets(session: Session, project: Project, ids: Mapping[str, object]) -> list[MediaAsset]:
    every = session.scalars(select(MediaAsset).where(MediaAsset.project_id == project.id))
    return [asset for asset in every if asset.id in ids]


def _facts(session: Session, project: Project) -> Facts:
    every = session.scalars(select(MediaAsset).where(MediaAsset.project_id == project.id))
    return {
        asset.id: {name: getattr(asset, name) for name in DECIDED_COLUMNS}
        | {DELETED: asset.deleted_at is not None}
        for asset in every
    }


def _differences(before: Facts, after: Facts) -> dict[str, dict[str, list[Any]]]:
    """Return what has changed, as [before, after] by asset id and name."""
    found = {
        asset_id: {
            name: [value, after[asset_id][name]]
            for name, value in facts.items()
            if value != after[asset_id][name]
        }
        for asset_id, facts in before.items()
        if asset_id in after
    }
    return {asset_id: changes for asset_id, changes in found.items() if changes}
