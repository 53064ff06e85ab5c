"""The panel under the waveform with which a person corrects the beats of a song."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from nicegui.element import Element

from beatstitch_ui import texts
from beatstitch_ui.access import ProjectAccess
from beatstitch_ui.elements import Box, Text, button
from beatstitch_ui.fields import select
from beatstitch_ui.frame import PageFrame
from core import corrections
from core.corrections import CorrectionState
from core.music.grid_operations import (
    Double,
    GridOperation,
    Halve,
    RemoveBeat,
    Rephase,
    Reset,
    SetMetre,
    Shift,
)

NUDGE_MS = 10
METRES = ("2/4", "3/4", "4/4", "6/8")


class CorrectionsPanel:
    """Buttons for what most often needs mending; all of it can be undone."""

    def __init__(
        self,
        frame: PageFrame,
        access: ProjectAccess,
        state: CorrectionState,
        on_corrected: Callable[[], Awaitable[None]],
    ) -> None:
        self._frame, self._access, self._on_corrected = frame, access, on_corrected
        self._beat = -1
        words = texts.CORRECTIONS
        with Box("section", "bs-panel bs-stack", aria_label=words["label"]):
            Text("h3", words["label"])
            Text("p", words["hint"], "bs-muted")
            with Box("div", "bs-toolbar"):
                self._operation(words["double"], Double())
                self._operation(words["halve"], Halve())
                self._operation(words["earlier"], Shift(by_ms=-NUDGE_MS))
                self._operation(words["later"], Shift(by_ms=NUDGE_MS))
                self._of_beat = [
                    button(words["one"], lambda: self._on_beat(Rephase)),
                    button(words["remove"], lambda: self._on_beat(RemoveBeat)),
                ]
            with Box("div", "bs-toolbar"):
                self._metre = Box("div")
                self._undo = button(words["undo"], partial(self._change, corrections.undo), icon_name="undo")
                self._redo = button(words["redo"], partial(self._change, corrections.redo), icon_name="redo")
                self._operation(words["reset"], Reset())
        self.show(state)
        self.choose({"index": -1})

    def show(self, state: CorrectionState) -> None:
        """Show the metre, and enable what can be undone and made again."""
        metre = state.grid.time_signature
        self._metre.clear()
        with self._metre:
            offered = {name: name for name in sorted({*METRES, metre})}
            select(texts.CORRECTIONS["metre"], offered, metre, self._set_metre)
        _enable(self._undo, enabled=state.undoes is not None)
        _enable(self._redo, enabled=state.redoes is not None)

    def choose(self, beat: dict[str, Any]) -> None:
        """Take note of the beat chosen in the waveform, -1 for none."""
        self._beat = int(beat["index"])
        for element in self._of_beat:
            _enable(element, enabled=self._beat >= 0)

    def _operation(self, label: str, operation: GridOperation) -> None:
        button(label, lambda: self._correct(operation))

    async def _on_beat(self, kind: type[Rephase | RemoveBeat]) -> None:
        if self._beat >= 0:
            await self._correct(kind(beat=self._beat))

    async def _set_metre(self, metre: str) -> None:
        await self._correct(SetMetre(time_signature=metre))

    async def _correct(self, operation: GridOperation) -> None:
        await self._change(partial(corrections.correct, operation=operation))

    async def _change(self, work: Callable[..., object]) -> None:
        def changed() -> bool:
            with self._access.writing() as (session, project):
                work(session, self._access.database.layout, project)
            return True

        if await self._frame.attempt(changed):
            await self._on_corrected()


def _enable(element: Element, *, enabled: bool) -> None:
    element.props["disabled"] = None if enabled else True
    element.update()
