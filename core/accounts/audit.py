"""Who signed in, from where, and who tried: kept for the owner of the installation, without secrets."""

import logging
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core.accounts.login_throttle import ADDRESS_CHARS, NAME_CHARS
from core.accounts.sessions import LABEL_CHARS
from core.store.models import AuditEvent

Act = Literal[
    "signed_in",
    "sign_in_failed",
    "signed_out",
    "password_changed",
    "account_created",
    "token_made",
    "token_revoked",
    "webhook_made",
    "identity_linked",
    "identity_unlinked",
]
KEPT_FOR = timedelta(days=180)
MOST_KEPT = 10_000

log = logging.getLogger(__name__)


def note(session: Session, act: Act, username: str, address: str = "", label: str | None = None) -> None:
    """Add an entry, and say it in the log; the name is as it was typed, whether there is such an account."""
    name = username[:NAME_CHARS]
    session.add(
        AuditEvent(
            act=act, username=name, address=address[:ADDRESS_CHARS], label=label and label[:LABEL_CHARS]
        )
    )
    log.info("audit", extra={"act": act, "user": name, "address": address})


def latest(session: Session, limit: int = 100) -> list[AuditEvent]:
    """Return the newest entries, the newest first."""
    return list(session.scalars(select(AuditEvent).order_by(AuditEvent.created_at.desc()).limit(limit)))


def forget_old_acts(session: Session, now: datetime) -> None:
    """Delete entries that are half a year old, and the oldest of too many: a guesser makes many."""
    session.execute(delete(AuditEvent).where(AuditEvent.created_at < now - KEPT_FOR))
    surplus = select(AuditEvent.id).order_by(AuditEvent.created_at.desc()).offset(MOST_KEPT)
    session.execute(delete(AuditEvent).where(AuditEvent.id.in_(surplus)))
