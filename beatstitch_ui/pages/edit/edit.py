"""The edit page: preview, timeline and inspector on one edit that every change makes a revision of."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

from pydantic import ValidationError

from beatstitch_ui import texts
from beatstitch_ui.auth.access import ProjectAccess
from beatstitch_ui.components.edit.beat_timeline import BeatTimeline
from beatstitch_ui.components.edit.edit_player import EditPlayer
from beatstitch_ui.components.edit.history_bar import HistoryBar
from beatstitch_ui.components.edit.inspector import Inspector
from beatstitch_ui.components.edit.media_tray import MediaTray
from beatstitch_ui.components.edit.panel_switch import PanelSwitch
from beatstitch_ui.components.edit.picture_picker import PicturePicker
from beatstitch_ui.components.edit.segment_menu import SegmentMenu
from beatstitch_ui.components.edit.workshop import Workshop
from beatstitch_ui.pages.edit.edit_snapshot import EditSnapshot, edit_snapshot
from beatstitch_ui.pages.edit.first_edit import first_edit, songless_edit
from beatstitch_ui.pages.edit.notes import left_out_note, listed_steps, song_link, tell_left_out, tell_song
from beatstitch_ui.pages.edit.opening import show_opening
from beatstitch_ui.pages.edit.replanning import Changes, Replanning
from beatstitch_ui.pages.edit.settings_strip import SettingsStrip
from beatstitch_ui.pages.edit.stale_note import Act, StaleNote, WaysOut, kept_ms, take_out_removed
from beatstitch_ui.pages.edit.style_choice import StyleChoice
from beatstitch_ui.pages.project.project import project_page
from beatstitch_ui.shell.change_feed import PageState
from beatstitch_ui.shell.choices_note import ChoicesNote
from beatstitch_ui.shell.early_data import ask_early
from beatstitch_ui.shell.elements import Box, Text, button
from beatstitch_ui.shell.frame import PageFrame
from beatstitch_ui.shell.looking_note import LookingNote
from core.edit.operations import operation_from
from core.edit.revisions.revision import Revision
from core.errors import NothingToRedoError, NothingToUndoError
from core.projects.edit import timelines
from core.projects.edit.adopting import adopt_settings
from core.projects.edit.coverage import Shown
from core.projects.edit.rebeat import follow
from core.projects.edit.rerange import follow_range
from core.projects.edit.timelines import TimelineState
from core.projects.edit.unattended import plan_on_request
from core.projects.opened import OpenProject

CLOCK = "song"
TRAVELS = {"undo": timelines.undo, "redo": timelines.redo}
Change = Callable[[OpenProject], object]


def _nothing(*_: object) -> None:
    """Stand in for an operation that is none."""


@project_page("edit", wide=True)
async def edit(frame: PageFrame, access: ProjectAccess) -> None:
    page = EditPage(frame, access, await asyncio.to_thread(edit_snapshot, access))
    page.build()


class EditPage:
    """The open page; operations run one after the other, each on the revision that it was seen on."""

    def __init__(self, frame: PageFrame, access: ProjectAccess, snapshot: EditSnapshot) -> None:
        self.frame = frame
        self.access = access
        self.snapshot = snapshot
        self.turn = asyncio.Lock()
        self.handled = 0
        self.strip: SettingsStrip | None = None
        self.styles: StyleChoice | None = None
        self.told_shown: Shown | None = None

    def build(self) -> None:
        with Box("div", "bs-head bs-edit__head"):
            Text("h1", texts.shell.PROJECT_PAGES["edit"])
            self.history = HistoryBar(
                data_url=self._data_url, on_travel=self._travel, on_list=self._list_steps, on_go=self._go_to
            )
            self.song = song_link(self.access.project_id)
            self.switch = PanelSwitch()
            self.again = button(texts.edit.PLAN, self._plan, icon_name="retry", title=texts.edit.PLAN_HINT)
        ways = WaysOut(
            plan=self._plan,
            follow=self._way(follow),
            follow_range=self._way(follow_range),
            show_all=self._way(partial(follow_range, all_pictures=True)),
            take_out=self._way(take_out_removed),
            keep=self._way(timelines.keep),
            undo=partial(self._travel, "undo"),
            redo=partial(self._travel, "redo"),
        )
        self.stale = StaleNote(self.access.project_id, ways)
        self.left_out = left_out_note(self.access.project_id)
        self.looking = LookingNote(self.access.project_id)
        self.choices = ChoicesNote(self.access.project_id, self._change_settings)
        self.replanning = Replanning(self.frame, self.access, self._replan, self._show_settings)
        self.body = Box("div", "bs-stack")
        self._fill()
        if self.snapshot.editable and self.snapshot.opening:
            show_opening(self.snapshot.opening, self._data_url)
        self.frame.follow(self._follow)

    def _fill(self) -> None:
        self.body.clear()
        self.strip = self.styles = None
        with self.body:
            if (state := self.snapshot.editable) is not None:
                self._editor(state)
            else:
                has_edit = self.snapshot.state is not None
                show = songless_edit if has_edit else partial(first_edit, on_plan=self._plan)
                show(self.access.project_id, self.snapshot.readiness)
        self._tell()

    def _editor(self, state: TimelineState) -> None:
        url = f"/api/projects/{self.access.project_id}"
        edit = {"data_url": self._data_url, "clock": CLOCK}
        common: dict[str, Any] = edit | {"revision": state.revision}
        ask_early(f"{self._data_url}?revision={state.revision}", f"{url}/audio/peaks")
        workshop = Workshop(data_url=self._data_url)
        with workshop.part("tray"):
            self.tray = MediaTray(data_url=self._data_url)
        with workshop.part("player"):
            EditPlayer(song_url=f"{url}/audio/sound", **common)
        with workshop.part("inspector"):
            Inspector(**edit, on_operation=self._operate)
        with workshop.part("settings"):
            settings, pictures = self.snapshot.settings, self.snapshot.style_pictures
            self.styles = StyleChoice(settings, pictures, self._change_settings)
            self.strip = SettingsStrip(settings, self._change_settings, edit, kept_ms(state))
        PicturePicker(data_url=self._data_url)
        SegmentMenu(data_url=self._data_url)
        with workshop.part("timeline"):
            self.timeline = BeatTimeline(
                peaks_url=f"{url}/audio/peaks",
                on_operation=self._operate,
                on_unsure=self.frame.say_unsure,
                **common,
            )

    async def _operate(self, args: dict[str, Any]) -> None:
        """Do an operation that the browser may show already, under the number it waits for."""
        if args["operation"].get("kind") in TRAVELS:
            await self._travel(args["operation"]["kind"], args["number"])
            return
        try:
            operation = operation_from(args["operation"])
        except ValidationError:
            await self._revise(_nothing, args["number"])
            self.frame.say(texts.shell.NOT_UNDERSTOOD)
            return

        def change(opened: OpenProject) -> Revision:
            return timelines.edit(opened, operation, self._revision)

        await self._revise(change, args["number"])

    async def _travel(self, kind: str, number: int = 0) -> None:
        """Undo or redo; who asks once too often stays at the end, as the bar shows already."""
        travel = TRAVELS[kind]

        def change(opened: OpenProject) -> None:
            with suppress(NothingToUndoError, NothingToRedoError):
                travel(opened, self._revision)

        await self._revise(change, number)

    async def _list_steps(self) -> None:
        steps = await self.frame.attempt(partial(listed_steps, self.access))
        self.history.show_steps(steps or [])

    async def _go_to(self, number: int) -> None:
        await self._revise(lambda opened: timelines.go_to(opened, number, self._revision))

    async def _plan(self) -> None:
        await self.replanning.ask()

    async def _change_settings(self, changes: dict[str, Any]) -> None:
        await self.replanning.ask(changes)

    async def _replan(self, changes: Changes, *, cuts_stay: bool = False, all_pictures: bool = False) -> None:
        """Store changed settings, which an edit that exists follows, or plan with those there are."""
        made: list[Revision | None] = []

        def change(opened: OpenProject) -> None:
            if changes is not None:
                made.append(adopt_settings(opened, changes, cuts_stay=cuts_stay, all_pictures=all_pictures))
            elif cuts_stay:
                made.append(follow_range(opened, all_pictures=all_pictures))
            else:
                made.append(plan_on_request(opened))

        await self._revise(change)
        for revision in made:
            if revision and revision.number == self._revision:
                self.replanning.tell(revision, partial(self._travel, "undo"))

    def _show_settings(self) -> None:
        """Show the settings as they are stored, whatever was chosen in the fields since."""
        if self.strip is not None and self.styles is not None:
            now = self.snapshot
            self.strip.show(now.settings, kept_ms(now.state))
            self.styles.show(now.settings, now.style_pictures)

    def _way(self, change: Callable[[OpenProject, int | None], object]) -> Act:
        return lambda: self._revise(lambda opened: change(opened, self._revision))

    @property
    def _data_url(self) -> str:
        return f"/api/projects/{self.access.project_id}/timeline/edit-state"

    @property
    def _revision(self) -> int | None:
        return self.snapshot.revision

    async def _revise(self, change: Change, number: int = 0) -> None:
        """Make a revision and show it; one that is refused says why, and the edit stays as it is."""

        def work() -> bool:
            with self.access.writing() as opened:
                change(opened)
            return True

        async with self.turn:
            if not 0 < number <= self.handled:  # a connection that broke lets it come once more
                await self.frame.attempt(work)
            self.handled = max(self.handled, number)
            await self._reload()

    async def _reload(self) -> None:
        before = self.snapshot
        now = self.snapshot = await asyncio.to_thread(edit_snapshot, self.access)
        self._show_settings()
        if (now.state is None, now.lacking) != (before.state is None, before.lacking):
            self._fill()
            if now.editable is not None:
                self.timeline.take_focus()
        if now.editable is not None:
            self.timeline.settle(now.editable.revision, self.handled)
            self._tell()

    async def _follow(self, now: PageState, before: PageState | None) -> None:
        """Show what another tab has done, and whether the material has changed since the plan."""
        changed = before is not None and (now.media, now.song) != (before.media, before.song)
        if changed or now.revision != (self._revision or 0):
            async with self.turn:
                await self._reload()

    def _tell(self) -> None:
        """Keep buttons and notes in step with the edit."""
        now, state = self.snapshot, self.snapshot.editable
        steps = (state.undoes, state.redoes) if state else (None, None)
        names = [texts.edit.operation_name(facts) if facts else "" for facts in steps]
        self.history.show(now.revision or 0, *names)
        for control in (self.again, self.switch):  # they do nothing while there is no edit
            control.set_visibility(state is not None)
        self.stale.show(None if now.is_awaited else state, now.end)
        self.replanning.settle(self._revision)
        self.looking.show(now.readiness if state else None)
        tell_song(self.song, now.readiness)
        self.choices.show(now.chosen, now.settings)
        shown = None if now.state and "media" in now.state.changed else now.shown
        if shown != self.told_shown:
            self.told_shown = shown
            tell_left_out(
                self.left_out, shown, self._change_settings, self._show_left_out, self.tray.take_back
            )

    def _show_left_out(self) -> None:
        self.tray.show_left_out(self.snapshot.shown.unread if self.snapshot.shown else ())
