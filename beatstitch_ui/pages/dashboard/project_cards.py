"""The cards of the dashboard: what each project shows, and its name and description changed in place."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from nicegui.element import Element

from beatstitch_ui import texts
from beatstitch_ui.components.job_indicator import RunningJob
from beatstitch_ui.components.local_time import LocalTime
from beatstitch_ui.languages.problems import retold
from beatstitch_ui.shell.elements import Box, Text, button, icon
from beatstitch_ui.shell.fields import text_field
from core.accounts.opened import reading
from core.projects import projects
from core.projects.addresses import poster_url
from core.projects.summaries import THUMBNAILS, ProjectSummary, list_summaries

STATUS_LOOKS = {
    "draft": "",
    "analyzing": "bs-pill--accent",
    "ready": "",
    "rendering": "bs-pill--accent",
    "complete": "bs-pill--good",
    "error": "bs-pill--bad",
}
NEXT_TAB = {
    "draft": "media",
    "analyzing": "media",
    "error": "media",
    "rendering": "render",
    "complete": "render",
}


@dataclass(frozen=True)
class Card:
    """What a project's card shows."""

    id: str
    name: str
    description: str
    status: str
    reason: str
    facts: str
    edited_at: datetime
    made_at: datetime
    thumbnails: tuple[str, ...]
    is_upright: bool
    has_changed: bool

    def matches(self, words: str) -> bool:
        """Tell whether name and description hold all of the words."""
        held = f"{self.name} {self.description}".casefold()
        return all(word in held for word in words.casefold().split())


@dataclass(frozen=True)
class CardActions:
    """What a card asks the dashboard for."""

    rename: Callable[[Card, str, str], Awaitable[None]]
    duplicate: Callable[[Card], Awaitable[None]]
    delete: Callable[[Card], Awaitable[None]]
    put_back: Callable[[Card], Awaitable[None]]


def load_cards(user_id: str) -> list[Card]:
    """Return the cards of a person's projects, the one worked on last first."""
    with reading(user_id) as opened:
        return [_card(summary) for summary in list_summaries(opened.session, user_id)]


def _card(summary: ProjectSummary) -> Card:
    return Card(
        id=summary.id,
        name=summary.name,
        description=summary.description,
        status=summary.status,
        reason=retold(summary.status_message) if summary.status == "error" and summary.status_message else "",
        facts=" · ".join(_facts(summary)),
        edited_at=summary.updated_at,
        made_at=summary.created_at,
        thumbnails=_pictures(summary),
        is_upright=summary.is_upright,
        has_changed=summary.has_changed,
    )


def _pictures(summary: ProjectSummary) -> tuple[str, ...]:
    """Return the picture of the newest video, else a mosaic of the first photos and clips, else one."""
    if summary.poster_render_id is not None:
        return (poster_url(summary.id, summary.poster_render_id),)
    shown = summary.thumbnail_ids if len(summary.thumbnail_ids) == THUMBNAILS else summary.thumbnail_ids[:1]
    return tuple(f"/api/projects/{summary.id}/media/{asset_id}/thumbnail" for asset_id in shown)


def _facts(summary: ProjectSummary) -> list[str]:
    """Return the length of the video or else the song, its tempo, and the number of items."""
    facts = []
    length_ms = summary.planned_ms or summary.song_ms
    if length_ms:
        facts.append(texts.amounts.length(length_ms))
    if summary.bpm:
        facts.append(texts.projects.BPM.format(bpm=summary.bpm))
    return [*facts, texts.media.items(summary.items)]


