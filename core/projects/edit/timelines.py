"""What a person does with a project's timeline: make it, edit it, undo, redo, and see what it is."""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.edit.apply import apply
from core.edit.edl import EditDecisionList
from core.edit.hashes import content_hash
from core.edit.operations import Operation, describe
from core.edit.planning.manual_edits import with_looks, with_marks
from core.edit.planning.planner import plan
from core.edit.planning.staleness import Part, changed_parts, without_media
from core.edit.revisions import kinds as revision_kinds
from core.edit.revisions.handwork import changed_pictures
from core.edit.revisions.history import History
from core.edit.revisions.revision import Revision
from core.edit.validate import check_edl
from core.errors import EditConflictError, NoEditError, SongNotReadyError, SongPartEmptyError
from core.projects.edit.by_hand import done_by_hand, is_planned
from core.projects.edit.film_titles import in_style
from core.projects.edit.locked import locked_segments
from core.projects.edit.plan_inputs import Material, material_of, media_checksums, plays_another
from core.projects.media.media import all_media, song_of
from core.projects.opened import OpenProject
from core.projects.projects import settings_of, touch, update_settings
from core.schemas import EditMarker, EDLUpdateRequest
from core.store.db import utc_now
from core.store.layout import Layout
from core.store.models import Project, Timeline


@dataclass(frozen=True)
class TimelineState:
    """A timeline as the pages and the API show it.

    `undoes` and `redoes` are the facts that name what those would do, None when there is nothing.
    `changed` lists the inputs that differ from those of the plan, `removed` the assets that the
    timeline shows though they are no longer among the media. `wanted_ms` is how long the film would be
    if it followed the song's range and the length that is set, None where it does.
    """

    revision: int
    content_hash: str
    edl: EditDecisionList
    undoes: dict[str, Any] | None
    redoes: dict[str, Any] | None
    changed: list[Part]
    removed: list[str]
    wanted_ms: int | None = None
    is_by_hand: bool = False


def history_of(layout: Layout, project: Project) -> History:
    folders = layout.project(project.id)
    return History(folders.revisions, folders.edl)


def current(layout: Layout, project: Project) -> Revision:
    """Return the current revision; raises NoEditError before the first plan."""
    revision = history_of(layout, project).current()
    if revision is None:
        raise NoEditError
    return revision


def state_of(opened: OpenProject) -> TimelineState:
    """Return the timeline with all that a page shows of it; raises NoEditError before the first plan."""
    revision = current(opened.layout, opened.project)
    history = history_of(opened.layout, opened.project)
    undoes, redoes = history.undoes(), history.redoes()
    material = _material(opened)
    is_other = material is not None and plays_another(revision, material)
    return TimelineState(
        revision=revision.number,
        content_hash=content_hash_of(opened.session, opened.project, revision.edl),
        edl=revision.edl,
        undoes=undoes and undoes.operation,
        redoes=redoes and redoes.operation,
        changed=_changed(revision, material),
        removed=removed_from(opened, revision.edl),
        wanted_ms=material.song.duration_ms if material and is_other else None,
        is_by_hand=not is_planned(history),
    )


def content_hash_of(session: Session, project: Project, edl: EditDecisionList) -> str:
    """Return the identity of a timeline; an asset or song that is gone for good counts by its id."""
    track = song_of(session, project.id)
    unknown = {asset_id: asset_id for asset_id in edl.asset_ids}
    checksums = unknown | media_checksums(session, project.id)
    return content_hash(edl, checksums, (track and track.checksum) or "")


def stale_parts(opened: OpenProject, revision: Revision) -> list[Part]:
    """Return which inputs have changed since `revision` was planned."""
    return _changed(revision, _material(opened))


def _material(opened: OpenProject) -> Material | None:
    """Return what a plan would be made of, None while there is no song, or nothing of it in the range."""
    with suppress(SongNotReadyError, SongPartEmptyError):
        material = material_of(opened)
        return material if material.song else None
    return None


