"""The dashboard: a person's projects as cards, and the way to a new one."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from nicegui import ui
from sqlalchemy import select
from sqlalchemy.orm import Session

from beatstitch_ui import texts
from beatstitch_ui.api.media import thumbnail_url
from beatstitch_ui.components.dialog import Dialog
from beatstitch_ui.elements import Box, Text, button, icon
from beatstitch_ui.fields import text_field
from beatstitch_ui.frame import PageFrame, framed, page, visitor
from beatstitch_ui.shell import Place
from core import projects
from core.db import database
from core.models import MediaAsset, Project
from core.project_media import song_of
from core.schemas import ProjectCreate

MOSAIC = 4


@dataclass(frozen=True)
class Card:
    """What a project's card shows."""

    id: str
    name: str
    status: str
    facts: str
    thumbnails: tuple[str, ...]
    edited: str


@page("/")
async def dashboard() -> None:
    person = visitor()
    cards = await asyncio.to_thread(load_cards, person.user_id)
    with framed(Place(texts.PROJECTS), person) as frame:
        Dashboard(frame).build(cards)


def load_cards(user_id: str) -> list[Card]:
    """Return the cards of a person's projects, the one worked on last first."""
    with database().reading() as session:
        return [_card(session, project) for project in projects.list_projects(session, user_id)]


def _card(session: Session, project: Project) -> Card:
    visible = (MediaAsset.project_id == project.id, MediaAsset.deleted_at.is_(None))
    assets = session.scalars(select(MediaAsset).where(*visible).order_by(MediaAsset.sort_order)).all()
    song = song_of(session, project.id)
    facts = [texts.ITEMS.format(n=len(assets)) if len(assets) != 1 else texts.ONE_ITEM]
    if song and song.duration_ms and song.bpm:
        minutes, seconds = divmod(song.duration_ms // 1000, 60)
        facts += [f"{minutes}:{seconds:02}", texts.BPM.format(bpm=song.bpm)]
    urls = [url for asset in assets if (url := thumbnail_url(asset))]
    return Card(
        id=project.id,
        name=project.name,
        status=project.status,
        facts=" · ".join(facts),
        thumbnails=tuple(urls[:MOSAIC]) if len(urls) >= MOSAIC else tuple(urls[:1]),
        edited=project.updated_at.strftime("%d %b %Y"),
    )


class Dashboard:
    """The open page: its cards follow what happens to the projects."""

    def __init__(self, frame: PageFrame) -> None:
        self.frame = frame
        self.wanted = ""

    def build(self, cards: list[Card]) -> None:
        with Box("div", "bs-head"):
            Text("h1", texts.PROJECTS)
            Box("div", "bs-head__space")
            self._new_dialog()
        self.grid = Box("ul", "bs-cards")
        self.empty = Box("section", "bs-empty")
        self._fill(cards)
        self.frame.follow(
            lambda now, before: self._reload() if before and now.projects != before.projects else None
        )

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

    async def _reload(self) -> None:
        self._fill(await asyncio.to_thread(load_cards, self.frame.person.user_id))

    def _fill(self, cards: list[Card]) -> None:
        self.grid.clear()
        self.empty.clear()
        self.grid.set_visibility(bool(cards))
        self.empty.set_visibility(not cards)
        with self.grid:
            for card in cards:
                self._card(card)
        if not cards:
            with self.empty:
                _first_steps()

    def _card(self, card: Card) -> None:
        with Box("li", "bs-card"):
            with Box("a", "bs-card__link", href=f"/p/{card.id}/{texts.NEXT_TAB.get(card.status, 'edit')}"):
                with Box("div", f"bs-card__poster bs-card__poster--{len(card.thumbnails)}"):
                    for url in card.thumbnails:
                        Box("img", src=url, alt="", loading="lazy", width="320", height="240")
                    if not card.thumbnails:
                        icon("picture")
                Text("h2", card.name, "bs-card__name")
                Text("p", card.facts, "bs-muted bs-number")
                with Box("p", "bs-card__foot"):
                    Text("span", texts.STATUSES[card.status], f"bs-pill {texts.STATUS_LOOKS[card.status]}")
                    Text("span", card.edited, "bs-muted")
            button(
                texts.DELETE_PROJECT.format(name=card.name),
                self._deleter(card),
                icon_name="trash",
                icon_only=True,
                look="quiet",
            ).classes("bs-card__delete")

    def _deleter(self, card: Card) -> Callable[[], object]:
        async def delete() -> None:
            if await self.frame.attempt(lambda: self._hide(card.id, hidden=True)):
                undo = lambda: self.frame.attempt(lambda: self._hide(card.id, hidden=False))  # noqa: E731
                self.frame.toasts.show(texts.PROJECT_DELETED.format(name=card.name), undo)
                await self.frame.look()

        return delete

    def _hide(self, project_id: str, *, hidden: bool) -> bool:
        user_id = self.frame.person.user_id
        with database().writing() as session:
            if hidden:
                projects.delete_project(projects.owned_project(session, user_id, project_id))
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
