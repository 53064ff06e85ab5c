"""What the Music page offers besides an upload: our own song to who has none, and earlier songs again."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from beatstitch_ui import texts
from beatstitch_ui.shell.elements import Box, Text, button
from core.projects.song.song_trash import EarlierSong


def offer_own_song(on_take: Callable[[], Any]) -> None:
    """Offer the demo's song: a film needs one."""
    with Box("p", "bs-toolbar bs-toolbar--centre"):
        Text("span", texts.music.NO_SONG)
        button(texts.music.OWN_SONG, on_take, icon_name="note", makes_something=True)
        Text("span", texts.music.OWN_SONG_HINT, "bs-muted")


def offer_earlier(songs: Sequence[EarlierSong], on_bring_back: Callable[[str], Any]) -> None:
    """Offer the songs that were taken away or replaced lately."""
    if not songs:
        return
    with Box("section", "bs-stack"):
        Text("h2", texts.music.EARLIER_SONGS)
        with Box("ul", "bs-sessions"):
            for one in songs:
                words = texts.music.AS_BEFORE if one.is_present else texts.music.EARLIER
                with Box("li"):
                    Text("span", words.format(name=one.name))
                    button(texts.music.BRING_BACK, partial(on_bring_back, one.id), icon_name="undo")
