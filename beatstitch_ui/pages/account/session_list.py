"""The browsers in which a person is signed in, each with a way to end that."""

import asyncio
from functools import partial

from beatstitch_ui import texts
from beatstitch_ui.auth.sockets import close_ended
from beatstitch_ui.components.local_time import LocalTime
from beatstitch_ui.shell.elements import Box, Text, button
from beatstitch_ui.shell.frame import PageFrame
from core.accounts import sessions
from core.accounts.opened import reading, writing
from core.accounts.sessions import KnownBrowser


class SessionList:
    """The list; ending one's own session is what signing out does."""

    def __init__(self, frame: PageFrame) -> None:
        self.frame = frame
        self._list = Box("ul", "bs-sessions")

    async def refresh(self) -> None:
        """Show the sessions as they are now."""
        found = await asyncio.to_thread(self._load)
        self._list.clear()
        with self._list:
            for row in found:
                self._line(row)

    def _load(self) -> list[KnownBrowser]:
        with reading(self.frame.person.user_id) as opened:
            return sessions.list_sessions(opened.session, opened.user_id)

    def _line(self, row: KnownBrowser) -> None:
        label, is_here = texts.accounts.browser_named(row.label), row.id == self.frame.person.session_id
        with Box("li"):
            with Box("div"):
                Text("strong", label)
                with Box("p", "bs-muted"):
                    LocalTime(texts.accounts.SESSION_SEEN, seen=row.seen_at, since=row.created_at)
            if is_here:
                Text("span", texts.accounts.SESSION_HERE, "bs-pill bs-pill--accent")
            else:
                end = partial(self._end, row.id, label)
                button(
                    texts.accounts.END_SESSION,
                    end,
                    aria_label=texts.accounts.END_SESSION_OF.format(label=label),
                )

    async def _end(self, session_id: str, label: str) -> None:
        def end() -> bool:
            with writing(self.frame.person.user_id) as opened:
                sessions.end_session(opened.session, opened.user_id, session_id)
            return True

        if await self.frame.attempt(end):
            self.frame.toasts.show(texts.accounts.SESSION_ENDED.format(label=label))
            await close_ended()
        await self.refresh()
