"""Asks before a new plan takes back what a person did by hand, and says what that is."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any

from beatstitch_ui import texts
from beatstitch_ui.auth.access import ProjectAccess
from beatstitch_ui.components.dialog import Dialog
from beatstitch_ui.shell.elements import Box, Text, button
from beatstitch_ui.shell.frame import PageFrame
from core.edit.history import Revision
from core.projects.edit.adopting import undone_by

Changes = Mapping[str, Any] | None


class Replanning:
    """Made once for a page; `plan` gets the settings to plan with, None to plan with those there are.

    `on_kept` is called when a person would rather keep what there is: no setting is changed then.
    """

    def __init__(
        self,
        frame: PageFrame,
        access: ProjectAccess,
        plan: Callable[[Changes], Awaitable[None]],
        on_kept: Callable[[], None],
    ) -> None:
        self.frame, self.access, self.plan, self.on_kept = frame, access, plan, on_kept
        self.asked: tuple[Changes] | None = None
        self.told: tuple[int, int] | None = None  # a message, and the revision that it is about
        self.dialog = Dialog(texts.edit.REPLAN_TITLE, on_close=self._keep)
        with self.dialog:
            self.body = Box("div", "bs-stack")

    async def ask(self, changes: Changes = None) -> None:
        """Plan, or change settings; first ask where that takes something back."""
        undone = await self.frame.attempt(partial(self._undone, changes))
        if not undone:
            await self.plan(changes)
            return
        self.asked = (changes,)
        self.body.clear()
        with self.body:
            Text("p", texts.edit.would_undo(undone))
            Text("p", texts.edit.REPLAN_KEEPS, "bs-muted")
            with Box("div", "bs-toolbar"):
                button(texts.edit.KEEP_CHANGES, self.dialog.close, look="primary")
                button(texts.edit.REPLAN_ANYWAY, self._go_on)
        self.dialog.open()

    def tell(self, plan: Revision, undo: Callable[[], object]) -> None:
        """Say which edits the plan that is shown now could not keep, if any, with a way back."""
        if lost := plan.operation.get("lost"):
            self.told = self.frame.toasts.show(texts.edit.undone_by_plan(lost), undo), plan.number

    def settle(self, revision: int | None) -> None:
        """Take back what was said of a plan once another revision is shown: Undo would undo that."""
        if self.told and self.told[1] != revision:
            self.frame.toasts.take_back(self.told[0])
            self.told = None

    def _undone(self, changes: Changes) -> list[dict[str, Any]]:
        with self.access.reading() as opened:
            return undone_by(opened, changes)

    async def _go_on(self) -> None:
        asked, self.asked = self.asked, None
        self.dialog.close()
        self.body.clear()
        if asked:
            await self.plan(asked[0])

    def _keep(self) -> None:
        if self.asked:
            self.asked = None
            self.body.clear()
            self.on_kept()
