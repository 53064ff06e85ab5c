"""A webhook is told what happened; what does not arrive is tried again later."""

import httpx

from core.accounts.webhooks import Call, call_of, note_outcome
from core.errors import PlaceAddressError
from core.gathering.guarded import guarded_client
from core.jobs.attempt import Attempt
from core.jobs.lifecycle import Save

TIMEOUT_S = 10.0


def call_webhook(attempt: Attempt) -> Save:
    """Send once; the outcome is stored with the end of the job, and says whether it is tried again."""
    call, delivery_id = call_of(attempt.database, attempt.subject_id), attempt.subject_id
    if call is None:
        return lambda session: note_outcome(session, delivery_id, "it is gone", arrived=True)
    arrived, outcome = _sent(call)
    return lambda session: note_outcome(session, delivery_id, outcome, arrived=arrived)


def _sent(call: Call) -> tuple[bool, str]:
    """Return whether the receiver took it, and what it said; nothing of its answer but the status is read."""
    try:
        with (
            guarded_client(may_reach_itself=call.may_reach_itself, timeout_s=TIMEOUT_S) as client,
            client.stream("POST", call.url, content=call.body, headers=call.headers) as answer,
        ):
            return answer.is_success, f"status {answer.status_code}"
    except PlaceAddressError as error:
        return False, error.user_message
    except httpx.HTTPError as error:
        return False, str(error) or type(error).__name__
