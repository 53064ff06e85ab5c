"""What a page does through its frame: run work off the event loop, say what failed, follow changes."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from nicegui import context, ui
from nicegui.language import Language

from beatstitch_ui import texts
from beatstitch_ui.auth.access import ProjectAccess
from beatstitch_ui.auth.session import is_signed_in, visitor_of
from beatstitch_ui.components.toasts import Toasts
from beatstitch_ui.languages.current import html_language
from beatstitch_ui.languages.problems import told
from beatstitch_ui.shell.change_feed import PageState, change_since, data_version, page_state
from beatstitch_ui.shell.elements import Text
from beatstitch_ui.shell.shell import FrameParts, PageLocation, shell
from core.accounts.visitors import Visitor
from core.errors import BeatStitchError, NotFoundError, SignedOutError

RESPONSE_LIMIT_S = 20
AGAIN_AFTER_S = 0.7
Result = TypeVar("Result")


class SpokenPage(ui.page):
    """A page whose `lang` is the language that is spoken to the one who asks for it."""

    def resolve_language(self) -> Language:
        """Return what the page says it is written in."""
        return html_language()


def page(path: str) -> ui.page:
    """Return NiceGUI's page decorator with the patience that a busy machine needs."""
    return SpokenPage(path, response_timeout=RESPONSE_LIMIT_S)


def visitor() -> Visitor:
    """Return who looks at the page that is being built; the session gate lets nobody else get here."""
    found = visitor_of(context.client.request)
    if found is None:
        raise LookupError("a page behind the session gate was built without a visitor")
    return found


class PageFrame:
    """The frame of one open page of a signed-in person."""

    def __init__(self, frame: FrameParts, person: Visitor, project_id: str | None) -> None:
        self.person = person
        self.project_id = project_id
        self.state: PageState | None = None
        self._opening: PageState | None = None
        self._version: int | None = None
        self._is_gone = False
        self._jobs = frame.jobs
        self.next_step = frame.next_step
        self.title = frame.title
        self._followers: list[Callable[[PageState, PageState | None], object]] = []
        self._problem = Text("p", "", "bs-problem", role="alert")
        self.toasts = Toasts()

    @property
    def problem(self) -> str:
        """What is being said about what went wrong."""
        return self._problem.text

    def say(self, problem: str) -> None:
        """Show a sentence about what went wrong; an empty one takes it away."""
        self._problem.text = problem

    def say_unsure(self, left: dict[str, Any]) -> None:
        """Ask a person to check what may have been stored before the connection was lost, or not."""
        self.say(texts.shell.unsure(left["n"]))

    async def attempt(self, work: Callable[[], Result]) -> Result | None:
        """Run `work` off the event loop and return its result, or say why it failed and return None."""

        def work_if_signed_in() -> Result:
            if not is_signed_in(self.person):
                raise SignedOutError
            return work()

        try:
            result = await asyncio.to_thread(work_if_signed_in)
        except BeatStitchError as error:
            self.say(told(error))
            if isinstance(error, SignedOutError):
                self._leave()
            return None
        self.say("")
        return result

    def taken(self, fields: Callable[[], Result]) -> Result | None:
        """Return what fields say as they stand now, or say what is missing there and return None.

        Work that runs off the event loop gets what they say from here: fields may change while it waits.
        """
        try:
            return fields()
        except BeatStitchError as error:
            self.say(told(error))
            return None

    def _leave(self) -> None:
        """Send the page of an ended session to the sign-in; nothing works on it any more."""
        self._problem.client.run_javascript('location.assign("/login")')

    def follow(self, changed: Callable[[PageState, PageState | None], object]) -> None:
        """Call `changed` with the new state of the page and the one before whenever they differ."""
        self._followers.append(changed)

    def let_go(self) -> None:
        """Forget who follows: they know this frame, and circles are not free as soon as a page is closed."""
        self._followers.clear()

    async def begin(self) -> None:
        """Note how things stand before the page is built from them."""
        self._opening = await asyncio.to_thread(page_state, self.person.user_id, self.project_id)

    async def look_at_change(self) -> None:
        """Wait until something has been committed since the last time, and look what that was."""
        if self._version is None:
            self._version = await asyncio.to_thread(data_version)
        else:
            self._version = await change_since(self._version)
        await self.look()

    async def look(self) -> None:
        """Look what has changed since the last time, and tell the followers.

        The first time they are told that there was nothing before; what has changed since the page
        was begun comes on top of that.
        """
        before = self.state
        if not await asyncio.to_thread(is_signed_in, self.person):
            self._leave()
            return
        now = await asyncio.to_thread(page_state, self.person.user_id, self.project_id)
        if now == before:
            return
        self.state = now
        if self._jobs is not None:
            self._jobs.show(now.jobs, sum(now.waiting.values()))
        await self._tell(now, before)
        if before is None and self._opening is not None and self._opening != now:
            await self._tell(now, self._opening)

    async def _tell(self, now: PageState, before: PageState | None) -> None:
        """Tell the followers; a project that was deleted elsewhere is said to be gone until it is back."""
        try:
            for follower in self._followers:
                outcome = follower(now, before)
                if asyncio.iscoroutine(outcome):
                    await outcome
        except NotFoundError:
            gone = await asyncio.to_thread(self._what_is_gone)
            if gone is None:
                raise
            self._is_gone = True
            self.say(told(gone))
        else:
            if self._is_gone:
                self._is_gone = False
                self.say("")

    def _what_is_gone(self) -> NotFoundError | None:
        if self.project_id is None:
            return None
        try:
            project_name(ProjectAccess(self.project_id, self.person))
        except NotFoundError as error:
            return error
        return None


@asynccontextmanager
async def framed(place: PageLocation, person: Visitor) -> AsyncIterator[PageFrame]:
    """Build the frame of a page that follows what happens to its project while it is open."""
    with shell(place, user_name=person.name) as frame:
        page_frame = PageFrame(frame, person, place.project_id)
        context.client.on_delete(page_frame.let_go)
        await page_frame.begin()
        yield page_frame
        ui.timer(AGAIN_AFTER_S, page_frame.look_at_change)


def project_name(access: ProjectAccess) -> str:
    """Return the project's name; raises NotFoundError when it is not the visitor's."""
    with access.reading() as opened:
        return opened.project.name
