"""The note that says what an edit no longer follows, with the ways out and what each of them loses."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from beatstitch_ui import texts
from beatstitch_ui.shell.elements import Box, Text, button
from core.projects.edit.timelines import TimelineState

Act = Callable[[], Any]


@dataclass(frozen=True)
class WaysOut:
    """What can be done about a change: plan again, follow moved beats, take pictures out, or let it be.

    To let it be is a step of the history, after which nothing that was undone can come back; so while there
    is something, `redo` is there in its place.
    """

    plan: Act
    follow: Act
    take_out: Act
    keep: Act
    redo: Act


class StaleNote:
    """A line above the edit that is there only while there is something to say."""

    def __init__(self, ways: WaysOut) -> None:
        self.ways = ways
        self.note = Box("div", "bs-note bs-note--row")
        self.note.set_visibility(False)
        self.told: tuple[object, ...] = ([], [], [], False)

    def show(self, state: TimelineState | None) -> None:
        """Say what has changed since the plan, or what could not follow its beats."""
        changed = state.changed if state else []
        removed = state.removed if state and "media" in changed else []
        adrift = (state.undoes or {}).get("adrift", []) if state else []
        is_undone = state is not None and state.redoes is not None
        if (changed, removed, adrift, is_undone) == self.told:
            return
        self.told = (changed, removed, adrift, is_undone)
        self.note.clear()
        self.note.set_visibility(bool(changed or adrift))
        with self.note:
            if removed:
                self._tell_removed(len(removed), [part for part in changed if part != "media"])
            elif changed:
                self._tell_changed(changed)
                button(texts.edit.PLAN_AGAIN, self.ways.plan, look="" if is_undone else "primary")
            elif adrift:
                Text("span", texts.edit.adrift(adrift), role="status")
            if "grid" in changed:
                button(texts.edit.FOLLOW, self.ways.follow)
            if changed and is_undone:
                Text("span", texts.edit.REDO_BRINGS_BACK)
                button(texts.edit.REDO, self.ways.redo, look="" if removed else "primary")
            elif changed:
                button(texts.edit.KEEP, self.ways.keep)

    def _tell_removed(self, count: int, others: list[Any]) -> None:
        Text("span", texts.edit.removed(count))
        if others:
            self._tell_changed(others)
        button(texts.edit.take_out(count), self.ways.take_out, look="primary", title=texts.edit.TAKE_OUT_HINT)
        button(texts.edit.PLAN_AGAIN, self.ways.plan, title=texts.edit.PLAN_HINT)

    @staticmethod
    def _tell_changed(changed: list[Any]) -> None:
        parts = texts.amounts.joined([texts.edit.PARTS[part] for part in changed])
        Text("span", texts.edit.STALE.format(parts=parts))
