"""Orders the sending of what webhooks are to be told, as soon as it is due."""

from sqlalchemy import select

from core.jobs.lifecycle import submit
from core.store.db import Database, utc_now
from core.store.models import WebhookDelivery

MOST_AT_ONCE = 50


def send_due(database: Database) -> None:
    """Order the sending of what is due; a row that is marked and its job come about together."""
    due = select(WebhookDelivery).where(
        WebhookDelivery.state == "waiting", WebhookDelivery.due_at <= utc_now()
    )
    with database.reading() as session:
        if session.scalar(due.limit(1)) is None:
            return
    with database.writing() as session:
        for delivery in session.scalars(due.order_by(WebhookDelivery.due_at).limit(MOST_AT_ONCE)).all():
            delivery.state = "sending"
            submit(session, "hook", subject_id=delivery.id)
