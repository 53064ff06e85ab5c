"""The invitations that are open: making one, whose link is shown once, and withdrawing it."""

from functools import partial
from urllib.parse import quote

from beatstitch_ui import texts
from beatstitch_ui.auth.access import AdminAccess
from beatstitch_ui.components.local_time import LocalTime
from beatstitch_ui.shell.elements import Box, Text, button
from beatstitch_ui.shell.fields import text_field
from beatstitch_ui.shell.frame import PageFrame
from beatstitch_ui.shell.made_list import MadeList
from core.accounts import invitations
from core.accounts.invitations import InvitationCreate, InvitationResponse


class InvitationList:
    """The list, and above it the link that was made last."""

    def __init__(self, frame: PageFrame, access: AdminAccess) -> None:
        self.frame, self._access = frame, access
        self._note = ""
        with Box("form", "bs-toolbar bs-toolbar--end") as form:
            text_field(texts.admin.INVITE_FOR, "", self._keep, maxlength=100)
            with Box("button", "bs-button", type="submit"):
                Text("span", texts.admin.INVITE)
        form.on("submit.prevent", self._invite, [])
        self._shown = MadeList(self._load, self._line)

    async def refresh(self) -> None:
        """Show the invitations as they are now."""
        await self._shown.refresh()

    def _load(self) -> list[InvitationResponse]:
        with self._access.reading() as opened:
            return invitations.list_invitations(opened.session)

    def _keep(self, note: str) -> None:
        self._note = note.strip()

    def _line(self, invitation: InvitationResponse) -> None:
        with Box("li"):
            with Box("div"):
                Text("strong", invitation.note)
                with Box("p", "bs-muted"):
                    LocalTime(texts.admin.INVITATION_UNTIL, until=invitation.expires_at)
            button(
                texts.admin.WITHDRAW,
                partial(self._withdraw, invitation),
                aria_label=texts.admin.WITHDRAW_OF.format(note=invitation.note),
            )

    async def _invite(self) -> None:
        note = self._note or texts.admin.INVITE

        def invite() -> str:
            self._access.require()
            with self._access.writing() as opened:
                return invitations.invite(opened.session, InvitationCreate(note=note)).token

        token = await self.frame.attempt(invite)
        if token:
            self._shown.made.text = texts.admin.INVITED.format(note=note, link=f"/join?token={quote(token)}")
        await self.refresh()

    async def _withdraw(self, invitation: InvitationResponse) -> None:
        def withdraw() -> bool:
            self._access.require()
            with self._access.writing() as opened:
                invitations.withdraw(opened.session, invitation.id)
            return True

        if await self.frame.attempt(withdraw):
            self.frame.toasts.show(texts.admin.WITHDRAWN.format(note=invitation.note))
        await self.refresh()
