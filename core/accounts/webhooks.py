"""Webhooks: addresses that are told when a render ends, signed after Standard Webhooks and tried again.

https://www.standardwebhooks.com: the headers webhook-id, webhook-timestamp and webhook-signature, the last
an HMAC-SHA256 of id, timestamp and body.
"""

import base64
import hmac
import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from pydantic import AwareDatetime, BaseModel, Field
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from core.accounts import audit
from core.errors import NotFoundError, WebhooksTooManyError
from core.gathering.guarded import checked_url
from core.store.db import Database, utc_now
from core.store.models import Project, RenderJob, User, Webhook, WebhookDelivery

PREFIX = "whsec_"
MOST_WEBHOOKS, SHOWN_DELIVERIES = 20, 50
MOST_TRIES, FIRST_WAIT_S = 8, 5  # 5 s, 20 s, 80 s ... 23 h in all
TEST = "test"


class WebhookCreate(BaseModel):
    url: str = Field(min_length=1, max_length=500, examples=["https://home.example/hook"])


class WebhookResponse(BaseModel):
    id: str
    url: str
    created_at: AwareDatetime


class WebhookCreated(WebhookResponse):
    """A new webhook with the secret that its signatures are made with, which is shown this once."""

    secret: str


class DeliveryResponse(BaseModel):
    """What was told, or will be; `outcome` is what the last try came to."""

    id: str
    event: str
    state: str
    tries: int
    outcome: str | None
    due_at: AwareDatetime
    created_at: AwareDatetime


@dataclass(frozen=True)
class Call:
    """What is sent to an address; `may_reach_itself` tells whether that may be on this machine."""

    url: str
    headers: dict[str, str]
    body: bytes
    may_reach_itself: bool


def add_webhook(session: Session, user_id: str, request: WebhookCreate) -> WebhookCreated:
    """Make a webhook for an account; PlaceAddressError, WebhooksTooManyError."""
    url = checked_url(request.url)
    held = session.scalar(select(func.count()).where(Webhook.user_id == user_id)) or 0
    if held >= MOST_WEBHOOKS:
        raise WebhooksTooManyError(most=MOST_WEBHOOKS)
    secret = PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()
    row = Webhook(user_id=user_id, url=url, secret=secret)
    session.add(row)
    session.flush()
    audit.note(session, "webhook_made", session.get_one(User, user_id).username, label=url[:120])
    return WebhookCreated(**_described(row).model_dump(), secret=secret)


def list_webhooks(session: Session, user_id: str) -> list[WebhookResponse]:
    """Return the webhooks of an account, the newest first."""
    mine = select(Webhook).where(Webhook.user_id == user_id)
    return [_described(row) for row in session.scalars(mine.order_by(Webhook.created_at.desc(), Webhook.id))]


def delete_webhook(session: Session, user_id: str, webhook_id: str) -> None:
    """End a webhook at once; NotFoundError when the account has none of that id."""
    session.delete(_own(session, user_id, webhook_id))


def send_test(session: Session, user_id: str, webhook_id: str) -> DeliveryResponse:
    """Have a webhook told that it works."""
    delivery = WebhookDelivery(webhook_id=_own(session, user_id, webhook_id).id, event=TEST)
    session.add(delivery)
    session.flush()
    return DeliveryResponse.model_validate(delivery, from_attributes=True)


def list_deliveries(session: Session, user_id: str, webhook_id: str) -> list[DeliveryResponse]:
    """Return what a webhook was told lately, the newest first."""
    mine = select(WebhookDelivery).where(WebhookDelivery.webhook_id == _own(session, user_id, webhook_id).id)
    newest = mine.order_by(WebhookDelivery.created_at.desc(), WebhookDelivery.id).limit(SHOWN_DELIVERIES)
    return [DeliveryResponse.model_validate(row, from_attributes=True) for row in session.scalars(newest)]


def call_of(database: Database, delivery_id: str) -> Call | None:
    """Return what is to be sent now, None when its webhook or its render is gone."""
    with database.reading() as session:
        delivery = session.get(WebhookDelivery, delivery_id)
        hook = session.get(Webhook, delivery.webhook_id) if delivery else None
        told = _told(session, delivery) if delivery else None
        if delivery is None or hook is None or told is None:
            return None
        body = json.dumps(told).encode()
        owner = session.get_one(User, hook.user_id)
        return Call(hook.url, signed(hook.secret, delivery.id, body), body, owner.is_admin)


def signed(secret: str, message_id: str, body: bytes, at: datetime | None = None) -> dict[str, str]:
    """Return the headers by which a receiver knows who sent a body, and when."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    timestamp = str(int((at or utc_now()).timestamp()))
    mac = hmac.new(key, f"{message_id}.{timestamp}.".encode() + body, sha256).digest()
    return {
        "Content-Type": "application/json",
        "User-Agent": "BeatStitch",
        "webhook-id": message_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": f"v1,{base64.b64encode(mac).decode()}",
    }


def note_outcome(session: Session, delivery_id: str, outcome: str, *, arrived: bool) -> None:
    """Write down how a try went; one that failed is tried again later, until that is given up."""
    delivery = session.get(WebhookDelivery, delivery_id)
    if delivery is None:
        return
    delivery.tries += 1
    delivery.outcome = outcome[:200]
    is_last = delivery.tries >= MOST_TRIES
    delivery.state = "delivered" if arrived else "failed" if is_last else "waiting"
    delivery.due_at = utc_now() + timedelta(seconds=FIRST_WAIT_S * 4 ** (delivery.tries - 1))


def forget_old_deliveries(session: Session, before: datetime) -> None:
    """Delete what was told before this moment."""
    over = WebhookDelivery.state.in_(("delivered", "failed"))
    session.execute(delete(WebhookDelivery).where(over, WebhookDelivery.created_at < before))


def _told(session: Session, delivery: WebhookDelivery) -> dict[str, Any] | None:
    told: dict[str, Any] = {"type": delivery.event, "timestamp": delivery.created_at.isoformat(), "data": {}}
    if delivery.render_id is None:
        return told
    render = session.get(RenderJob, delivery.render_id)
    project = render and session.get(Project, render.project_id)
    if render is None or project is None:
        return None
    here = f"/api/projects/{project.id}/renders/{render.id}"
    told["data"] = {
        "project_id": project.id,
        "project_name": project.name,
        "render_id": render.id,
        "job_type": render.job_type,
        "status": render.status,
        "error_message": render.error_message,
        "video": f"{here}/video" if render.status == "complete" else None,
        "page": f"/p/{project.id}/render",
    }
    return told


def _own(session: Session, user_id: str, webhook_id: str) -> Webhook:
    row = session.get(Webhook, webhook_id)
    if row is None or row.user_id != user_id:
        raise NotFoundError(what="This webhook")
    return row


def _described(row: Webhook) -> WebhookResponse:
    return WebhookResponse(id=row.id, url=row.url, created_at=row.created_at)
