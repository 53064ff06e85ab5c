"""What a person has done to a timeline by hand, read from its history."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from core.edit.edl import EditDecisionList
from core.edit.history import History, Revision
from core.edit.planning.manual_edits import ManualEdits, lost, manual_edits
from core.projects.media.media import all_media
from core.projects.opened import OpenProject
from core.schemas import ProjectSettings

PLANS = {"plan", "finish"}
CHOSE = {"plan", "follow_range"}  # what an edit leaves out after these, nobody has taken out
BEGUN_BY = {*CHOSE, "restyle"}  # what an edit looks like after these, its settings have made
MOST_KNOWN = 2000  # revisions whose plan is remembered


@dataclass(frozen=True)
class Planned:
    """The `assets` that a plan showed, in order, and those `kept_out` as a person had taken them out."""

    assets: tuple[str, ...] = ()
    kept_out: frozenset[str] = frozenset()


_PLANNED: dict[tuple[str, int], Planned] = {}


def done_by_hand(history: History, settings: ProjectSettings) -> tuple[ManualEdits, list[dict[str, Any]]]:
    """Return what a person has changed since the first plan, and what one with `settings` undoes of it.

    What was written at the film's ends goes with its titles when those are switched off. What settings
    of the look made of the film since a plan is no handwork: the next settings decide that again.
    """
    stretches: list[_Stretch] = []
    operations: list[dict[str, Any]] = []
    after: EditDecisionList | None = None  # what became of the state that a revision leads back to
    has_plan = False
    for revision, parent in _with_parents(history.path()):
        after = after or revision.edl
        kind = revision.operation["kind"]
        has_plan = has_plan or kind == "plan"
        if not has_plan:
            operations.insert(0, _with_pictures(revision.operation, parent))
        if kind in BEGUN_BY:
            stretches.insert(0, _Stretch(revision, manual_edits(revision.edl, after)))
            after = None
    work, had = ManualEdits({}), settings
    for stretch in stretches:
        has = stretch.settings or had
        work = _under(work, had, has)
        if stretch.begin.operation["kind"] == "restyle":
            work = work.framed_as(stretch.begin.edl)
        work, had = work.followed_by(stretch.work), has
    return _under(work, had, settings), lost(operations)


@dataclass(frozen=True)
class _Stretch:
    """What was done by hand from the revision `begin` on, up to the next that settings have made."""

    begin: Revision
    work: ManualEdits

    @property
    def settings(self) -> ProjectSettings | None:
        return self.begin.inputs.project_settings if self.begin.inputs else None


def _with_parents(path: Iterator[Revision]) -> Iterator[tuple[Revision, Revision | None]]:
    """Yield each revision with the one that it was made from."""
    revision = next(path, None)
    while revision is not None:
        parent = next(path, None)
        yield revision, parent
        revision = parent


def _with_pictures(facts: Mapping[str, Any], before: Revision | None) -> dict[str, Any]:
    """Return an operation's facts with what the one or two segments that it changes showed before it."""
    numbers = [facts[name] for name in ("index", "other") if name in facts]
    if facts["kind"] == "roll":  # moves the edge between two
        numbers.append(facts["index"] + 1)
    segments = before.edl.segments if before else []
    if not numbers or "last_segment" in facts or max(numbers) >= len(segments):
        return dict(facts)
    return {**facts, "asset_ids": [segments[number].media_asset_id for number in numbers]}


def _under(work: ManualEdits, had: ProjectSettings, has: ProjectSettings) -> ManualEdits:
    """Return what is left by settings of what was done under others: titles follow their letters."""
    if had.titles != "none" and has.titles == "none":
        work = replace(work, end_titles={})
    return work.lettered(had.title_style, has.title_style)


def picture_names(opened: OpenProject, operations: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Return what the pictures are called, by their ids, that operations undone by a plan are about."""
    asked = {asset_id for facts in operations for asset_id in facts.get("asset_ids", ())}
    media = all_media(opened.session, opened.project.id) if asked else []
    return {asset.id: asset.original_filename for asset in media if asset.id in asked}


def is_planned(history: History) -> bool:
    """Tell whether the current edit is as it was planned: nothing in it was done by hand."""
    return all(revision.operation["kind"] in PLANS for revision in history.path())


def last_plan(history: History) -> Planned:
    """Return what the last plan showed, or what followed another part of the song; else the first state.

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
        if revision.operation["kind"] in CHOSE:
            break
    while len(_PLANNED) > MOST_KNOWN:
        _PLANNED.pop(next(iter(_PLANNED)), None)
    _PLANNED.update(dict.fromkeys(passed, found))
    return found


def _planned_by(revision: Revision) -> Planned:
    shown = (one for segment in revision.edl.segments for one in segment.asset_ids)
    return Planned(tuple(shown), frozenset(revision.operation.get("kept_out", ())))