class ProjectCard:
    """One card in the grid; `is_open` while its name and description are being changed."""

    def __init__(self, card: Card, actions: CardActions) -> None:
        self.card = card
        self.actions = actions
        self.is_open = False
        self._name, self._description = card.name, card.description
        self.row = Box("li", "bs-card")
        self._show()

    def focus(self) -> None:
        """Put the keyboard on the card's first button."""
        self._first.run_method("focus")

    def _show(self) -> None:
        card = self.card
        with self.row:
            with Box("a", "bs-card__link", href=f"/p/{card.id}/{NEXT_TAB.get(card.status, 'edit')}"):
                self._poster()
                Text("h2", card.name, "bs-card__name")
                if card.description:
                    Text("p", card.description, "bs-card__description")
                Text("p", card.facts, "bs-muted bs-number")
                if card.reason:
                    Text("p", card.reason, "bs-problem")
                with Box("p", "bs-muted"):
                    LocalTime(texts.projects.EDITED, lately=True, at=card.edited_at)
            with Box("div", "bs-card__foot"):
                self.status = Text("span", "", f"bs-pill {STATUS_LOOKS[card.status]}")
                with Box("div", "bs-card__tools"):
                    self._first = self._tool(texts.projects.RENAME_PROJECT, "pencil", self._edit)
                    self._tool(
                        texts.projects.DUPLICATE_PROJECT, "copy", partial(self.actions.duplicate, card)
                    )
                    self._tool(texts.projects.DELETE_PROJECT, "trash", partial(self.actions.delete, card))
            self.progress = Box(
                "progress", "bs-progress", max="100", value=0, aria_label=texts.projects.CARD_PROGRESS
            )
        self.show_jobs((), {})

    def show_jobs(self, jobs: Sequence[RunningJob], waiting: Mapping[str, int]) -> None:
        """Show how far the work on this project is; `waiting` says of each project how much is left."""
        if self.is_open:
            return
        mine = [job for job in jobs if job["project_id"] == self.card.id]
        percent = max((job["percent"] or 0 for job in mine), default=0)
        is_old = self.card.status == "complete" and self.card.has_changed
        status = texts.projects.CHANGED_SINCE if is_old else texts.projects.STATUSES[self.card.status]
        left = waiting.get(self.card.id, 0)
        if left > 1:
            status = texts.projects.PREPARING_LEFT.format(status=status, n=left)
        elif percent:
            status = texts.projects.RENDERING_AT.format(status=status, percent=percent)
        self.status.text = status
        self.progress.set_visibility(left > 0)
        self.progress.props["value"] = percent

    def _tool(self, label: str, icon_name: str, on_click: Callable[[], object]) -> Element:
        label = label.format(name=self.card.name)
        return button(label, on_click, icon_name=icon_name, icon_only=True, look="quiet")

    def _poster(self) -> None:
        thumbnails = self.card.thumbnails
        shape = "upright" if self.card.is_upright else str(len(thumbnails))
        with Box("div", f"bs-card__poster bs-card__poster--{shape}"):
            for url in thumbnails:
                Box("img", src=url, alt="", loading="lazy", width="320", height="240")
            if not thumbnails:
                icon("picture")

    def _edit(self) -> None:
        """Put fields in the place of the name and the description."""
        self.is_open = True
        self.row.clear()
        with self.row:
            self._poster()
            with Box("form", "bs-form bs-card__form") as form:
                most = {"name": projects.NAME_CHARS, "description": projects.DESCRIPTION_CHARS}
                name = text_field(
                    texts.projects.PROJECT_NAME, self._name, self._set_name, maxlength=most["name"]
                )
                text_field(
                    texts.projects.DESCRIPTION,
                    self._description,
                    self._set_description,
                    maxlength=most["description"],
                )
                with Box("div", "bs-toolbar"):
                    with Box("button", "bs-button bs-button--primary", type="submit"):
                        Text("span", texts.projects.SAVE)
                    button(texts.render.CANCEL, self._put_back)
        form.on("submit.prevent", self._save, [])
        form.on("keydown.esc", self._put_back, [])
        list(name.descendants())[-1].run_method("focus")

    def _set_name(self, name: str) -> None:
        self._name = name

    def _set_description(self, description: str) -> None:
        self._description = description

    async def _save(self) -> None:
        await self.actions.rename(self.card, self._name, self._description)

    async def _put_back(self) -> None:
        await self.actions.put_back(self.card)
