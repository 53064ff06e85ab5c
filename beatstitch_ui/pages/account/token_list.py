"""The tokens of a person's scripts: making one, which is shown once, and revoking it."""

from functools import partial

from beatstitch_ui import texts
from beatstitch_ui.auth.access import AccountAccess
from beatstitch_ui.components.local_time import LocalTime
from beatstitch_ui.shell.elements import Box, Text, button
from beatstitch_ui.shell.frame import PageFrame
from beatstitch_ui.shell.made_list import MadeList
from core.accounts import tokens
from core.accounts.tokens import TokenCreate, TokenResponse
from core.schemas import SCOPES, Scope

KINDS: dict[str, list[Scope]] = {"all": list(SCOPES), "read": ["read"]}


class TokenList:
    """The list, and above it the token that was made last."""

    def __init__(self, frame: PageFrame) -> None:
        self.frame = frame
        self._account = AccountAccess(frame.person)
        with Box("div", "bs-toolbar"):
            for kind, label in texts.accounts.NEW_TOKEN.items():
                button(label, partial(self._add, KINDS[kind]), makes_something=True)
        self._shown = MadeList(self._load, self._line)

    async def refresh(self) -> None:
        """Show the tokens as they are now."""
        await self._shown.refresh()

    def _load(self) -> list[TokenResponse]:
        with self._account.reading() as opened:
            return tokens.list_tokens(opened.session, opened.user_id)

    def _line(self, token: TokenResponse) -> None:
        with Box("li"):
            with Box("div"):
                Text("strong", token.name)
                scopes = ", ".join(texts.accounts.SCOPES[scope] for scope in token.scopes)
                with Box("p", "bs-muted"):
                    Text("span", f"{scopes} · ")
                    if token.last_used_at is None:
                        LocalTime(texts.accounts.TOKEN_UNUSED, until=token.expires_at)
                    else:
                        LocalTime(texts.accounts.TOKEN_USED, used=token.last_used_at, until=token.expires_at)
            revoke = partial(self._revoke, token.id, token.name)
            label = texts.accounts.REVOKE_TOKEN_OF.format(name=token.name)
            button(texts.accounts.REVOKE_TOKEN, revoke, aria_label=label)

    async def _add(self, scopes: list[Scope]) -> None:
        def add() -> str:
            request = TokenCreate(name=texts.accounts.TOKEN_NAME, scopes=scopes)
            with self._account.writing() as opened:
                return tokens.add_token(opened.session, opened.user_id, request).token

        made = await self.frame.attempt(add)
        if made:
            self._shown.made.text = texts.accounts.TOKEN_MADE.format(token=made)
        await self.refresh()

    async def _revoke(self, token_id: str, name: str) -> None:
        def revoke() -> bool:
            with self._account.writing() as opened:
                tokens.revoke_token(opened.session, opened.user_id, token_id)
            return True

        if await self.frame.attempt(revoke):
            self.frame.toasts.show(texts.accounts.TOKEN_REVOKED.format(name=name))
            self._shown.made.text = ""
        await self.refresh()
