"""The dialog that imports photos and clips from where they are, and shows what becomes of each import."""

from functools import partial

from beatstitch_ui import texts
from beatstitch_ui.auth.access import ProjectAccess
from beatstitch_ui.components.dialog import Dialog
from beatstitch_ui.languages.problems import retold
from beatstitch_ui.pages.project.import_sources import FolderFields, ImmichFields, SourceFields, TakeoutFields
from beatstitch_ui.pages.project.import_webdav import WebDavFields
from beatstitch_ui.shell.change_feed import PageState
from beatstitch_ui.shell.elements import Box, Text, button
from beatstitch_ui.shell.fields import select
from beatstitch_ui.shell.frame import PageFrame
from beatstitch_ui.shell.made_list import MadeList
from core.jobs.kinds import UNFINISHED
from core.projects.imports import imports
from core.projects.imports.imports import ImportResponse
from core.projects.imports.sources import ImportCreate

FIELDS: dict[str, type[SourceFields]] = {
    "folder": FolderFields,
    "takeout": TakeoutFields,
    "immich": ImmichFields,
    "webdav": WebDavFields,
}


class ImportDialog:
    """Made once for a page."""

    def __init__(self, frame: PageFrame, access: ProjectAccess) -> None:
        self.frame, self.access = frame, access
        self.is_open = False
        self.dialog = Dialog(
            texts.imports.TITLE, wide=True, on_close=partial(setattr, self, "is_open", False)
        )
        with self.dialog, Box("div", "bs-form"):
            Text("p", texts.imports.LEAD, "bs-muted")
            select(texts.imports.FROM, texts.imports.PLACES, "folder", self._choose)
            self.place = Box("div", "bs-form")
            self.problem = Text("p", "", "bs-problem", role="alert")
            button(texts.imports.BEGIN, self._begin, look="primary")
            Text("h3", texts.imports.EARLIER)
            self.earlier = MadeList(self._load, self._line)
        self.frame.follow(self._follow)

    async def open(self) -> None:
        """Show what can be imported, and what was."""
        if not self.place.default_slot.children:
            await self._choose("folder")
        await self.earlier.refresh()
        self.is_open = True
        self.dialog.open()

    async def _choose(self, kind: str) -> None:
        self.place.clear()
        self.problem.text = ""
        with self.place:
            self.fields = FIELDS[kind](self.frame, self.access)
        await self.fields.fill()

    async def _follow(self, now: PageState, before: PageState | None) -> None:
        if self.is_open and before is not None and (now.jobs, now.waiting) != (before.jobs, before.waiting):
            await self.earlier.refresh()

    def _load(self) -> list[ImportResponse]:
        with self.access.reading() as opened:
            return imports.list_imports(opened)

    def _line(self, one: ImportResponse) -> None:
        with Box("li"):
            with Box("div"):
                Text("strong", one.title)
                Text("p", _words(one), "bs-problem" if one.status == "failed" else "bs-muted bs-number")
                if one.refusals:
                    with Box("details"):
                        Text("summary", texts.imports.REFUSED)
                        for reason in one.refusals:
                            Text("p", retold(reason), "bs-muted")
            if one.status in UNFINISHED:
                button(texts.imports.STOP, partial(self._change, one.id, "stop"))
            elif one.status in ("failed", "cancelled"):
                button(texts.imports.GO_ON, partial(self._change, one.id, "go on"))

    async def _begin(self) -> None:
        request = self.frame.taken(self.fields.request)

        def begin(request: ImportCreate) -> bool:
            with self.access.writing() as opened:
                imports.order_import(opened, request)
            return True

        if request is not None:
            await self.frame.attempt(partial(begin, request))
        self.problem.text = self.frame.problem  # the page's own place for it lies behind the dialog
        await self.earlier.refresh()

    async def _change(self, import_id: str, what: str) -> None:
        change = imports.cancel_import if what == "stop" else imports.retry_import

        def work() -> bool:
            with self.access.writing() as opened:
                change(opened, import_id)
            return True

        await self.frame.attempt(work)
        self.problem.text = self.frame.problem
        await self.earlier.refresh()


def _words(one: ImportResponse) -> str:
    """Return how far an import is, or what came of it."""
    if one.status == "running" and one.total is None:
        return texts.imports.LOOKING
    done = one.taken + one.known + one.refused
    return texts.imports.STATES[one.status].format(
        done=done,
        total=one.total or 0,
        taken=one.taken,
        known=one.known,
        refused=one.refused,
        error=retold(one.error_message or ""),
    )
