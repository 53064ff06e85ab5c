"""Webhooks over HTTP: make, list, try and delete them; only people in a browser may.

One that a leaked token had made would outlive its revocation.
"""

from fastapi import APIRouter

from beatstitch_ui.api.protocol.routes import ApiRoute, for_browsers
from beatstitch_ui.auth.access import OwnAccount
from core.accounts import webhooks
from core.accounts.webhooks import DeliveryResponse, WebhookCreate, WebhookCreated, WebhookResponse

router = APIRouter(prefix="/api/webhooks", route_class=ApiRoute, tags=["Events"])


@router.get("")
@for_browsers
def list_of(account: OwnAccount) -> list[WebhookResponse]:
    """List your webhooks, the newest first."""
    with account.reading() as opened:
        return webhooks.list_webhooks(opened.session, opened.user_id)


@router.post("", status_code=201)
@for_browsers
def create(account: OwnAccount, body: WebhookCreate) -> WebhookCreated:
    """Have an address told when a video is ready or could not be made; its secret is shown this once."""
    with account.writing() as opened:
        return webhooks.add_webhook(opened.session, opened.user_id, body)


@router.post("/{webhook_id}/test", status_code=202)
@for_browsers
def send_test(account: OwnAccount, webhook_id: str) -> DeliveryResponse:
    """Send a test."""
    with account.writing() as opened:
        return webhooks.send_test(opened.session, opened.user_id, webhook_id)


@router.get("/{webhook_id}/deliveries")
@for_browsers
def deliveries(account: OwnAccount, webhook_id: str) -> list[DeliveryResponse]:
    """List what a webhook was told lately, and what came of it, the newest first."""
    with account.reading() as opened:
        return webhooks.list_deliveries(opened.session, opened.user_id, webhook_id)


@router.delete("/{webhook_id}", status_code=204)
@for_browsers
def delete(account: OwnAccount, webhook_id: str) -> None:
    """Delete a webhook."""
    with account.writing() as opened:
        webhooks.delete_webhook(opened.session, opened.user_id, webhook_id)