def _changed(revision: Revision, material: Material | None) -> list[Part]:
    if material is None:
        return ["song"]
    parts = changed_parts(revision.inputs, material.inputs) if revision.inputs else []
    is_other = plays_another(revision, material) or material.song.jumps != revision.edl.audio.pieces
    return [part for part in parts if part != "range" or is_other]  # of a short film it may change nothing


def generate(
    opened: OpenProject,
    based_on: int | None = None,
    *,
    operation: dict[str, Any] | None = None,
    instead: bool = False,
    blind: bool = True,
) -> Revision:
    """Plan the timeline again around its locked segments; undo brings the earlier one back.

    What a person has made of single pictures follows them from plan to plan; what was put in is shown,
    and what was taken out is not. What can't be kept is listed as `lost` in the revision's operation, and
    what stays out as `kept_out`.

    `operation` are the facts that name why, and `instead` is as in History.append. A plan that is not
    `blind` shows nothing that is still to be looked at; one that is counts as out of date afterwards.

    Raises NoMediaError, SongNotReadyError, SongPartEmptyError, or EditConflictError when `based_on`
    is not the current revision.
    """
    history = history_of(opened.layout, opened.project)
    before = history.current()
    material = material_of(opened, blind=blind)
    made_at = utc_now()
    work, undone = done_by_hand(history, material.settings)
    offered = work.wanted(material.sources)
    made = plan(
        material.settings,
        offered,
        material.analyzed_song,
        project_id=opened.project.id,
        generated_at=made_at,
        locked=locked_segments(before, material) if before else (),
    )
    kept_out = sorted(work.taken_out & material.by_id.keys() - {source.asset_id for source in offered})
    styled = in_style(opened, made.edl, material, before)
    edl = with_looks(styled, work, material.song, material.context.sources)
    revision = history.append(
        edl.model_copy(update={"edl_hash": material.inputs.edl_hash, "markers": _markers_kept(before, edl)}),
        (operation or revision_kinds.planned()) | revision_kinds.outcome(lost=undone, kept_out=kept_out),
        made_at=made_at,
        inputs=material.inputs,
        based_on=based_on,
        instead=instead,
    )
    return recorded(opened, revision)


def _markers_kept(before: Revision | None, edl: EditDecisionList) -> list[EditMarker]:
    """Return the markers of the edit before a plan, as long as the song is the same."""
    return before.edl.markers if before and before.edl.audio.file_path == edl.audio.file_path else []


def edit(opened: OpenProject, operation: Operation, based_on: int | None = None) -> Revision:
    """Do one operation on the timeline and make the outcome its current revision.

    Raises the errors of `core.edit.apply.apply`, NoEditError, and EditConflictError like generate.
    """
    before = current(opened.layout, opened.project)
    if based_on is not None and based_on != before.number:
        raise EditConflictError(current=before.number)
    material = material_of(opened)
    edl = apply(before.edl, operation, material.context)
    gone = set(before.edl.asset_ids) - set(edl.asset_ids)
    if gone and before.inputs:
        inputs = without_media(before.inputs, gone, material.inputs)
        before = before.model_copy(update={"inputs": inputs})
    return _edited(opened, before, edl, describe(operation))


def removed_from(opened: OpenProject, edl: EditDecisionList) -> list[str]:
    """Return the ids of what a timeline shows though it was removed or hidden, in its order."""
    there = {one.id for one in all_media(opened.session, opened.project.id) if not one.hidden}
    return [asset_id for asset_id in dict.fromkeys(edl.asset_ids) if asset_id not in there]


