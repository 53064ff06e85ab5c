"""What a person has done to a timeline by hand, read from its history."""

from dataclasses import dataclass, replace
from typing import Any

from core.edit.edl import EditDecisionList
from core.edit.history import History, Revision
from core.edit.planning.manual_edits import ManualEdits, lost, manual_edits
from core.schemas import ProjectSettings

MOST_KNOWN = 2000  # revisions whose plan is remembered


@dataclass(frozen=True)
class Planned:
    """The `assets` that a plan showed, in order, and those `kept_out` as a person had taken them out."""

    assets: tuple[str, ...] = ()
    kept_out: frozenset[str] = frozenset()


_PLANNED: dict[tuple[str, int], Planned] = {}


def done_by_hand(history: History, settings: ProjectSettings) -> tuple[ManualEdits, list[dict[str, Any]]]:
    """Return what a person has changed since the first plan, and what one with `settings` undoes of it.

    What was written at the film's ends goes with its titles when those are switched off.
    """
    stretches: list[tuple[bool, ManualEdits]] = []
    operations: list[dict[str, Any]] = []
    after: EditDecisionList | None = None  # what became of the plan that a revision leads back to
    for revision in history.path():
        after = after or revision.edl
        if revision.operation["kind"] == "plan":
            stretches.insert(0, (_has_titles(revision), manual_edits(revision.edl, after)))
            after = None
        elif not stretches:
            operations.insert(0, revision.operation)
    work, had = ManualEdits({}), False
    for has_titles, stretch in (*stretches, (settings.titles != "none", ManualEdits({}))):
        if had and not has_titles:
            work = replace(work, end_titles={})
        work, had = work.followed_by(stretch), has_titles
    return work, lost(operations)


def last_plan(history: History) -> Planned:
    """Return what the last plan showed; of an edit without a plan its first state.

    Revisions never change, so each edit reads no more of them than were added since.
    """
    passed: list[tuple[str, int]] = []
    found = Planned()
    for revision in history.path():
        key = (str(history.folder), revision.number)
        if key in _PLANNED:
            found = _PLANNED[key]
            break
        passed.append(key)
        found = _planned_by(revision)
        if revision.operation["kind"] == "plan":
            break
    while len(_PLANNED) > MOST_KNOWN:
        _PLANNED.pop(next(iter(_PLANNED)), None)
    _PLANNED.update(dict.fromkeys(passed, found))
    return found


def _planned_by(revision: Revision) -> Planned:
    shown = (one for segment in revision.edl.segments for one in segment.asset_ids)
    return Planned(tuple(shown), frozenset(revision.operation.get("kept_out", ())))


def _has_titles(plan: Revision) -> bool:
    return plan.inputs is not None and plan.inputs.settings.get("titles", "none") != "none"
