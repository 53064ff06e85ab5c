"""A web server that shows single components with made-up data; run as a program with a port number."""

import sys
from collections.abc import Callable
from typing import Annotated, Any

import uvicorn
from fastapi import FastAPI, Query, Request
from fastapi.responses import JSONResponse, Response
from nicegui import ui

from beatstitch_ui import texts
from beatstitch_ui.api.titles import TitlePicture
from beatstitch_ui.components.dialog import Dialog
from beatstitch_ui.components.edit.beat_timeline import BeatTimeline
from beatstitch_ui.components.edit.edit_player import EditPlayer
from beatstitch_ui.components.edit.inspector import Inspector
from beatstitch_ui.components.edit.media_tray import MediaTray
from beatstitch_ui.components.edit.panel_switch import PanelSwitch
from beatstitch_ui.components.edit.picture_picker import PicturePicker
from beatstitch_ui.components.edit.segment_menu import SegmentMenu
from beatstitch_ui.components.edit.title_links import TitleLinks
from beatstitch_ui.components.edit.workshop import Workshop
from beatstitch_ui.components.media.media_grid import MediaGrid
from beatstitch_ui.components.media.upload_queue import UploadQueue
from beatstitch_ui.components.song_wave import SongWave
from beatstitch_ui.languages.catalogues import give
from beatstitch_ui.serving.application import bare, finished
from beatstitch_ui.shell.elements import Box, Text, button
from beatstitch_ui.shell.frame import SpokenPage
from beatstitch_ui.shell.shell import PageLocation, shell
from core.effects import Title
from core.render.titles.picture import title_png
from tests.browser.button_page import button_page, history_page
from tests.browser.film import film_page
from tests.browser.noted_page import noted_page
from tests.browser.ranged import ranged
from tests.browser.sample_clip import fake_clip
from tests.browser.sample_project import (
    clicks,
    edit,
    grid_item,
    peaks,
    picture,
    song,
    with_effects,
)
from tests.pseudo_language import PSEUDO, Bracketed

TRIED: set[str] = set()


def fake_api(app: FastAPI) -> None:
    """Add the routes the components fetch from."""

    @app.get("/fake/edit")
    def _edit(
        beats_per_cut: int = 4, count: int = 1300, clip_volume: float | None = None, *, effects: bool = False
    ) -> dict[str, object]:
        made = edit(beats_per_cut, count, clip_volume)
        return with_effects(made) if effects else made

    @app.get("/fake/title.png")
    def _title(wish: Annotated[TitlePicture, Query()]) -> Response:
        title = Title(text=wish.text, style=wish.style, place=wish.place, card=wish.card)
        return Response(title_png(title, (wish.width, wish.height)), media_type="image/png")

    @app.get("/fake/peaks")
    def _peaks(count: int = 1300) -> Response:
        return Response(peaks(count), media_type="application/octet-stream")

    @app.get("/fake/beats")
    def _beats(count: int = 1300) -> dict[str, object]:
        return song(count)

    @app.get("/fake/song.wav")
    def _song(request: Request, count: int = 1300) -> Response:
        return ranged(clicks(count), request.headers.get("range"), "audio/wav")


def fake_pictures(app: FastAPI) -> None:
    """Add the pictures and the list of the media grid."""

    @app.get("/fake/picture/{seed}/{width}/{height}.jpg")
    def _picture(seed: int, width: int, height: int) -> Response:
        return Response(
            picture(seed, width, height), media_type="image/jpeg", headers={"Cache-Control": "max-age=600"}
        )

    @app.get("/fake/items")
    def _items(n: int = 24) -> list[dict[str, object]]:
        return [grid_item(number, stacked=n == STACKED) for number in range(n)]


def fake_uploads(app: FastAPI) -> None:
    """Add an upload route: it refuses "bad…", knows "twin…" already and breaks off once at "flaky…"."""

    @app.put("/fake/uploads/{upload_id}")
    async def _put(upload_id: str, name: str, request: Request) -> Response:
        size = sum([len(block) async for block in request.stream()])
        if name.startswith("bad"):
            return JSONResponse({"refused": f"{name} is not a photo or clip that BeatStitch can read."})
        if name.startswith("twin"):
            return JSONResponse({"id": upload_id, "same_as": name.replace("twin", "one")}, 201)
        if name.startswith("flaky") and upload_id not in TRIED:
            TRIED.add(upload_id)
            return JSONResponse({"message": "busy"}, 503)
        return JSONResponse({"id": upload_id, "size": size}, 201)

    @app.head("/fake/uploads/{upload_id}")
    def _head(upload_id: str) -> Response:
        return Response(headers={"Upload-Offset": "0"}, status_code=200 if upload_id in TRIED else 404)


def page(path: str, title: str, tab: str, *, wide: bool = False) -> Callable[[Callable[..., None]], None]:
    """Register a harness page inside the shell, with a line that shows the events it received."""

    def register(build: Callable[..., None]) -> None:
        @SpokenPage(path)
        def _page(n: int = 24) -> None:
            place = PageLocation(title, project_id="p1", project_name="Summer in Norway", tab=tab, wide=wide)
            with shell(place, user_name="ada"):
                with Box("div", "bs-head"):
                    Text("h1", title)
                seen = Text("output", "", "bs-hidden", data_events="")

                def note(event: object) -> None:
                    seen.text = str(event)

                build(note, n)

    return register


