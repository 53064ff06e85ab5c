"""A film with every effect, as the renderer and the preview are given it, and a page that plays it."""

from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import FileResponse
from nicegui import ui

from beatstitch_ui.components.edit.edit_player import EditPlayer
from core.edit.apply import EditContext, apply
from core.edit.edl import EditDecisionList
from core.edit.operations import operation_from
from core.media.info import Source
from core.projects.edit.edit_state import CLIP_SOUND
from core.render.draw.motion import EASING, PULSE_MS
from core.schemas import ProjectSettings
from tests.browser.parity import placed_sources, planned
from tests.stock import uneven_grid

SIZE = (640, 360)
CLOSING_MS = 900
TITLE = {"text": "Summer in Norway\nJuly 2024", "style": "cinematic", "card": True, "beats": 4}
CAPTION = {"text": "Bergen\n5 July 2024", "place": "lower_third", "beats": 3}
RAMP = {"percent": 200, "beat": 1, "beats": 1}
BLENDS = ("crossfade", "cut", "fade_black", "cut", "fade_white", "cut")


def film(sources: dict[str, Source]) -> EditDecisionList:
    """Return ten seconds of pulses, flashes, blends and titles, with a clip that changes its speed."""
    edl = planned(sources, SIZE)
    context = EditContext(uneven_grid(), sources, ProjectSettings())
    clips = [segment.index for segment in edl.segments if segment.media_type == "video"]
    changes: list[dict[str, Any]] = [
        {"kind": "merge", "index": clips[0]},
        {"kind": "set_speed", "index": clips[0], "speed": {"percent": 50, "ramp": RAMP}},
        {"kind": "set_title", "index": 0, "title": TITLE},
        {"kind": "set_title", "index": clips[0] - 1, "title": CAPTION},
    ]
    for change in changes:
        edl = apply(edl, operation_from(change), context)
    edl = _with_split_screens(edl, context)
    for index in range(len(edl.segments)):
        pulse = {"zoom": 0.05, "on": "beats"} if index % 2 else None
        flash = {"colour": "white" if index % 4 else "black"} if index % 3 == 2 else None
        blend = BLENDS[index % len(BLENDS)]
        for change in (
            {"kind": "set_beat_pulse", "beat_pulse": pulse},
            {"kind": "set_flash", "flash": flash},
            *([{"kind": "set_transition", "type": blend, "duration_ms": 250}] if index else []),
        ):
            edl = apply(edl, operation_from({"index": index} | change), context)
    settings = edl.settings.model_copy(update={"picture_fade_ms": CLOSING_MS})
    return edl.model_copy(update={"settings": settings})


def _with_split_screens(edl: EditDecisionList, context: EditContext) -> EditDecisionList:
    """Return the film with photos side by side: beside the clip, two in columns, and three in a grid."""
    clip = next(segment.index for segment in edl.segments if segment.media_type == "video")
    for index, layout in ((clip, "columns"), (clip + 2, "grid"), (clip + 4, "columns")):
        own = edl.segments[index].media_asset_id
        others = [name for name in ("upright", "face", "group") if name != own]
        panels = {"layout": layout, "asset_ids": [own, *others[: 2 if layout == "grid" else 1]]}
        for change in ({"kind": "merge", "index": index}, {"kind": "set_panels", "panels": panels}):
            edl = apply(edl, operation_from({"index": index} | change), context)
    return edl


def state(edl: EditDecisionList, sources: dict[str, Source]) -> dict[str, Any]:
    """Return the film as the page is sent it."""
    song = edl.audio.song_in(uneven_grid())
    assets = {
        name: {
            "name": name,
            "kind": source.media_type,
            "thumb": f"/fake/film/{source.path.name}",
            "url": f"/fake/film/{source.path.name}",
            "width": source.display_width,
            "height": source.display_height,
            "duration_ms": source.duration_ms,
        }
        for name, source in sources.items()
    }
    return {
        "revision": 1,
        "duration_ms": song.duration_ms,
        "start_offset_ms": 0,
        "fade_out_ms": 0,
        "picture_fade_ms": CLOSING_MS,
        "beats_ms": song.beats_ms,
        "grid_index": song.grid_index,
        "downbeats": song.downbeats,
        "sections": [],
        "easing": EASING,
        "clip_sound": CLIP_SOUND,
        "pulse_ms": PULSE_MS,
        "title_url": "/fake/title.png",
        "default_transition": {"type": "cut", "duration_ms": 0},
        "segments": [segment.model_dump(mode="json") for segment in edl.segments],
        "assets": assets,
        "width": SIZE[0],
        "height": SIZE[1],
    }


@lru_cache(maxsize=1)
def _sources() -> dict[str, Source]:
    return placed_sources(Path(mkdtemp(prefix="beatstitch-film-")))


def film_page(app: FastAPI) -> None:
    """Add the film's data, its files and the page that plays it."""

    @app.get("/fake/film.json")
    def _film() -> dict[str, Any]:
        return state(film(_sources()), _sources())

    @app.get("/fake/film/{name}")
    def _file(name: str, _: Request) -> FileResponse:
        return FileResponse(_sources()[Path(name).stem].path)

    @ui.page("/h/film")
    def _page() -> None:
        EditPlayer(data_url="/fake/film.json", song_url="/fake/song.wav?count=40", revision=1, clock="song")
