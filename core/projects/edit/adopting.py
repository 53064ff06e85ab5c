"""How an edit follows its project's settings: planned again, or dressed otherwise with every cut as it is."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from core.edit.edl import EditDecisionList
from core.edit.fades import finish_of, finished
from core.edit.planning.staleness import PlanInputs, changed_between, changed_parts, restyled_inputs
from core.edit.revisions import kinds as revision_kinds
from core.edit.revisions.revision import Revision
from core.edit.styles.restyled import FilmWorld, only_looks, restyled
from core.projects.edit.by_hand import is_planned, undone_by_plan
from core.projects.edit.film_titles import title_texts
from core.projects.edit.plan_inputs import LENGTHS, Material, material_of, plays_another
from core.projects.edit.rerange import follow_range
from core.projects.edit.timelines import generate, history_of, recorded
from core.projects.opened import OpenProject
from core.projects.projects import changed_settings, settings_of, update_settings
from core.schemas import ProjectSettings
from core.store.db import utc_now


def adopt_settings(
    opened: OpenProject,
    changes: Mapping[str, Any] | None = None,
    *,
    cuts_stay: bool = False,
    all_pictures: bool = False,
) -> Revision | None:
    """Store `changes` of the project's settings, and bring the timeline in line with all, where there is one.

    An edit on which a person has worked keeps its pictures and cuts unless the settings decide those. If
    `cuts_stay`, it keeps them even then: the next plan is the first that follows such settings, but for the
    film's length, which it gets at once: up to there, or with `all_pictures`, each for less time. New fades
    or another loudness leave every segment of any edit alone. Else it is planned again. Raises like
    generate and follow_range.
    """
    if changes:
        update_settings(opened.project, changed_settings(settings_of(opened.project), changes))
    history = history_of(opened.layout, opened.project)
    before = history.current()
    if before is None or before.inputs is None:
        return generate(opened) if before else None
    material = material_of(opened)
    now, then, finish = material.inputs, before.inputs.project_settings, finish_of(material.settings)
    names = changed_between(then, now.project_settings)
    is_kept = not names and not is_planned(history)  # and has not followed what was set before
    if changes and LENGTHS & changes.keys() and (is_kept or cuts_stay) and plays_another(before, material):
        return follow_range(opened, all_pictures=all_pictures)
    if not is_planned(history) and (cuts_stay or _leaves_cuts(before, then, material)):
        return _restyle(opened, before)
    inputs = before.inputs.model_copy(update={"settings": before.inputs.settings | finish})
    if changed_parts(inputs, now):
        names = changed_between(inputs.project_settings, now.project_settings)
        return generate(opened, operation=revision_kinds.planned(settings=names))
    return adopt_finish(opened)


def adopt_looks(opened: OpenProject) -> Revision | None:
    """Dress an edit on which a person has worked as the project's settings say, where they ask for no more.

    Returns the revision made, None where there was nothing to do or a plan is needed.
    """
    history = history_of(opened.layout, opened.project)
    before = history.current()
    if before is None or before.inputs is None or is_planned(history):
        return None
    then, now = before.inputs.project_settings, settings_of(opened.project)
    return _restyle(opened, before) if then != now and only_looks(then, now) else None


def undone_by(opened: OpenProject, changes: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
    """Return which edits by hand a new plan undoes, or the one that these changes of the settings need.

    Each is an operation's facts, the first one first; none where nothing would be lost.
    """
    history = history_of(opened.layout, opened.project)
    before, now = history.current(), settings_of(opened.project)
    if before is None:
        return []
    after = changed_settings(now, changes) if changes else now
    then = before.inputs.project_settings if before.inputs else now
    if changes and _leaves_cuts(before, then, replace(material_of(opened), settings=after)):
        return []
    return undone_by_plan(history)


def _leaves_cuts(before: Revision, then: ProjectSettings, material: Material) -> bool:
    """Tell whether no setting that differs decides about the cuts; a length that changes nothing does not."""
    now = material.settings
    if only_looks(then, now):
        return True
    is_length = {*changed_between(then, now)} <= LENGTHS | finish_of(now).keys()
    return is_length and not plays_another(before, material)


def adopt_finish(opened: OpenProject) -> Revision | None:
    """Give the timeline the project's fades and loudness, where there is one, and leave all else as it is."""
    before = history_of(opened.layout, opened.project).current()
    if before is None or before.inputs is None:
        return before
    settings = settings_of(opened.project)
    edl = finished(before.edl, settings)
    if edl == before.edl:
        return before
    wanted = before.inputs.settings | finish_of(settings)
    inputs = before.inputs.model_copy(update={"settings": wanted})
    return _dressed(opened, before, edl, revision_kinds.finished(), inputs)


def _restyle(opened: OpenProject, before: Revision) -> Revision | None:
    """Append the edit as the project's settings want it to look, where they differ from those it has."""
    material = material_of(opened)
    then = before.inputs.project_settings if before.inputs else material.settings
    names = changed_between(then, material.settings)
    if finish_of(material.settings).keys() >= {*names}:
        return adopt_finish(opened)
    song = before.edl.audio.song_in(material.analyzed_song.grid)
    sources = list(material.context.sources.values())
    world = FilmWorld(song, material.analyzed_song.sections, title_texts(opened), sources)
    edl = restyled(before.edl, then, material.settings, world)
    inputs = before.inputs or material.inputs
    followed = restyled_inputs(inputs, replace(material, settings=then).inputs, material.inputs)
    return _dressed(opened, before, edl, revision_kinds.restyled(names), followed)


def _dressed(
    opened: OpenProject,
    before: Revision,
    edl: EditDecisionList,
    operation: dict[str, Any],
    inputs: PlanInputs,
) -> Revision:
    """Append an edit that goes back to the same plan as `before`, but for the settings in `inputs`."""
    edl = edl.model_copy(update={"edl_hash": inputs.edl_hash})
    revision = history_of(opened.layout, opened.project).append(
        edl, operation, made_at=utc_now(), inputs=inputs, based_on=before.number
    )
    return recorded(opened, revision)