STACKED = 30  # so many pictures have a stack among them


def without_id(change: dict[str, object]) -> dict[str, object]:
    """Return a change of the grid but for its id, which is another one each time."""
    return {name: fact for name, fact in change.items() if name != "id"}


def components() -> None:
    """Register one page for each component."""

    @page("/h/grid", "Media", "media")
    def _grid(note: Callable[[object], None], n: int) -> None:
        MediaGrid(
            items_url=f"/fake/items?n={n}",
            step="",
            on_change=lambda args: note(without_id(args["change"])),
            on_unsure=note,
        )

    @page("/h/uploads-and-grid", "Media", "media")
    def _uploads_and_grid(note: Callable[[object], None], n: int) -> None:
        UploadQueue(upload_url="/fake/uploads", accept="image/*", compact=True)
        MediaGrid(items_url=f"/fake/items?n={n}", step="", on_change=note, on_unsure=note)

    @page("/h/uploads", "Media", "media")
    def _uploads(note: Callable[[object], None], _: int) -> None:
        UploadQueue(
            upload_url="/fake/uploads", accept="image/*,video/*", on_uploaded=lambda: note("uploaded")
        )

    @page("/h/chosen", "Projects", "media")
    def _chosen(note: Callable[[object], None], _: int) -> None:
        dialog = Dialog("New project")
        with dialog:
            uploads = UploadQueue(
                upload_url="",
                accept="image/*",
                on_chosen=note,
                on_idle=note,
            )
            button("Send", lambda: uploads.send_to("/fake/uploads"))
        button("New project", dialog.open)

    @page("/h/said", "Media", "media")
    def _said(note: Callable[[object], None], _: int) -> None:
        button("Send", lambda: note(texts.sharing.SENT))

    @ui.page("/h/broken")
    def _broken() -> None:
        raise ZeroDivisionError


def editing_components() -> None:
    """Register the pages that show the made-up edit and its song."""

    @page("/h/timeline", "Edit", "edit", wide=True)
    def _timeline(note: Callable[[object], None], n: int) -> None:
        BeatTimeline(
            data_url=f"/fake/edit?count={n}",
            peaks_url=f"/fake/peaks?count={n}",
            revision=1,
            clock="song",
            on_operation=lambda args: note({"operation": args["operation"]}),
            on_unsure=note,
        )

    @page("/h/song", "Music", "music")
    def _song_page(note: Callable[[object], None], n: int) -> None:
        SongWave(
            data_url=f"/fake/beats?count={n}",
            peaks_url=f"/fake/peaks?count={n}",
            song_url=f"/fake/song.wav?count={n}",
            revision=1,
            on_operation=lambda args: note(args["operation"]),
            on_history=lambda args: note({"history": args}),
        )

    @page("/h/player", "Edit", "edit", wide=True)
    def _player(note: Callable[[object], None], n: int) -> None:
        urls: dict[str, Any] = {"data_url": f"/fake/edit?count={n}", "revision": 1, "clock": "song"}
        PanelSwitch()
        with Box("div", "bs-stack"):
            workshop = Workshop(data_url=urls["data_url"])
        PicturePicker(data_url=urls["data_url"])
        SegmentMenu(data_url=urls["data_url"])
        with workshop.part("tray"):
            MediaTray(data_url=urls["data_url"])
        with workshop.part("player"):
            EditPlayer(song_url=f"/fake/song.wav?count={n}", **urls)
        with workshop.part("inspector"):
            Inspector(
                data_url=urls["data_url"],
                clock=urls["clock"],
                on_operation=lambda args: note({"operation": args["operation"]}),
            )
        with workshop.part("settings"):
            Text("p", "Settings")
        with workshop.part("timeline"):
            BeatTimeline(
                peaks_url=f"/fake/peaks?count={n}",
                on_operation=lambda args: note({"operation": args["operation"]}),
                on_unsure=note,
                **urls,
            )


def playing_components() -> None:
    """Register the pages that play the made-up edit with its effects and the sound of its clips."""

    @page("/h/effects", "Edit", "edit", wide=True)
    def _effects(note: Callable[[object], None], n: int) -> None:
        urls: dict[str, Any] = {"data_url": f"/fake/edit?count={n}&effects=true", "clock": "song"}
        with Box("div", "bs-edit"):
            MediaTray(data_url=urls["data_url"])
            EditPlayer(song_url=f"/fake/song.wav?count={n}", revision=1, **urls)
            Inspector(on_operation=lambda args: note({"operation": args["operation"]}), **urls)
            TitleLinks(**urls)

    @page("/h/heard", "Edit", "edit", wide=True)
    def _heard(_: Callable[[object], None], n: int) -> None:
        EditPlayer(
            data_url=f"/fake/edit?count={n}&clip_volume=0.5",
            song_url=f"/fake/song.wav?count={n}",
            revision=1,
            clock="song",
        )


def main(port: int) -> None:
    """Serve the harness on localhost."""
    give(PSEUDO, Bracketed())
    app = bare()
    fake_api(app)
    fake_clip(app)
    fake_pictures(app)
    fake_uploads(app)
    components()
    editing_components()
    playing_components()
    film_page(app)
    button_page()
    history_page()
    noted_page()
    finished(app)
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning")


if __name__ in {"__main__", "__mp_main__"}:
    main(int(sys.argv[1]))
