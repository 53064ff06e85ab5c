"""The edit page with nothing to edit: what an edit needs, what of it is there, and the way to the rest."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy.orm import Session

from beatstitch_ui import texts
from beatstitch_ui.shell.elements import Box, Text, button, icon
from core.projects.media.media import list_media, song_of
from core.store.models import AudioTrack, MediaAsset, Project

ICONS = {"there": "check", "coming": "clock", "missing": "plus"}


@dataclass(frozen=True)
class Need:
    """One thing that an edit needs: how far it is, in words, and the page where that is changed."""

    state: Literal["there", "coming", "missing"]
    told: str
    page: str


def needs_of(session: Session, project: Project) -> list[Need]:
    """Return how far the project's pictures and its song are."""
    assets = [asset for asset in list_media(session, project.id) if not asset.hidden]
    return [_pictures(assets), _song(song_of(session, project.id))]


def lacks_song(session: Session, project: Project) -> bool:
    """Tell whether there are no beats that an edit could be shown on."""
    track = song_of(session, project.id)
    return track is None or track.beat_grid_path is None


def _pictures(assets: list[MediaAsset]) -> Need:
    ready = sum(asset.processing_status == "ready" for asset in assets)
    coming = sum(asset.processing_status in ("pending", "processing") for asset in assets)
    if ready:
        return Need("there", texts.edit.pictures_ready(ready, coming), "media")
    return (
        Need("coming", texts.edit.PICTURES_COMING, "media")
        if coming
        else Need("missing", texts.edit.ADD_PICTURES, "media")
    )


def _song(track: AudioTrack | None) -> Need:
    if track is None:
        return Need("missing", texts.edit.ADD_SONG, "music")
    if track.analysis_status == "complete":
        return Need("there", texts.edit.SONG_READY.format(name=track.original_filename), "music")
    if track.analysis_status == "failed":
        return Need("missing", texts.edit.ADD_OTHER_SONG.format(name=track.original_filename), "music")
    return Need("coming", texts.edit.SONG_COMING.format(name=track.original_filename), "music")


def first_edit(project_id: str, needs: list[Need], on_plan: Callable[[], Any]) -> None:
    """Invite to make the edit; the button can be pressed once everything is there."""
    lacking = [need for need in needs if need.state != "there"]
    with Box("section", "bs-empty"):
        Text("h2", texts.edit.NO_EDIT_TITLE)
        Text("p", texts.edit.NO_EDIT, "bs-muted")
        _list(project_id, needs)
        button(texts.edit.PLAN_FIRST, on_plan, look="primary", disabled=bool(lacking) or None)


def songless_edit(project_id: str, needs: list[Need]) -> None:
    """Say that the edit can't be shown until there is a song again."""
    with Box("section", "bs-empty"):
        Text("h2", texts.edit.NO_SONG_TITLE)
        Text("p", texts.edit.NO_SONG, "bs-muted")
        _list(project_id, needs)


def _list(project_id: str, needs: list[Need]) -> None:
    with Box("ul", "bs-needs"):
        for need in needs:
            with Box("li", f"bs-needs__one bs-needs__one--{need.state}"):
                icon(ICONS[need.state])
                Text("a" if need.state == "missing" else "span", need.told, href=_address(project_id, need))


def _address(project_id: str, need: Need) -> str | None:
    return f"/p/{project_id}/{need.page}" if need.state == "missing" else None