def put(opened: OpenProject, request: EDLUpdateRequest, markers: list[EditMarker] | None = None) -> Revision:
    """Make the segments of a client the timeline, when they are consistent; its markers stay without others.

    Raises a TimelineInvalidError, NoEditError, and EditConflictError when the timeline no longer has
    the content hash that the request is based on.
    """
    before = current(opened.layout, opened.project)
    seen, now = request.based_on, content_hash_of(opened.session, opened.project, before.edl)
    if seen is not None and seen != now:
        raise EditConflictError(current=before.number, content_hash=now)
    material = material_of(opened)
    segments = with_marks(request.segments, before.edl.segments)
    markers = before.edl.markers if markers is None else markers
    edl = before.edl.model_copy(update={"segments": segments, "markers": markers})
    check_edl(
        edl, beats=material.analyzed_song.grid, off_grid=request.off_grid, sources=material.context.sources
    )
    return _edited(opened, before, edl, revision_kinds.put())


def keep(opened: OpenProject, based_on: int | None = None) -> Revision:
    """Keep the timeline although its inputs changed: from now on it counts as made from today's."""
    before = current(opened.layout, opened.project)
    if based_on is not None and based_on != before.number:
        raise EditConflictError(current=before.number)
    inputs = material_of(opened).inputs
    edl = before.edl.model_copy(update={"edl_hash": inputs.edl_hash})
    revision = history_of(opened.layout, opened.project).append(
        edl, revision_kinds.kept(), made_at=utc_now(), inputs=inputs, based_on=before.number
    )
    return recorded(opened, revision)


def undo(opened: OpenProject, based_on: int | None = None) -> Revision:
    """Go one revision back; raises NothingToUndoError or EditConflictError."""
    return _travelled(opened, History.undo, based_on)


def redo(opened: OpenProject, based_on: int | None = None) -> Revision:
    """Go one revision forward again; raises NothingToRedoError or EditConflictError."""
    return _travelled(opened, History.redo, based_on)


def go_to(opened: OpenProject, number: int, based_on: int | None = None) -> Revision:
    """Go to a revision that undo or redo leads to; raises NotFoundError or EditConflictError."""
    return _travelled(opened, lambda history, seen: history.go_to(number, seen), based_on)


def _travelled(
    opened: OpenProject,
    travel: Callable[[History, int | None], Revision],
    based_on: int | None,
) -> Revision:
    """Take one step in the history; the project's settings go along if the edit was made with them."""
    history = history_of(opened.layout, opened.project)
    left, arrived = history.current_head(), travel(history, based_on)
    had = left and left.inputs
    if had and arrived.inputs and had.project_settings == settings_of(opened.project):
        update_settings(opened.project, arrived.inputs.project_settings)
    return recorded(opened, arrived)


def _edited(opened: OpenProject, before: Revision, edl: EditDecisionList, facts: dict[str, Any]) -> Revision:
    """Append a state that goes back to the same plan as `before`."""
    shown = [segment.media_asset_id for segment in before.edl.segments]
    revision = history_of(opened.layout, opened.project).append(
        edl,
        facts,
        made_at=utc_now(),
        inputs=before.inputs,
        based_on=before.number,
        pictures=changed_pictures(facts, shown),
    )
    return recorded(opened, revision)


def recorded(opened: OpenProject, revision: Revision) -> Revision:
    """Mirror the current revision in the project's row of the database, which lists show."""
    edl = revision.edl
    summary = {
        "edl_path": opened.layout.relative(opened.layout.project(opened.project.id).edl),
        "total_duration_ms": edl.total_duration_ms,
        "segment_count": len(edl.segments),
        "generated_at": edl.generated_at or revision.made_at,
        "modified_at": utc_now(),
        "edl_hash": edl.edl_hash or "",
        "content_hash": content_hash_of(opened.session, opened.project, edl),
        "revision": revision.number,
        "last_revision": history_of(opened.layout, opened.project).last_number,
        "opening_ids": json.dumps(edl.opening_ids),
    }
    row = opened.session.scalar(select(Timeline).where(Timeline.project_id == opened.project.id))
    if row is None:
        opened.session.add(Timeline(project_id=opened.project.id, **summary))
    else:
        for name, value in summary.items():
            setattr(row, name, value)
    touch(opened.project)
    return revision
