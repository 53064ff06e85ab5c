"""A page with an edit and notes above it, which say what the test wants by buttons that nobody sees."""

from typing import Any

from fastapi import Request

from beatstitch_ui.components.edit.beat_timeline import BeatTimeline
from beatstitch_ui.components.edit.edit_player import EditPlayer
from beatstitch_ui.components.edit.media_tray import MediaTray
from beatstitch_ui.components.edit.workshop import Workshop
from beatstitch_ui.components.media.refused_files import RefusedFiles
from beatstitch_ui.components.note import Note
from beatstitch_ui.pages.edit.picture_row import picture_row
from beatstitch_ui.shell.elements import Box, Text, button
from beatstitch_ui.shell.frame import SpokenPage
from beatstitch_ui.shell.shell import PageLocation, shell
from core.projects.edit.pictures_at_once import Pictured

LONG = "Left out: IMG_11.jpg (nearly the same as IMG_10.jpg), a.jpg (looks like a document) and 7 more."

DROPPED = [Pictured(f"IMG_{n}.jpg", f"/fake/picture/{n}/160/120.jpg") for n in range(10)]


def noted_page() -> None:
    """Register the page; `?says=` is what its notes say from the beginning."""

    @SpokenPage("/h/noted")
    def _page(request: Request) -> None:
        place = PageLocation("Edit", project_id="p1", project_name="Summer in Norway", tab="edit", wide=True)
        with shell(place, user_name="ada"):
            with Box("div", "bs-head bs-edit__head"):
                Text("h1", "Edit")
                for says in ("news", "other news", "a question", "pictures", "left out", "nothing"):
                    button(f"Say {says}", lambda says=says: _say(notes, says), look="quiet").classes(
                        "bs-hidden"
                    )
            notes = Note("lasting p1"), Note("passing p1", lasts=False)
            if says := request.query_params.get("says"):
                _say(notes, says)
            with Box("div", "bs-stack"):
                _edit()


def _say(notes: tuple[Note, ...], says: str) -> None:
    for note in notes:
        if says == "nothing":
            note.say_nothing()
            continue
        with note.saying(None if says == "a question" else says):
            Text("span", f"{note.props['name']}: {says}. {LONG}")
            if says == "pictures":
                picture_row(DROPPED)
            button("Show them")
            if says == "left out":
                RefusedFiles()


def _edit() -> None:
    urls: dict[str, Any] = {"data_url": "/fake/edit?count=120", "clock": "song"}
    workshop = Workshop(data_url=urls["data_url"])
    with workshop.part("tray"):
        MediaTray(data_url=urls["data_url"])
    with workshop.part("player"):
        EditPlayer(song_url="/fake/song.wav?count=120", revision=1, **urls)
    with workshop.part("timeline"):
        BeatTimeline(
            peaks_url="/fake/peaks?count=120", revision=1, on_operation=print, on_unsure=print, **urls
        )
