"""What stands under and above the waveform: corrections of all beats, folded, and their undo."""

from collections.abc import Callable
from functools import partial
from typing import Any

from nicegui.element import Element

from beatstitch_ui import texts
from beatstitch_ui.pages.project.reanalysis import Reanalysis
from beatstitch_ui.shell.elements import Box, Text, button
from beatstitch_ui.shell.fields import select
from core.music.analyzers import Analyzer
from core.music.grid.grid_operations import Double, Halve, Reset, SetMetre, Shift, Snap, UseAlternative
from core.music.sections.section_operations import ResetParts
from core.projects.song.songs import CorrectionState, SongOperation

NUDGE_MS = 10
METRES = ("2/4", "3/4", "4/4", "6/8")


class CorrectionsPanel:
    """A fold with the most frequent corrections; few songs need one, so it opens where beats are doubtful."""

    def __init__(
        self,
        state: CorrectionState,
        on_operation: Callable[[SongOperation], Any],
        on_reanalyse: Callable[[Analyzer], Any],
        *,
        is_open: bool,
    ) -> None:
        self._on_operation = on_operation
        words = texts.music.CORRECTIONS
        with Box("details", "bs-panel bs-more") as fold:
            Text("summary", words["label"])
            body = Box("div", "bs-stack")
        if is_open:
            fold.props["open"] = True
        with body:
            Text("p", words["hint"], "bs-muted")
            with Box("div", "bs-toolbar"):
                self._operation(words["double"], Double())
                self._operation(words["halve"], Halve())
                self._operation(words["earlier"], Shift(by_ms=-NUDGE_MS))
                self._operation(words["later"], Shift(by_ms=NUDGE_MS))
                self._operation(words["snap"], Snap())
            with Box("div", "bs-toolbar bs-toolbar--end"):
                self._metre = Box("div")
                self._operation(words["reset"], Reset())
                self._operation(words["reset_parts"], ResetParts())
            with Box("div", "bs-toolbar bs-toolbar--end"):
                Reanalysis(state.grid.analyzer, on_reanalyse)
        self.show(state)

    def show(self, state: CorrectionState) -> None:
        """Show the metre."""
        metre = state.grid.time_signature
        self._metre.clear()
        with self._metre:
            offered = {name: name for name in sorted({*METRES, metre})}
            select(texts.music.CORRECTIONS["metre"], offered, metre, self._set_metre)

    def _operation(self, label: str, operation: SongOperation) -> None:
        button(label, partial(self._on_operation, operation))

    async def _set_metre(self, metre: str) -> None:
        await self._on_operation(SetMetre(time_signature=metre))


class SongHistory:
    """The buttons that undo and redo all that is done on the page."""

    def __init__(self, state: CorrectionState, on_history: Callable[[str], Any]) -> None:
        words = texts.music.CORRECTIONS
        self._undo = button(words["undo"], partial(on_history, "undo"), icon_name="undo")
        self._redo = button(words["redo"], partial(on_history, "redo"), icon_name="redo")
        self.show(state)

    def show(self, state: CorrectionState) -> None:
        """Say what can be undone and made again."""
        words = texts.music.CORRECTIONS
        steps = ((self._undo, words["undo"], state.undoes), (self._redo, words["redo"], state.redoes))
        for element, step, facts in steps:
            _name(element, texts.music.correction(step, facts), enabled=facts is not None)


def _name(element: Element, name: str, *, enabled: bool) -> None:
    """Say on a button's tooltip, and to screen readers, what it would do."""
    element.props["disabled"] = None if enabled else True
    element.props["title"] = element.props["aria-label"] = name
    element.update()


class ReadingChoice:
    """The offer of two ways to count a song that are about as likely; one press takes the other."""

    def __init__(self, state: CorrectionState, on_operation: Callable[[SongOperation], Any]) -> None:
        self._on_operation = on_operation
        with Box("details", "bs-panel bs-more") as self._panel:
            Text("summary", texts.music.READINGS["label"])
            self._offer = Box("div", "bs-stack")
        self.show(state)

    def show(self, state: CorrectionState) -> None:
        """Show which of the two is used; nothing where there is one only, or beats were corrected."""
        self._offer.clear()
        self._panel.set_visibility(state.readings is not None)
        if state.readings is None:
            return
        operations: tuple[SongOperation, SongOperation] = (Reset(), UseAlternative())
        with self._offer:
            Text("p", texts.music.READINGS["hint"], "bs-muted")
            with Box("div", "bs-toolbar"):
                names = texts.music.reading_names(*(grid.bpm for grid in state.readings))
                for name, grid, operation in zip(names, state.readings, operations, strict=True):
                    take = partial(self._on_operation, operation)
                    button(name, take, aria_pressed=str(grid == state.grid).lower())
