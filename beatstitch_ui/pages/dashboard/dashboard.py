"""The dashboard: a person's projects as cards, and the way to a new one."""

import asyncio
from collections.abc import Callable
from operator import attrgetter
from typing import Any

from nicegui import ui

from beatstitch_ui import texts
from beatstitch_ui.pages.dashboard.new_project import NewProject
from beatstitch_ui.pages.dashboard.project_cards import Card, CardActions, ProjectCard, load_cards
from beatstitch_ui.pages.dashboard.recurring_films import RecurringFilms
from beatstitch_ui.pages.dashboard.storage_bar import StorageBar
from beatstitch_ui.shell.change_feed import PageState
from beatstitch_ui.shell.elements import Box, Text, button, icon
from beatstitch_ui.shell.fields import select, text_field
from beatstitch_ui.shell.frame import PageFrame, framed, page, visitor
from beatstitch_ui.shell.shell import PageLocation
from core.accounts.opened import writing as writing_account
from core.demo.project import make_demo
from core.installation.current import installation
from core.projects import projects
from core.projects.duplicate import duplicate_project
from core.projects.opened import writing

SORTS: dict[str, tuple[Callable[[Card], Any], bool]] = {
    "edited": (attrgetter("edited_at"), True),
    "name": (lambda card: card.name.casefold(), False),
    "made": (attrgetter("made_at"), True),
}
MANY = 2  # projects are worth a search
FEW = 3  # and as many fill the page


@page("/")
async def dashboard() -> None:
    person = visitor()
    cards = await asyncio.to_thread(load_cards, person.user_id)
    async with framed(PageLocation(texts.shell.PROJECTS), person) as frame:
        await Dashboard(frame).build(cards)


