"""The note that says what an edit no longer follows, with the ways out and what each of them loses."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from beatstitch_ui import texts
from beatstitch_ui.components.note import Note
from beatstitch_ui.pages.edit.picture_row import picture_row
from beatstitch_ui.shell.elements import Text, button
from core.edit.operations import TakeOut
from core.edit.revisions.kinds import facts_of
from core.projects.edit import timelines
from core.projects.edit.pictures_at_once import Pictured, pictured
from core.projects.edit.rerange import range_ahead
from core.projects.edit.timelines import TimelineState
from core.projects.opened import OpenProject

Act = Callable[[], Any]
Lengths = tuple[int, int] | tuple[()]  # how long a film is and how long it would be, if it does not follow


@dataclass(frozen=True)
class WaysOut:
    """What can be done about a change: plan again, follow beats or range, take pictures out, or let it be.

    `follow_range` drops what the song has no room for, `show_all` shows everything for less time instead.
    `undo` takes back what such a way has done. To let it be is a step of the history, after which nothing
    that was undone can come back; so while there is something, `redo` is there in its place.
    """

    plan: Act
    follow: Act
    follow_range: Act
    show_all: Act
    take_out: Act
    keep: Act
    undo: Act
    redo: Act


@dataclass(frozen=True)
class FilmEnd:
    """Which pictures the last step no longer shows, as the song ends before them.

    `may_show_all` tells whether the range that is chosen has room for all that following it would drop.
    """

    dropped: tuple[Pictured, ...] = ()
    may_show_all: bool = False


FILM_END = FilmEnd()


class StaleNote:
    """A line above the edit that is there only while there is something to say.

    It can be closed where all goes on without an answer; what a step has led to is news with each step.
    """

    def __init__(self, project_id: str, ways: WaysOut) -> None:
        self.ways = ways
        self.note = Note(f"stale {project_id}", is_quiet=False)
        self.told: tuple[object, ...] = ()

    def show(self, state: TimelineState | None, end: FilmEnd = FILM_END) -> None:
        """Say what has changed since the plan, what is no longer shown, or what lost its beat."""
        adrift = facts_of(state.undoes).adrift if state else []
        lengths = _lengths(state)
        is_undone = state is not None and state.redoes is not None
        changed = state.changed if state else []
        removed = state.removed if state and "media" in changed else []
        since = state.revision if state and (adrift or end.dropped) else None
        told = (changed, removed, adrift, is_undone, lengths, end, since)
        if told == self.told:
            return
        self.told = told
        if changed:
            with self.note.saying(None):
                self._ask(changed, removed, lengths, end, is_undone=is_undone)
        elif state and (adrift or lengths or end.dropped):
            with self.note.saying(told):
                self._inform(adrift, lengths, end)
        else:
            self.note.say_nothing()

    def _ask(
        self, changed: list[Any], removed: list[str], lengths: Lengths, end: FilmEnd, *, is_undone: bool
    ) -> None:
        """Say what the edit does not follow, which takes a decision."""
        if removed:
            self._tell_removed(len(removed), [part for part in changed if part != "media"])
        else:
            self._tell_changed(changed)
            self._ways_to_plan(lengths, end, is_undone=is_undone)
        if "grid" in changed:
            button(texts.edit.FOLLOW, self.ways.follow)
        if is_undone:
            Text("span", texts.edit.REDO_BRINGS_BACK)
            button(texts.edit.REDO, self.ways.redo, look="" if removed else "primary")
        else:
            label = texts.edit.with_length(texts.edit.KEEP, *lengths) if lengths else texts.edit.KEEP
            button(label, self.ways.keep)

    def _inform(self, adrift: list[Any], lengths: Lengths, end: FilmEnd) -> None:
        """Say what has come of the last step, or how long the film still is, with the ways to change that."""
        if lengths:
            Text("span", texts.settings.still_plays(*lengths), role="status")
            hint = texts.edit.KEEP_CHANGES_HINT
            button(texts.settings.make_it(*lengths), self.ways.follow_range, title=hint)
            self._way_to_show_all(end)
        elif adrift:
            Text("span", texts.edit.adrift(adrift), role="status")
        if end.dropped:
            Text("span", texts.left_out.dropped([one.name for one in end.dropped]), role="status")
            picture_row(end.dropped)
            button(texts.shell.TOASTS["undo"], self.ways.undo)

    def _ways_to_plan(self, lengths: Lengths, end: FilmEnd, *, is_undone: bool) -> None:
        """Offer a new plan; first the way that keeps what a person did, where the song's range is another."""
        look = "" if is_undone else "primary"
        if lengths:
            film_ms, wanted_ms = lengths
            label = texts.edit.with_length(texts.edit.KEEP_CHANGES, wanted_ms, film_ms)
            button(label, self.ways.follow_range, look=look, title=texts.edit.KEEP_CHANGES_HINT)
            look = ""
            self._way_to_show_all(end)
        button(texts.edit.PLAN_AGAIN, self.ways.plan, look=look)

    def _way_to_show_all(self, end: FilmEnd) -> None:
        if end.may_show_all:
            button(texts.left_out.ALL_SHORTER, self.ways.show_all, title=texts.left_out.ALL_SHORTER_HINT)

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


def _lengths(state: TimelineState | None) -> Lengths:
    """Return how long an edit by hand is and how long it would be, if it does not follow the song's range."""
    if state is None or state.wanted_ms is None or not state.is_by_hand:
        return ()
    return state.edl.audio.duration_ms, state.wanted_ms


def kept_ms(state: TimelineState | None) -> int | None:
    """Return how long a film is that does not follow the song's range or the length that is set."""
    return next(iter(_lengths(state)), None)


def film_end(opened: OpenProject, state: TimelineState | None) -> FilmEnd:
    """Return what a film no longer shows, and whether one that is to be shorter may go on showing all."""
    if state is None:
        return FILM_END
    ahead = range_ahead(opened) if _lengths(state) else None
    dropped = pictured(opened, facts_of(state.undoes).dropped)
    return FilmEnd(tuple(dropped), ahead is not None and ahead.may_show_all)


def take_out_removed(opened: OpenProject, based_on: int | None) -> None:
    """Take what was removed from the media out of the film, and leave all else as it is."""
    if removed := timelines.state_of(opened).removed:
        timelines.edit(opened, TakeOut(asset_ids=removed), based_on)
