"""The note that says what an edit no longer follows, with the ways out and what each of them loses."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from beatstitch_ui import texts
from beatstitch_ui.components.note import Note
from beatstitch_ui.pages.edit.picture_row import picture_row
from beatstitch_ui.shell.elements import Text, button
from core.edit.operations import TakeOut
from core.projects.edit import timelines
from core.projects.edit.pictures_at_once import Pictured, pictured
from core.projects.edit.timelines import TimelineState
from core.projects.opened import OpenProject

Act = Callable[[], Any]


@dataclass(frozen=True)
class WaysOut:
    """What can be done about a change: plan again, follow beats or range, take pictures out, or let it be.

    `undo` takes back what such a way has done. To let it be is a step of the history, after which nothing
    that was undone can come back; so while there is something, `redo` is there in its place.
    """

    plan: Act
    follow: Act
    follow_range: Act
    take_out: Act
    keep: Act
    undo: Act
    redo: Act


class StaleNote:
    """A line above the edit that is there only while there is something to say.

    It can be closed where all goes on without an answer; what a step has led to is news with each step.
    """

    def __init__(self, project_id: str, ways: WaysOut) -> None:
        self.ways = ways
        self.note = Note(f"stale {project_id}", is_quiet=False)
        self.told: tuple[object, ...] = ()

    def show(self, state: TimelineState | None, dropped: Sequence[Pictured] = ()) -> None:
        """Say what has changed since the plan, what is no longer shown, or what lost its beat."""
        adrift = (state.undoes or {}).get("adrift", []) if state else []
        lengths = _lengths(state)
        is_undone = state is not None and state.redoes is not None
        changed = state.changed if state else []
        removed = state.removed if state and "media" in changed else []
        since = state.revision if state and (adrift or dropped) else None
        told = (changed, removed, adrift, is_undone, lengths, dropped, since)
        if told == self.told:
            return
        self.told = told
        if changed:
            with self.note.saying(None):
                self._ask(changed, removed, lengths, is_undone=is_undone)
        elif state and (adrift or lengths or dropped):
            with self.note.saying(told):
                self._inform(adrift, lengths, dropped)
        else:
            self.note.say_nothing()

    def _ask(
        self, changed: list[Any], removed: list[str], lengths: tuple[int, int] | tuple[()], *, is_undone: bool
    ) -> None:
        """Say what the edit does not follow, which takes a decision."""
        if removed:
            self._tell_removed(len(removed), [part for part in changed if part != "media"])
        else:
            self._tell_changed(changed)
            self._ways_to_plan(lengths, is_undone=is_undone)
        if "grid" in changed:
            button(texts.edit.FOLLOW, self.ways.follow)
        if is_undone:
            Text("span", texts.edit.REDO_BRINGS_BACK)
            button(texts.edit.REDO, self.ways.redo, look="" if removed else "primary")
        else:
            label = texts.edit.with_length(texts.edit.KEEP, *lengths) if lengths else texts.edit.KEEP
            button(label, self.ways.keep)

    def _inform(
        self, adrift: list[Any], lengths: tuple[int, int] | tuple[()], dropped: Sequence[Pictured]
    ) -> None:
        """Say what has come of the last step, or how long the film still is, with the ways to change that."""
        if lengths:
            Text("span", texts.settings.still_plays(*lengths), role="status")
            hint = texts.edit.KEEP_CHANGES_HINT
            button(texts.settings.make_it(*lengths), self.ways.follow_range, title=hint)
        elif adrift:
            Text("span", texts.edit.adrift(adrift), role="status")
        if dropped:
            Text("span", texts.left_out.dropped([one.name for one in dropped]), role="status")
            picture_row(dropped)
            button(texts.shell.TOASTS["undo"], self.ways.undo)

    def _ways_to_plan(self, lengths: tuple[int, int] | tuple[()], *, is_undone: bool) -> None:
        """Offer a new plan; first the way that keeps what a person did, where the song's range is another."""
        look = "" if is_undone else "primary"
        if lengths:
            film_ms, wanted_ms = lengths
            label = texts.edit.with_length(texts.edit.KEEP_CHANGES, wanted_ms, film_ms)
            button(label, self.ways.follow_range, look=look, title=texts.edit.KEEP_CHANGES_HINT)
            look = ""
        button(texts.edit.PLAN_AGAIN, self.ways.plan, look=look)

    def _tell_removed(self, count: int, others: list[Any]) -> None:
        Text("span", texts.left_out.removed(count))
        if others:
            self._tell_changed(others)
        button(
            texts.left_out.take_out(count), self.ways.take_out, look="primary", title=texts.edit.TAKE_OUT_HINT
        )
        button(texts.edit.PLAN_AGAIN, self.ways.plan, title=texts.edit.PLAN_HINT)

    @staticmethod
    def _tell_changed(changed: list[Any]) -> None:
        parts = texts.amounts.joined([texts.edit.PARTS[part] for part in changed])
        Text("span", texts.edit.STALE.format(parts=parts))


def _lengths(state: TimelineState | None) -> tuple[int, int] | tuple[()]:
    """Return how long an edit by hand is and how long it would be, if it does not follow the song's range."""
    if state is None or state.wanted_ms is None or not state.is_by_hand:
        return ()
    return state.edl.audio.duration_ms, state.wanted_ms


def kept_ms(state: TimelineState | None) -> int | None:
    """Return how long a film is that does not follow the song's range or the length that is set."""
    return next(iter(_lengths(state)), None)


def dropped_by(opened: OpenProject, state: TimelineState) -> list[Pictured]:
    """Return which pictures the last step no longer shows, as the song's range ends before them."""
    return pictured(opened, (state.undoes or {}).get("dropped", ()))


def take_out_removed(opened: OpenProject, based_on: int | None) -> None:
    """Take what was removed from the media out of the film, and leave all else as it is."""
    if removed := timelines.state_of(opened).removed:
        timelines.edit(opened, TakeOut(asset_ids=removed), based_on)
