"""Asks before a new plan takes back what a person did by hand, and says what that is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol

from beatstitch_ui import texts
from beatstitch_ui.auth.access import ProjectAccess
from beatstitch_ui.components.dialog import Dialog
from beatstitch_ui.pages.edit.picture_row import picture_row
from beatstitch_ui.shell.elements import Box, Text, button
from beatstitch_ui.shell.frame import PageFrame
from core.edit.revisions.kinds import facts_of
from core.edit.revisions.revision import Revision
from core.projects.edit.adopting import undone_by
from core.projects.edit.by_hand import picture_names
from core.projects.edit.pictures_at_once import Pictured, pictured
from core.projects.edit.rerange import Ahead, range_ahead

Changes = Mapping[str, Any] | None


class Follow(Protocol):
    """Lets the edit follow changes of the settings, None for a plan with those there are."""

    async def __call__(
        self, changes: Changes, *, cuts_stay: bool = False, all_pictures: bool = False
    ) -> None: ...


@dataclass(frozen=True)
class ReplanPreview:
    """What a new plan would take back: the edits, the names and pictures of what they are about.

    `ahead` is what the film becomes where its range or length is to change and its cuts could stay.
    """

    undone: Sequence[dict[str, Any]] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    pictures: Sequence[Pictured] = ()
    ahead: Ahead | None = None


def replan_preview(access: ProjectAccess, changes: Changes) -> ReplanPreview:
    """Return what a plan with changed settings would take back; reads the database and files."""
    with access.reading() as opened:
        undone = undone_by(opened, changes)
        asked = (asset_id for facts in undone for asset_id in facts_of(facts).asset_ids)
        return ReplanPreview(
            undone,
            names=picture_names(opened, undone),
            pictures=pictured(opened, asked),
            ahead=range_ahead(opened, changes) if undone else None,
        )


class Replanning:
    """Made once for a page; `follow` plans the edit, or lets it follow with the cuts that it has.

    A style then gives it a look, another length of the film ends it elsewhere; else there is no such way.
    `on_left` is called when a person would rather leave everything as it is: no setting is changed then.
    """

    def __init__(
        self,
        frame: PageFrame,
        access: ProjectAccess,
        follow: Follow,
        on_left: Callable[[], None],
    ) -> None:
        self.frame, self.access, self.follow, self.on_left = frame, access, follow, on_left
        self.asked: tuple[Changes] | None = None
        self.names: Mapping[str, str] = {}  # of the pictures that are told of
        self.told: tuple[int, int] | None = None  # a message, and the revision that it is about
        self.dialog = Dialog(texts.edit.REPLAN_TITLE, on_close=self._leave)
        with self.dialog:
            self.body = Box("div", "bs-stack")

    async def ask(self, changes: Changes = None) -> None:
        """Plan, or change settings; first ask where that takes something back."""
        preview = await self.frame.attempt(partial(replan_preview, self.access, changes)) or ReplanPreview()
        self.names = preview.names
        if not preview.undone:
            await self.follow(changes)
            return
        self.asked = (changes,)
        self.body.clear()
        with self.body:
            if changes and changes.get("style"):
                self._ask_of_style(changes["style"], preview)
            elif preview.ahead:
                self._ask_of_range(preview.ahead, preview)
            else:
                self._ask_of_plan(preview)
        self.dialog.open()

    def _ask_of_style(self, style: str, preview: ReplanPreview) -> None:
        self.dialog.rename(texts.edit.style_title(style))
        Text("p", texts.edit.style_keeps(style))
        Text("p", texts.edit.style_plans(style, preview.undone, preview.names))
        picture_row(preview.pictures)
        Text("p", texts.edit.UNDO_BOTH, "bs-muted")
        with Box("div", "bs-toolbar"):
            button(texts.edit.KEEP_CHANGES, partial(self._go_on, cuts_stay=True), look="primary")
            button(texts.edit.REPLAN_ANYWAY, self._go_on)
            button(texts.edit.CANCEL, self.dialog.close, look="quiet")

    def _ask_of_range(self, ahead: Ahead, preview: ReplanPreview) -> None:
        self.dialog.rename(texts.edit.RANGE_TITLE)
        Text("p", texts.settings.range_keeps(ahead.film_ms))
        if ahead.dropped:
            Text("p", texts.left_out.dropped([one.name for one in ahead.dropped]))
            picture_row(ahead.dropped)
        elif ahead.is_filled:
            Text("p", texts.edit.FILLED)
        if ahead.may_show_all:
            Text("p", texts.left_out.ALL_SHORTER_KEEPS)
        Text("p", texts.edit.range_plans(preview.undone, preview.names))
        picture_row(preview.pictures)
        Text("p", texts.edit.REPLAN_KEEPS, "bs-muted")
        with Box("div", "bs-toolbar"):
            button(texts.edit.KEEP_CHANGES, partial(self._go_on, cuts_stay=True), look="primary")
            if ahead.may_show_all:
                go_on = partial(self._go_on, cuts_stay=True, all_pictures=True)
                button(texts.left_out.ALL_SHORTER, go_on, title=texts.left_out.ALL_SHORTER_HINT)
            button(texts.edit.REPLAN_ANYWAY, self._go_on)
            button(texts.edit.CANCEL, self.dialog.close, look="quiet")

    def _ask_of_plan(self, preview: ReplanPreview) -> None:
        self.dialog.rename(texts.edit.REPLAN_TITLE)
        Text("p", texts.edit.would_undo(preview.undone, preview.names))
        picture_row(preview.pictures)
        Text("p", texts.edit.REPLAN_KEEPS, "bs-muted")
        with Box("div", "bs-toolbar"):
            button(texts.edit.LEAVE, self.dialog.close, look="primary")
            button(texts.edit.REPLAN_ANYWAY, self._go_on)

    def tell(self, plan: Revision, undo: Callable[[], object]) -> None:
        """Say which edits the plan that is shown now could not keep, if any, with a way back."""
        if lost := facts_of(plan.operation).lost:
            told = texts.edit.undone_by_plan(lost, self.names)
            self.told = self.frame.toasts.show(told, undo), plan.number

    def settle(self, revision: int | None) -> None:
        """Take back what was said of a plan once another revision is shown: Undo would undo that."""
        if self.told and self.told[1] != revision:
            self.frame.toasts.take_back(self.told[0])
            self.told = None

    async def _go_on(self, **keeps: bool) -> None:
        asked, self.asked = self.asked, None
        self.dialog.close()
        self.body.clear()
        if asked:
            await self.follow(asked[0], **keeps)

    def _leave(self) -> None:
        if self.asked:
            self.asked = None
            self.body.clear()
            self.on_left()
