"""The music page: drop a song, watch it being listened to, look at its beats, choose a part."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

from pydantic import ValidationError

from beatstitch_ui import texts
from beatstitch_ui.auth.access import ProjectAccess
from beatstitch_ui.components.media.upload_queue import UploadQueue
from beatstitch_ui.components.song_wave import SongWave
from beatstitch_ui.languages.current import fill
from beatstitch_ui.languages.problems import retold
from beatstitch_ui.pages.project.corrections import CorrectionsPanel, ReadingChoice, SongHistory
from beatstitch_ui.pages.project.project import project_page
from beatstitch_ui.pages.project.reanalysis import Reanalysis
from beatstitch_ui.pages.project.song_offers import offer_earlier, offer_own_song
from beatstitch_ui.shell.change_feed import PageState
from beatstitch_ui.shell.early_data import ask_early
from beatstitch_ui.shell.elements import Box, Text, button
from beatstitch_ui.shell.frame import PageFrame
from core.demo.project import own_song, take_song
from core.errors import NothingToRedoError, NothingToUndoError
from core.music.analyzers import Analyzer
from core.music.grid.beat_grid import BeatGrid
from core.projects.edit.adopting import adopt_finish
from core.projects.opened import OpenProject
from core.projects.song import songs
from core.projects.song.song_state import ShownSong, shown_song
from core.projects.song.song_trash import EarlierSong, bring_back, earlier_songs, reanalyse_song, remove_song
from core.projects.song.songs import SONG_OPERATION, CorrectionState, SongOperation

ACCEPT = "audio/*,video/*,.mp3,.flac,.wav,.m4a,.ogg,.opus,.aac,.wma"
UNSURE_BELOW = 0.5


@project_page("music")
async def music(frame: PageFrame, access: ProjectAccess) -> None:
    page = MusicPage(frame, access)
    await page.build()


class MusicPage:
    """The open page; it is built again when the song's state changes."""

    def __init__(self, frame: PageFrame, access: ProjectAccess) -> None:
        self.frame = frame
        self.access = access
        self.url = f"/api/projects/{access.project_id}"
        self.revision = 1
        self.shown: ShownSong | None = None
        self.turn = asyncio.Lock()

    async def build(self) -> None:
        with Box("div", "bs-head"):
            Text("h1", texts.shell.PROJECT_PAGES["music"])
            Box("div", "bs-head__space")
            self.actions = Box("div", "bs-toolbar")
        self.body = Box("div", "bs-stack")
        await self._fill()
        self.frame.follow(self._follow)

    async def _follow(self, now: PageState, before: PageState | None) -> None:
        if before is None:
            return
        if (now.song and now.song.analysis) != (before.song and before.song.analysis):
            await self._fill()
        elif now.song != before.song:
            async with self.turn:
                await self._corrected()
        elif self.progress is not None and now.jobs != before.jobs:
            self._show_progress(now)

    def _show_progress(self, now: PageState) -> None:
        mine = [job for job in now.jobs if job["url"] == f"/p/{self.access.project_id}/music"]
        if mine and self.progress is not None:
            self.progress.props["value"] = mine[0]["percent"] or 0
            self.phase.text = texts.music.listening(mine[0]["message"])

    async def _fill(self) -> None:
        song, earlier = await asyncio.to_thread(self._load_all)
        self.body.clear()
        self.actions.clear()
        self.progress: Box | None = None
        with self.body:
            if song is None:
                self._invite()
                offer_own_song(self._take_own_song)
            elif song.status == "failed":
                Text(
                    "p",
                    retold(song.error) if song.error else texts.music.SONG_FAILED,
                    "bs-problem",
                    role="alert",
                )
                self._invite()
            else:
                self._invite(other=True)
                if song.state is None:
                    self._listening(song)
                else:
                    self._wave(song, song.state)
            offer_earlier(earlier, self._bring_back)
        self._tell_replaced(song)
        if song is not None:
            self._offer(song)

    def _offer(self, song: ShownSong) -> None:
        """Offer what can be done with the song as a whole."""
        name = song.name
        with self.actions:
            if song.state is not None:
                self.history = SongHistory(song.state, self._travel)
            elif song.status == "failed":
                Reanalysis(None, partial(self._reanalyse, name))
            remove = partial(self._do, remove_song, texts.music.SONG_REMOVED.format(name=name))
            button(texts.music.REMOVE_SONG, remove, icon_name="trash", look="danger")

    async def _take_own_song(self) -> None:
        def work() -> None:
            song = own_song()
            with self.access.writing() as opened:
                take_song(opened, texts.projects.DEMO_SONG, song)

        await self.frame.attempt(work)
        await self.frame.look()

    def _load_all(self) -> tuple[ShownSong | None, list[EarlierSong]]:
        with self.access.reading() as opened:
            return shown_song(opened), earlier_songs(opened)

    async def _reanalyse(self, name: str, analyzer: Analyzer) -> None:
        told = texts.music.SONG_HEARD_AGAIN.format(name=name)
        await self._do(partial(reanalyse_song, analyzer=analyzer), told)

    def _load(self) -> ShownSong | None:
        with self.access.reading() as opened:
            return shown_song(opened)

    def _invite(self, *, other: bool = False) -> None:
        UploadQueue(
            upload_url=f"{self.url}/uploads/song",
            accept=ACCEPT,
            words=texts.music.OTHER_SONG_UPLOADS if other else texts.music.SONG_UPLOADS,
            multiple=False,
            compact=other,
            on_uploaded=self.frame.look,
        )

    def _tell_replaced(self, song: ShownSong | None) -> None:
        """Note which song is shown; the one that it has replaced can come back."""
        before, self.shown = self.shown, song
        if before is not None and song is not None and before.id != song.id:
            told = texts.music.SONG_REPLACED.format(name=before.name)
            self.frame.toasts.show(told, partial(self._bring_back, before.id))

    def _listening(self, song: ShownSong) -> None:
        with Box("section", "bs-panel bs-stack"):
            Text("h2", song.name)
            self.phase = Text("p", texts.music.LISTENING, "bs-muted", role="status")
            self.progress = Box(
                "progress", "bs-progress", max="100", value=0, aria_label=texts.music.LISTENING
            )

    def _wave(self, song: ShownSong, state: CorrectionState) -> None:
        grid, self._shown = state.grid, state
        self.facts = Box("div", "bs-facts")
        self.note = Text("p", "", "bs-note")
        self._show_facts(song, grid)
        if song.damaged_ms:
            Text("p", fill(texts.music.DAMAGED, {"seconds": song.damaged_ms / 1000}), "bs-note")
        self.revision += 1
        data_url, peaks_url = f"{self.url}/audio/wave-state", f"{self.url}/audio/peaks"
        ask_early(f"{data_url}?revision={self.revision}", peaks_url)
        self.wave = SongWave(
            data_url=data_url,
            peaks_url=peaks_url,
            song_url=f"{self.url}/audio/sound",
            revision=self.revision,
            on_operation=self._operate,
            on_history=lambda args: self._travel(args["step"]),
        )
        self.readings = ReadingChoice(state, self._correct)
        again = partial(self._reanalyse, song.name)
        self.panel = CorrectionsPanel(state, self._correct, again, is_open=_is_doubtful(grid))

    def _show_facts(self, song: ShownSong, grid: BeatGrid) -> None:
        doubtful = _is_doubtful(grid)
        self.facts.clear()
        with self.facts:
            Text("h2", song.name)
            Text("span", texts.projects.BPM.format(bpm=grid.bpm), "bs-pill bs-pill--accent bs-number")
            Text("span", texts.music.BEATS.format(n=len(grid.beats)), "bs-pill bs-number")
            Text("span", grid.time_signature, "bs-pill bs-number")
            if not grid.fallback:
                Text("span", texts.music.found_by(grid.analyzer), "bs-pill")
            if not (doubtful or grid.edited):
                Text("p", texts.music.NOTHING_TO_DO, "bs-muted bs-facts__told")
            if song.film_ms is not None:
                length = texts.amounts.length(song.film_ms)
                Text("p", texts.music.FILM_IS_SHORTER.format(length=length), "bs-facts__told")
        self.note.text = texts.music.NO_BEATS if grid.fallback else texts.music.UNSURE
        self.note.set_visibility(doubtful and not grid.edited)

    async def _operate(self, args: dict[str, Any]) -> None:
        """Do what the browser asks for; what is no operation at all changes nothing, and that is said."""
        try:
            operation = SONG_OPERATION.validate_python(args["operation"])
        except ValidationError:
            self._answer()
            self.frame.say(texts.shell.NOT_UNDERSTOOD)
            return
        await self._correct(operation)

    async def _correct(self, operation: SongOperation) -> None:
        await self._change(partial(songs.correct, operation=operation))

    async def _travel(self, step: str) -> None:
        """Undo or redo; asking once too often stays at the end."""
        travel = songs.undo if step == "undo" else songs.redo

        def work(opened: OpenProject) -> None:
            with suppress(NothingToUndoError, NothingToRedoError):
                travel(opened)

        await self._change(work)

    async def _change(self, work: Callable[..., object]) -> None:
        """Change the song, and the fades of its edit with it, or say why not."""

        def changed() -> bool:
            with self.access.writing() as opened:
                work(opened)
                adopt_finish(opened)
            return True

        async with self.turn:
            if await self.frame.attempt(changed):
                await self._corrected()
            else:
                self._answer()

    async def _corrected(self) -> None:
        """Show the song as it is now, without building the page again."""
        song = await asyncio.to_thread(self._load)
        if song is None or song.state is None:
            return
        if song.state != self._shown:
            self._shown = song.state
            self._show_facts(song, song.state.grid)
            self.readings.show(song.state)
            self.panel.show(song.state)
            self.history.show(song.state)
        self._answer()

    def _answer(self) -> None:
        """Let the browser fetch what the song is now; it waits for that after each operation."""
        self.revision += 1
        self.wave.show_revision(self.revision)

    async def _do(self, change: Callable[[OpenProject], str], done: str) -> None:
        """Make a change that takes the song or its corrections away, and offer to take it back."""

        def work() -> str:
            with self.access.writing() as opened:
                return change(opened)

        kept = await self.frame.attempt(work)
        if kept is not None:
            self.frame.toasts.show(done, partial(self._bring_back, kept))
        await self.frame.look()

    async def _bring_back(self, track_id: str) -> None:
        def work() -> None:
            with self.access.writing() as opened:
                bring_back(opened, track_id)

        self.shown = None
        await self.frame.attempt(work)
        await self.frame.look()


def _is_doubtful(grid: BeatGrid) -> bool:
    return grid.fallback or grid.bpm_confidence < UNSURE_BELOW
