"""The dashboard: a person's projects as cards, and the way to a new one."""

import asyncio

from nicegui import ui

from beatstitch_ui import texts
from beatstitch_ui.components.dialog import Dialog
from beatstitch_ui.elements import Box, Text, button, icon
from beatstitch_ui.fields import text_field
from beatstitch_ui.frame import PageFrame, framed, page, visitor
from beatstitch_ui.pages.project_cards import Card, CardActions, ProjectCard, load_cards
from beatstitch_ui.pulse import Pulse
from beatstitch_ui.shell import Place
from core import projects
from core.db import database
from core.project_copies import duplicate_project
from core.schemas import ProjectCreate


@page("/")
async def dashboard() -> None:
    person = visitor()
    cards = await asyncio.to_thread(load_cards, person.user_id)
    with framed(Place(texts.PROJECTS), person) as frame:
        Dashboard(frame).build(cards)


class Dashboard:
    """The open page: its cards follow what happens to the projects."""

    def __init__(self, frame: PageFrame) -> None:
        self.frame = frame
        self.wanted = ""
        self.cards: dict[str, ProjectCard] = {}

    def build(self, cards: list[Card]) -> None:
        with Box("div", "bs-head"):
            Text("h1", texts.PROJECTS)
            Box("div", "bs-head__space")
            self._new_dialog()
        self.grid = Box("ul", "bs-cards")
        self.empty = Box("section", "bs-empty")
        self._fill(cards)
        self.frame.follow(self._follow)

    async def _follow(self, now: Pulse, before: Pulse | None) -> None:
        """Show what has changed, unless a card is being written on: it is shown after that."""
        if before is not None and now.projects != before.projects and not self._is_written_on:
            await self._reload()

    def _new_dialog(self) -> None:
        dialog = Dialog(texts.NEW_PROJECT)
        with dialog, Box("form", "bs-form") as form:
            text_field(texts.PROJECT_NAME, "", self._want, maxlength=100, placeholder=texts.PROJECT_NAME_HINT)
            with Box("button", "bs-button bs-button--primary", type="submit"):
                Text("span", texts.CREATE)
        form.on("submit.prevent", self._create, [])
        button(texts.NEW_PROJECT, dialog.open, icon_name="plus", look="primary")

    def _want(self, name: str) -> None:
        self.wanted = name

    async def _create(self) -> None:
        user_id = self.frame.person.user_id

        def create() -> str:
            with database().writing() as session:
                wish = ProjectCreate.model_construct(name=self.wanted, description=None)
                return projects.create_project(session, user_id, wish).id

        project_id = await self.frame.attempt(create)
        if project_id:
            ui.navigate.to(f"/p/{project_id}/media")

    async def _reload(self, focus: str | None = None) -> None:
        """Show the projects as they are now, the keyboard on the card of project `focus`."""
        cards = await asyncio.to_thread(load_cards, self.frame.person.user_id)
        if self._is_written_on or cards != [shown.card for shown in self.cards.values()]:
            self._fill(cards)
        if focus in self.cards:
            self.cards[focus].focus()

    @property
    def _is_written_on(self) -> bool:
        return any(card.is_open for card in self.cards.values())

    def _fill(self, cards: list[Card]) -> None:
        self.grid.clear()
        self.empty.clear()
        self.grid.set_visibility(bool(cards))
        self.empty.set_visibility(not cards)
        actions = CardActions(self._rename, self._duplicate, self._delete, self._put_back)
        with self.grid:
            self.cards = {card.id: ProjectCard(card, actions) for card in cards}
        if not cards:
            with self.empty:
                _first_steps()

    async def _rename(self, card: Card, name: str, description: str) -> None:
        user_id = self.frame.person.user_id

        def rename() -> bool:
            with database().writing() as session:
                project = projects.owned_project(session, user_id, card.id)
                projects.rename_project(project, name, description)
            return True

        if await self.frame.attempt(rename):
            await self._reload(focus=card.id)

    async def _put_back(self, card: Card) -> None:
        await self._reload(focus=card.id)

    async def _duplicate(self, card: Card) -> None:
        user_id, name = self.frame.person.user_id, texts.copy_name(card.name, projects.NAME_CHARS)
        copy = await self.frame.attempt(lambda: duplicate_project(database(), user_id, card.id, name).id)
        if copy:
            await self._reload(focus=copy)
            self.frame.toasts.show(texts.PROJECT_COPIED.format(name=card.name))

    async def _delete(self, card: Card) -> None:
        if await self._set_hidden(card, hidden=True):
            text = texts.PROJECT_DELETED.format(name=card.name)
            self.frame.toasts.show(text, lambda: self._set_hidden(card, hidden=False))

    async def _set_hidden(self, card: Card, *, hidden: bool) -> bool:
        done = await self.frame.attempt(lambda: self._hide(card.id, hidden=hidden))
        await self._reload(focus=None if hidden else card.id)
        return bool(done)

    def _hide(self, project_id: str, *, hidden: bool) -> bool:
        user_id = self.frame.person.user_id
        with database().writing() as session:
            if hidden:
                projects.delete_project(session, projects.owned_project(session, user_id, project_id))
            else:
                projects.restore_project(session, user_id, project_id)
        return True


def _first_steps() -> None:
    Text("h2", texts.FIRST_STEPS_TITLE)
    with Box("ol", "bs-steps"):
        for name, title, sentence in texts.FIRST_STEPS:
            with Box("li"):
                icon(name)
                Text("h3", title)
                Text("p", sentence, "bs-muted")
