"""`beatstitch webhook`: addresses that are told when a render ends, made without a browser."""

import sys

from pydantic import ValidationError

from beatstitch_ui.commands import texts
from beatstitch_ui.commands.data import open_data
from beatstitch_ui.commands.report import say
from core.accounts import webhooks
from core.accounts.opened import writing_as
from core.accounts.webhooks import WebhookCreate
from core.errors import PlaceAddressError


def add(username: str, url: str, *, machine: bool) -> None:
    """Make a webhook and print its secret, this once."""
    try:
        request = WebhookCreate(url=url)
    except ValidationError as error:
        raise PlaceAddressError(address=url[:200], reason="it is no address") from error
    with writing_as(open_data(begin=False), username) as opened:
        made = webhooks.add_webhook(opened.session, opened.user_id, request)
    say(made, made.secret, machine=machine)


def show(username: str, *, machine: bool) -> None:
    """Print the webhooks of an account, one a line."""
    with writing_as(open_data(begin=False), username) as opened:
        found = webhooks.list_webhooks(opened.session, opened.user_id)
    for hook in found:
        sys.stdout.write((hook.model_dump_json() if machine else f"{hook.id} {hook.url}") + "\n")


def delete(username: str, webhook_id: str) -> None:
    """End a webhook at once."""
    with writing_as(open_data(begin=False), username) as opened:
        webhooks.delete_webhook(opened.session, opened.user_id, webhook_id)
    sys.stdout.write(texts.WEBHOOK_DELETED + "\n")
