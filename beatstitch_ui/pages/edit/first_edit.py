"""The edit page with nothing to edit: what an edit needs, what of it is there, and the way to the rest."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from beatstitch_ui import texts
from beatstitch_ui.components.media.refused_files import RefusedFiles
from beatstitch_ui.shell.elements import Box, Text, button, icon
from core.projects.readiness import Readiness

# Measured from the drop to the film with photos and clips of a phone, on two cores.
PLAN_S, SONG_S, PICTURE_S = 3, 12, 2
BUSY = 2  # times as long it takes beside other work
ICONS = {"there": "check", "coming": "clock", "missing": "plus"}


@dataclass(frozen=True)
class Need:
    """One thing that an edit needs: how far it is, in words, and the page where that is changed."""

    state: Literal["there", "coming", "missing"]
    told: str
    page: str


def needs_of(now: Readiness) -> list[Need]:
    """Return how far the project's pictures and its song are."""
    return [_pictures(now), _song(now)]


def _pictures(now: Readiness) -> Need:
    if now.pictures_unseen and not now.pictures_coming:
        return Need("coming", texts.edit.pictures_seen(now.pictures_seen, now.pictures_ready), "media")
    if now.pictures_ready:
        told = texts.edit.pictures_ready(now.pictures_ready, now.pictures_coming, now.unread)
        return Need("coming" if now.pictures_coming else "there", told, "media")
    if now.pictures_coming:
        return Need("coming", texts.edit.pictures_coming(now.pictures_coming), "media")
    return Need("missing", texts.edit.ADD_PICTURES, "media")


def _song(now: Readiness) -> Need:
    if now.song == "none":
        return Need("missing", texts.edit.ADD_SONG, "music")
    if now.song == "ready":
        return Need("there", texts.edit.SONG_READY.format(name=now.song_name), "music")
    if now.song == "failed":
        return Need("missing", texts.edit.ADD_OTHER_SONG.format(name=now.song_name), "music")
    return Need("coming", texts.edit.SONG_COMING.format(name=now.song_name), "music")


def first_edit(project_id: str, now: Readiness, on_plan: Callable[[], Any]) -> None:
    """Say what the edit waits for; it is made by itself, and before the last picture only when asked."""
    needs = needs_of(now)
    lacking = any(need.state == "missing" for need in needs)
    with Box("section", "bs-empty"):
        Text("h2", texts.edit.NO_EDIT_TITLE if lacking else texts.edit.COMING_TITLE)
        Text("p", texts.edit.NO_EDIT, "bs-muted")
        _list(project_id, needs)
        RefusedFiles().classes("bs-muted")
        is_partial = bool(now.pictures_coming or now.pictures_unseen)
        if is_partial:
            _progress(now)
        if is_partial and not lacking:
            song_s = 0 if now.song == "ready" else SONG_S
            left_s = PLAN_S + song_s + PICTURE_S * (now.pictures_coming + now.pictures_unseen)
            usually = texts.amounts.probable_time(left_s, BUSY * left_s)
            Text("p", texts.edit.usually_ready(usually), "bs-muted")
        if now.pictures_ready and now.song == "ready":
            words = texts.edit.plan_now(now.pictures_ready) if is_partial else texts.edit.PLAN_FIRST
            button(words, on_plan, look="" if is_partial else "primary")
            if is_partial:
                Text("p", texts.edit.OTHERS_JOIN, "bs-muted")


def _progress(now: Readiness) -> None:
    """Show how many are ready, and once all are, how many of them were looked at."""
    every = now.pictures_ready + now.pictures_coming
    done = now.pictures_ready if now.pictures_coming else now.pictures_seen
    Box(
        "progress",
        "bs-progress bs-needs__progress",
        value=done,
        max=every,
        aria_label=texts.edit.PICTURES_PROGRESS,
    )


def songless_edit(project_id: str, now: Readiness) -> None:
    """Say that the edit can't be shown until there is a song again."""
    with Box("section", "bs-empty"):
        Text("h2", texts.edit.NO_SONG_TITLE)
        Text("p", texts.edit.NO_SONG, "bs-muted")
        _list(project_id, needs_of(now))


def _list(project_id: str, needs: list[Need]) -> None:
    with Box("ul", "bs-needs"):
        for need in needs:
            with Box("li", f"bs-needs__one bs-needs__one--{need.state}"):
                icon(ICONS[need.state])
                Text("a" if need.state == "missing" else "span", need.told, href=_address(project_id, need))


def _address(project_id: str, need: Need) -> str | None:
    return f"/p/{project_id}/{need.page}" if need.state == "missing" else None
