"""The dialog that sets the clock of a camera right, with the pictures before and after side by side."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from functools import partial

from beatstitch_ui import texts
from beatstitch_ui.auth.access import ProjectAccess
from beatstitch_ui.components.dialog import Dialog
from beatstitch_ui.shell.elements import Box, Text, button
from beatstitch_ui.shell.fields import select, text_field
from core.projects.media.camera_clocks import (
    MOST_SHIFT_S,
    Camera,
    CameraClock,
    Neighbour,
    beside,
    camera_clocks,
    named,
)

Apply = Callable[[str, Camera, int], Awaitable[None]]


class ClockDialog:
    """Made once for a page; `apply` gets the name of a camera, the camera and its shift in seconds."""

    def __init__(self, access: ProjectAccess, apply: Apply) -> None:
        self.access, self.apply = access, apply
        self.clocks: dict[str, CameraClock] = {}
        self.name, self.direction = "", "slow"
        self.parts = dict.fromkeys(texts.media.CLOCKS_UNITS, "0")
        self.asked = 0
        self.dialog = Dialog(texts.media.CLOCKS_OPEN, wide=True)
        with self.dialog:
            self.body = Box("div", "bs-stack bs-clocks-all")

    async def open(self) -> None:
        """Show the cameras, the one with most pictures first."""
        self.clocks, by_hand = await asyncio.to_thread(self._load)
        self.body.clear()
        with self.body:
            Text("p", texts.media.CLOCKS_LEAD if self.clocks else texts.media.CLOCKS_NONE, "bs-muted")
            if by_hand:
                Text("p", texts.media.CLOCKS_BY_HAND, "bs-note")
            self.fields = Box("div", "bs-stack")
            self.strips = Box("div", "bs-clocks", role="status")
        if self.clocks:
            await self._choose(next(iter(self.clocks)))
        self.dialog.open()

    def _load(self) -> tuple[dict[str, CameraClock], bool]:
        with self.access.reading() as opened:
            return named(camera_clocks(opened)), opened.project.media_order != "taken"

    async def _choose(self, name: str) -> None:
        """Show the fields of a camera with the shift that it has."""
        self.name = name
        shift_s = self.clocks[name].shift_s
        self.direction = "fast" if shift_s < 0 else "slow"
        minutes = abs(shift_s) // 60
        self.parts = {
            "days": str(minutes // 1440),
            "hours": str(minutes // 60 % 24),
            "minutes": str(minutes % 60),
        }
        self.fields.clear()
        with self.fields:
            names = {one: texts.media.camera_of(one, clock.pictures) for one, clock in self.clocks.items()}
            select(texts.media.CLOCKS_CAMERA, names, name, self._choose)
            select(texts.media.CLOCKS_WRONG_BY, texts.media.CLOCKS_DIRECTIONS, self.direction, self._turn)
            with Box("div", "bs-clocks__parts"):
                for unit, label in texts.media.CLOCKS_UNITS.items():
                    text_field(
                        label, self.parts[unit], partial(self._take, unit), inputmode="numeric", maxlength="5"
                    )
            button(texts.media.CLOCKS_APPLY, self._apply, look="primary")
        await self._compare()

    async def _turn(self, direction: str) -> None:
        self.direction = direction
        await self._compare()

    async def _take(self, unit: str, value: str) -> None:
        self.parts[unit] = value
        await self._compare()

    @property
    def shift_s(self) -> int:
        """The chosen shift; what is no number counts as 0."""
        numbers = {unit: int(text) if text.strip().isdecimal() else 0 for unit, text in self.parts.items()}
        wrong_s = min(MOST_SHIFT_S, round(timedelta(**numbers).total_seconds()))
        return wrong_s if self.direction == "slow" else -wrong_s

    async def _compare(self) -> None:
        self.asked += 1
        asked = self.asked
        now, then = await asyncio.to_thread(self._beside)
        if asked != self.asked:
            return  # something else was typed meanwhile
        self.strips.clear()
        with self.strips:
            _strip(texts.media.CLOCKS_NOW, now)
            _strip(texts.media.CLOCKS_THEN, then)

    def _beside(self) -> tuple[list[Neighbour], list[Neighbour]]:
        clock = self.clocks[self.name]
        with self.access.reading() as opened:
            return (
                beside(opened, clock.camera, clock.shift_s),
                beside(opened, clock.camera, self.shift_s),
            )

    async def _apply(self) -> None:
        name, shift_s = self.name, self.shift_s
        self.dialog.close()
        await self.apply(name, self.clocks[name].camera, shift_s)


def _strip(title: str, neighbours: Sequence[Neighbour]) -> None:
    """Show pictures in the order of their clocks, those of the camera with a frame."""
    with Box("section", "bs-clocks__strip"):
        Text("h3", title)
        with Box("ol", "bs-clocks__pictures", tabindex=0, aria_label=title):
            for one in neighbours:
                with Box("li", "bs-clocks__own" if one.is_own else ""):
                    if one.thumbnail:
                        Box("img", src=one.thumbnail, alt=one.name)
                    clock = texts.amounts.clock_time(one.clock) if one.clock else ""
                    Text("span", clock, "bs-number")
                    if one.is_own:
                        Text("span", texts.media.CLOCKS_OWN, "bs-muted")