class Dashboard:
    """The open page: its cards follow what happens to the projects."""

    def __init__(self, frame: PageFrame) -> None:
        self.frame = frame
        self.loaded: list[Card] = []
        self.cards: dict[str, ProjectCard] = {}
        self.sort = "edited"
        self.words = ""

    async def build(self, cards: list[Card]) -> None:
        with Box("div", "bs-head"):
            Text("h1", texts.shell.PROJECTS)
            Box("div", "bs-head__space")
            with Box("div", "bs-finder", role="search") as self.finder:
                text_field(texts.projects.SEARCH_PROJECTS, "", self._search, type_="search")
                select(texts.projects.SORT_PROJECTS, texts.projects.PROJECT_SORTS, self.sort, self._sort_by)
            self.new = NewProject(self.frame)
            Text("a", texts.projects.IMPORT_PROJECT, "bs-button", href="/import")
            self.opener = button(texts.projects.NEW_PROJECT, self.new.open, icon_name="plus")
        self.grid = Box("ul", "bs-cards")
        self.no_match = Text("p", texts.projects.NO_MATCH, "bs-muted", role="status")
        self.empty = Box("section", "bs-empty")
        recurring = RecurringFilms(self.frame)
        self.storage = StorageBar(self.frame.person.user_id)
        self._fill(cards)
        await recurring.refresh()
        await self.storage.refresh()
        self.frame.follow(self._follow)

    async def _follow(self, now: PageState, before: PageState | None) -> None:
        """Show what has changed, unless a card is being written on: it is shown after that."""
        if before is not None and now.projects != before.projects and not self._is_written_on:
            await self._reload()
        for card in self.cards.values():
            card.show_jobs(now.jobs, now.waiting)

    def _search(self, words: str) -> None:
        self.words = words
        self._arrange()

    def _sort_by(self, sort: str) -> None:
        self.sort = sort
        self._arrange()

    def _arrange(self) -> None:
        """Put the cards in the chosen order, and show those that were searched for."""
        key, newest_first = SORTS[self.sort]
        for card in sorted(self.loaded, key=key, reverse=not newest_first):
            shown = self.cards[card.id].row
            shown.set_visibility(card.matches(self.words))
            shown.move(target_index=0)
        found = any(card.matches(self.words) for card in self.loaded)
        self.no_match.set_visibility(bool(self.loaded) and not found)

    async def _reload(self, focus: str | None = None) -> None:
        """Show the projects as they are now, the keyboard on the card of project `focus`."""
        cards = await asyncio.to_thread(load_cards, self.frame.person.user_id)
        if self._is_written_on or cards != self.loaded:
            self._fill(cards)
            await self.storage.refresh()
        if focus in self.cards:
            self.cards[focus].focus()

    @property
    def _is_written_on(self) -> bool:
        return any(card.is_open for card in self.cards.values())

    def _fill(self, cards: list[Card]) -> None:
        self.loaded = cards
        self.grid.clear()
        self.empty.clear()
        self.grid.set_visibility(bool(cards))
        self.empty.set_visibility(not cards)
        self.finder.set_visibility(len(cards) >= MANY)
        primary = "bs-button--primary"  # the likeliest button is the loudest: at first the one for files
        self.opener.classes(add=primary if cards else "", remove="" if cards else primary)
        actions = CardActions(self._rename, self._duplicate, self._delete, self._put_back)
        with self.grid:
            self.cards = {card.id: ProjectCard(card, actions) for card in cards}
            if 0 < len(cards) < FEW:
                self._invite()
        self._arrange()
        if self.frame.state is not None:
            now = self.frame.state
            for card in self.cards.values():
                card.show_jobs(now.jobs, now.waiting)
        if not cards:
            with self.empty:
                self._first_steps()

    def _invite(self) -> None:
        """Fill what a few cards leave empty with the way to the next film."""
        with Box("li", "bs-cards__invite"), Box("button", type="button") as invite:
            icon("upload")
            Text("span", texts.projects.INVITE)
        invite.on("click", self.new.open, [])

    def _first_steps(self) -> None:
        Text("h2", texts.projects.FIRST_STEPS_TITLE)
        with Box("div", "bs-uploads__zone bs-first"):
            icon("upload")
            Text("p", texts.projects.FIRST_DROP, "bs-uploads__invite bs-by-mouse")
            Text("p", texts.uploads.UPLOADS["invite_touch"], "bs-uploads__invite bs-by-touch")
            Text("p", texts.projects.FIRST_DROP_LEAD, "bs-muted bs-by-mouse")
            with Box("div", "bs-toolbar"):
                self.new.choosers()
        with Box("ol", "bs-steps"):
            for title, sentence in texts.projects.FIRST_STEPS:
                with Box("li"):
                    Text("h3", title)
                    Text("p", sentence, "bs-muted")
        button(texts.projects.TRY_DEMO, self._try_demo, icon_name="play", makes_something=True)
        self.demo_state = Text("p", texts.projects.TRY_DEMO_LEAD, "bs-muted", role="status")

    async def _try_demo(self) -> None:
        if self.demo_state.text == texts.projects.DEMO_COMES:
            return
        self.demo_state.text = texts.projects.DEMO_COMES
        user_id = self.frame.person.user_id
        made = await self.frame.attempt(
            lambda: make_demo(installation(), user_id, texts.projects.DEMO_PROJECT, texts.projects.DEMO_SONG)
        )
        if made:
            ui.navigate.to(f"/p/{made}/edit")
        else:
            self.demo_state.text = texts.projects.TRY_DEMO_LEAD

    async def _rename(self, card: Card, name: str, description: str) -> None:
        user_id = self.frame.person.user_id

        def rename() -> bool:
            with writing(user_id, card.id) as opened:
                projects.rename_project(opened.project, name, description)
            return True

        if await self.frame.attempt(rename):
            await self._reload(focus=card.id)

    async def _put_back(self, card: Card) -> None:
        await self._reload(focus=card.id)

    async def _duplicate(self, card: Card) -> None:
        user_id, name = self.frame.person.user_id, texts.projects.copy_name(card.name, projects.NAME_CHARS)
        copy = await self.frame.attempt(lambda: duplicate_project(installation(), user_id, card.id, name).id)
        if copy:
            await self._reload(focus=copy)
            self.frame.toasts.show(texts.projects.PROJECT_COPIED.format(name=card.name))

    async def _delete(self, card: Card) -> None:
        if not await self._set_hidden(card, hidden=True):
            return
        text = texts.projects.PROJECT_DELETED.format(name=card.name)
        self.frame.toasts.show(text, lambda: self._bring_back(card))
        await self._reload()

    async def _bring_back(self, card: Card) -> None:
        if await self._set_hidden(card, hidden=False):
            await self._reload(focus=card.id)

    async def _set_hidden(self, card: Card, *, hidden: bool) -> bool:
        return bool(await self.frame.attempt(lambda: self._hide(card.id, hidden=hidden)))

    def _hide(self, project_id: str, *, hidden: bool) -> bool:
        user_id = self.frame.person.user_id
        if hidden:
            with writing(user_id, project_id) as opened:
                projects.delete_project(opened.session, opened.project)
        else:
            with writing_account(user_id) as account:
                projects.restore_project(account.session, user_id, project_id)
        return True
