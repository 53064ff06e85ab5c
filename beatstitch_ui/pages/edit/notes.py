"""The notes above the edit: what it does not show and why, and the steps that led to it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from beatstitch_ui import texts
from beatstitch_ui.auth.access import ProjectAccess
from beatstitch_ui.components.media.refused_files import RefusedFiles
from beatstitch_ui.components.note import Note
from beatstitch_ui.pages.edit.picture_row import picture_row
from beatstitch_ui.shell.elements import Box, Text, button, icon
from core.projects.edit import timelines
from core.projects.edit.coverage import Shown
from core.projects.readiness import Readiness

LISTED_STEPS = 100  # on either side of the current one


def left_out_note(project_id: str) -> Note:
    """Make the note that says which pictures an edit does not show; `tell_left_out` fills it."""
    note = Note(f"left-out {project_id}")
    note.props["role"] = "status"
    return note


def tell_left_out(
    note: Note,
    shown: Shown | None,
    on_settings: Callable[[dict[str, Any]], Any],
    on_show: Callable[[], object],
    on_take_back: Callable[[str], object],
) -> None:
    """Say how many pictures the edit does not show, why, which they are, and what would show them."""
    unwanted = _unwanted(shown) if shown else []
    if shown is None or not (unwanted or shown.unread or shown.left_out > 0):
        note.say_nothing()
        return
    with note.saying((unwanted, shown.unread, shown.pictures, shown.shown, shown.all_fit_at)):
        if unwanted:
            picture_row(shown.unwanted, on_show)
            Text("span", texts.left_out.summary(unwanted))
            _textlink(texts.left_out.look(len(unwanted)), on_show)
        if len(seen := [one.asset_id for one in shown.omitted if one.is_unwanted]) == 1:
            _textlink(texts.left_out.TAKE_BACK, partial(on_take_back, seen[0]))
        if shown.unread:
            Text("span", f"{texts.left_out.unread_files(shown.unread)}.", "bs-note__besides")
        RefusedFiles().classes("bs-note__besides")
        if not shown.left_out:
            return
        Text("span", texts.edit.left_out(shown.shown, shown.pictures))
        if shown.all_fit_at is None:
            Text("span", texts.edit.USE_MORE)
        else:
            pace = {"beats_per_cut": shown.all_fit_at, "beats_per_cut_auto": False}
            button(texts.media.cut_faster(shown.all_fit_at), lambda: on_settings(pace))


def _textlink(label: str, on_click: Callable[[], object]) -> None:
    Text("button", label, "bs-textlink", type="button").on("click", on_click, [])


def song_link(project_id: str) -> Box:
    """Make the link to the song that the film goes with; `tell_song` says which that is."""
    link = Box("a", "bs-head__song", href=f"/p/{project_id}/music", title=texts.edit.SONG_LINK)
    link.set_visibility(False)
    with link:
        icon("note")
        Text("span", "")
    return link


def tell_song(link: Box, now: Readiness | None) -> None:
    """Say the name of the song, if there is one; nothing is sent while it stays the same."""
    name = now.song_name if now is not None else ""
    link.set_visibility(bool(name))
    next(child for child in link.default_slot if isinstance(child, Text)).text = name


def _unwanted(shown: Shown) -> list[tuple[str, str]]:
    """Return the name of each file that is better not shown, and the reason in words."""
    return [
        (
            shown.names.get(one.asset_id, ""),
            texts.left_out.reason(one.reason, shown.names.get(one.instead or "")),
        )
        for one in shown.omitted
        if one.is_unwanted
    ]


def listed_steps(access: ProjectAccess) -> list[dict[str, Any]]:
    """Return the steps of the edit as its history lists them, the newest first."""
    with access.reading() as opened:
        steps = timelines.history_of(opened.layout, opened.project).steps(LISTED_STEPS)
    return [
        {
            "number": step.number,
            "name": texts.edit.step_name(step.operation),
            "made_at": step.made_at.isoformat(),
            "ahead": step.is_ahead,
        }
        for step in steps
    ]
