"""The ways to sign in with a provider that an account has, each with a button that unlinks it."""

from functools import partial

from beatstitch_ui import texts
from beatstitch_ui.auth.access import AccountAccess
from beatstitch_ui.components.local_time import LocalTime
from beatstitch_ui.shell.elements import Box, Text, button
from beatstitch_ui.shell.frame import PageFrame
from beatstitch_ui.shell.made_list import MadeList
from core.accounts.single_sign_on import identities
from core.accounts.single_sign_on.identities import IdentityResponse
from core.settings import settings


class IdentityList:
    """The list, and below it the way to link another one while there is a provider."""

    def __init__(self, frame: PageFrame) -> None:
        self.frame = frame
        self._account = AccountAccess(frame.person)
        self._shown = MadeList(self._load, self._line)
        if settings().oidc_issuer is not None:
            label = texts.accounts.LINK.format(name=settings().oidc_name)
            Text("a", label, "bs-button", href="/auth/oidc/start?link=true&next=/account")

    async def refresh(self) -> None:
        """Show the ways to sign in as they are now."""
        await self._shown.refresh()

    def _load(self) -> list[IdentityResponse]:
        with self._account.reading() as opened:
            return identities.list_identities(opened.session, opened.user_id)

    def _line(self, one: IdentityResponse) -> None:
        words = texts.accounts
        with Box("li"):
            with Box("div"):
                Text("strong", one.issuer)
                told = (
                    words.LINKED.format(name=settings().oidc_name) if one.is_current else words.LINKED_BEFORE
                )
                Text("p", told, "bs-muted")
                with Box("p", "bs-muted"):
                    LocalTime(words.LINKED_SINCE, since=one.created_at)
            button(words.UNLINK, partial(self._unlink, one.id))

    async def _unlink(self, identity_id: str) -> None:
        def unlink() -> bool:
            with self._account.writing() as opened:
                identities.unlink(opened.session, opened.user_id, identity_id)
            return True

        if await self.frame.attempt(unlink):
            self.frame.toasts.show(texts.accounts.UNLINKED)
        await self.refresh()
