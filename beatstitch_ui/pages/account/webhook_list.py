"""The webhooks of an account: adding one with its secret, trying it, and deleting it."""

from functools import partial

from beatstitch_ui import texts
from beatstitch_ui.auth.access import AccountAccess
from beatstitch_ui.shell.elements import Box, Text, button
from beatstitch_ui.shell.fields import text_field
from beatstitch_ui.shell.frame import PageFrame
from beatstitch_ui.shell.made_list import MadeList
from core.accounts import webhooks
from core.accounts.webhooks import DeliveryResponse, WebhookCreate, WebhookResponse
from core.errors import PlaceAddressError

URL_CHARS = 500
Shown = tuple[WebhookResponse, DeliveryResponse | None]


class WebhookList:
    """The list, and above it the secret of the one that was made last."""

    def __init__(self, frame: PageFrame) -> None:
        self.frame, self.url = frame, ""
        self._account = AccountAccess(frame.person)
        with Box("div", "bs-choices"):
            take = partial(setattr, self, "url")
            text_field(texts.accounts.WEBHOOK_URL, "", take, placeholder="https://", maxlength=URL_CHARS)
            button(texts.accounts.WEBHOOK_ADD, self._add)
        self._shown = MadeList(self._load, self._line)

    async def refresh(self) -> None:
        """Show the webhooks as they are now."""
        await self._shown.refresh()

    def _load(self) -> list[Shown]:
        with self._account.reading() as opened:
            session, user_id = opened.session, opened.user_id
            return [
                (hook, next(iter(webhooks.list_deliveries(session, user_id, hook.id)), None))
                for hook in webhooks.list_webhooks(session, user_id)
            ]

    def _line(self, shown: Shown) -> None:
        hook, last = shown
        with Box("li"):
            with Box("div"):
                Text("strong", hook.url)
                Text("p", _words(last), "bs-muted")
            button(texts.accounts.WEBHOOK_TEST, partial(self._test, hook.id))
            button(texts.accounts.WEBHOOK_DELETE, partial(self._delete, hook))

    async def _add(self) -> None:
        def add() -> str:
            if not self.url:
                raise PlaceAddressError(address='""', reason="it is no address")
            with self._account.writing() as opened:
                request = WebhookCreate(url=self.url[:URL_CHARS])
                return webhooks.add_webhook(opened.session, opened.user_id, request).secret

        secret = await self.frame.attempt(add)
        if secret:
            self._shown.made.text = texts.accounts.WEBHOOK_MADE.format(secret=secret)
        await self.refresh()

    async def _test(self, webhook_id: str) -> None:
        def test() -> bool:
            with self._account.writing() as opened:
                webhooks.send_test(opened.session, opened.user_id, webhook_id)
            return True

        if await self.frame.attempt(test):
            self.frame.toasts.show(texts.accounts.WEBHOOK_TESTED)
        await self.refresh()

    async def _delete(self, hook: WebhookResponse) -> None:
        def delete() -> bool:
            with self._account.writing() as opened:
                webhooks.delete_webhook(opened.session, opened.user_id, hook.id)
            return True

        if await self.frame.attempt(delete):
            self.frame.toasts.show(texts.accounts.WEBHOOK_DELETED.format(url=hook.url))
            self._shown.made.text = ""
        await self.refresh()


def _words(last: DeliveryResponse | None) -> str:
    if last is None:
        return texts.accounts.WEBHOOK_UNUSED
    told = texts.accounts.WEBHOOK_LAST
    return told.format(event=last.event, state=last.state, outcome=last.outcome or "").strip()
