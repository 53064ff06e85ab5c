"""The films that make themselves, on the dashboard: when the next is due, and what came of the last ones."""

from collections.abc import Callable
from functools import partial

from beatstitch_ui import texts
from beatstitch_ui.auth.access import AccountAccess
from beatstitch_ui.components.local_time import LocalTime
from beatstitch_ui.languages.problems import retold
from beatstitch_ui.pages.dashboard.recurring_dialog import RecurringDialog
from beatstitch_ui.shell.change_feed import PageState
from beatstitch_ui.shell.elements import Box, Text, button
from beatstitch_ui.shell.frame import PageFrame
from beatstitch_ui.shell.made_list import MadeList
from core.accounts.opened import OpenAccount
from core.projects.imports import imports
from core.projects.recurring import films
from core.projects.recurring.films import RecurringResponse, RunResponse

SHOWN_RUNS = 3


class RecurringFilms:
    """A part of the page with the list and the way to a new one; it follows what becomes of them.

    Where no folder may be imported from, no song can be taken, and there is nothing to show.
    """

    def __init__(self, frame: PageFrame) -> None:
        self.frame, self._is_possible = frame, False
        self._account = AccountAccess(frame.person)
        with Box("section", "bs-stack", aria_label=texts.projects.RECURRING) as self._part:
            with Box("div", "bs-head"):
                Text("h2", texts.projects.RECURRING)
                Box("div", "bs-head__space")
                dialog = RecurringDialog(frame, self.refresh)
                button(texts.projects.RECURRING_NEW, dialog.open, icon_name="plus")
            Text("p", texts.projects.RECURRING_LEAD, "bs-muted")
            self._list = MadeList(self._load, self._line)
        frame.follow(self._follow)

    async def refresh(self) -> None:
        """Show them as they are now."""
        await self._list.refresh()
        self._part.set_visibility(self._is_possible)

    async def _follow(self, now: PageState, before: PageState | None) -> None:
        if before is not None and (now.films, now.runs) != (before.films, before.runs):
            await self.refresh()

    def _load(self) -> list[RecurringResponse]:
        with self._account.reading() as opened:
            found = films.list_films(opened.session, opened.user_id)
        self._is_possible = bool(found or imports.folders_below("").folders)
        return found

    def _line(self, film: RecurringResponse) -> None:
        words, last = texts.projects, next(iter(film.runs), None)
        with Box("li"):
            with Box("div"):
                Text("strong", film.name)
                with Box("p", "bs-muted"):
                    _when(film)
                for run in film.runs[:SHOWN_RUNS]:
                    _run(run, _period(film, run))
            with Box("div", "bs-toolbar"):
                label = words.RECURRING_RESUME if film.paused else words.RECURRING_PAUSE
                button(label, partial(self._pause, film, paused=not film.paused))
                if last is not None and last.state == "failed":
                    again = words.RECURRING_AGAIN.format(period=_period(film, last))
                    button(again, partial(self._change, film, films.make_now))
                elif last is None and film.kind != "watch":
                    button(words.RECURRING_NOW, partial(self._change, film, films.make_now))
                button(words.RECURRING_DELETE, partial(self._delete, film))

    async def _pause(self, film: RecurringResponse, *, paused: bool) -> None:
        await self._change(film, partial(films.set_paused, paused=paused))

    async def _change(self, film: RecurringResponse, work: Callable[..., object]) -> None:
        await self._done(lambda opened: work(opened.session, opened.user_id, film.id))
        await self.refresh()

    async def _delete(self, film: RecurringResponse) -> None:
        if await self._done(lambda opened: films.delete_film(opened.session, opened.user_id, film.id)):
            self.frame.toasts.show(texts.projects.RECURRING_DELETED.format(name=film.name))
        await self.refresh()

    async def _done(self, work: Callable[[OpenAccount], object]) -> bool:
        def change() -> bool:
            with self._account.writing() as opened:
                work(opened)
            return True

        return bool(await self.frame.attempt(change))


def _when(film: RecurringResponse) -> None:
    every = texts.projects.EVERY[film.rhythm.every]
    if film.kind == "watch":
        every = texts.projects.WATCHES.format(place=film.place)
    if film.next_at is None:
        Text("span", f"{every}. {texts.projects.RECURRING_PAUSED}" if film.paused else every)
        return
    words = texts.projects.RECURRING_NEXT.replace("{label}", every).replace(
        "{period}", texts.amounts.period(film.next_period)
    )
    LocalTime(words, at=film.next_at)


def _period(film: RecurringResponse, run: RunResponse) -> str:
    """Return what one time is called: a folder has its own name."""
    return run.period if film.kind == "watch" else texts.amounts.period(run.period)


def _run(run: RunResponse, period: str) -> None:
    """Show one time: the way to its project, and why it waits or was given up."""
    state = "waiting" if run.tries_again_at is not None else run.state
    told = texts.projects.RUN_STATES[state].format(period=period)
    with Box("p", "bs-problem" if run.state == "failed" else "bs-muted"):
        if run.project_id is not None and run.state != "failed":
            Text("a", told, href=f"/p/{run.project_id}/{'render' if run.state == 'made' else 'media'}")
        else:
            Text("span", told)
        if run.problem:
            Text("span", f". {retold(run.problem)}")
        if run.tries_again_at is not None:
            Text("span", " ")
            LocalTime(texts.projects.RUN_TRIES_AGAIN, at=run.tries_again_at)
