"""Does a POST with an Idempotency-Key once, however often it is sent, and gives the same answer again.

After the draft of the IETF (draft-ietf-httpapi-idempotency-key-header).
"""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable

from fastapi import Request, Response

from beatstitch_ui.auth.access import AccountAccess
from core.accounts.kept_answers import Answer, begin, keep
from core.accounts.visitors import Visitor
from core.errors import RequestInvalidError

HEADER, REPLAYED = "Idempotency-Key", "Idempotency-Replayed"
KEY_CHARS, FIRST_REFUSAL = 200, 400


async def once(
    request: Request, visitor: Visitor, handler: Callable[[Request], Awaitable[Response]], sent: bytes = b""
) -> Response:
    """Return the answer of `handler`, or the one it gave before to a request with the same key.

    `sent` is the body where it was read already; a file that is sent is told from another by its length.
    """
    key = request.headers.get(HEADER)
    if key is None or request.method != "POST":
        return await handler(request)
    if not 1 <= len(key) <= KEY_CHARS:
        raise RequestInvalidError(where=f"header.{HEADER}", reason=f"Must have 1 to {KEY_CHARS} characters")
    account = AccountAccess(visitor)
    kept = await asyncio.to_thread(_begin, account, key, _fingerprint(request, sent))
    if kept is not None:
        return Response(kept.body, kept.status, {REPLAYED: "true"}, media_type="application/json")
    answer = None
    try:
        response = await handler(request)
        if response.status_code < FIRST_REFUSAL:
            answer = Answer(response.status_code, bytes(response.body).decode())
    finally:
        await asyncio.to_thread(_keep, account, key, answer)
    return response


def _fingerprint(request: Request, sent: bytes) -> str:
    """Return what tells requests apart."""
    size = request.headers.get("content-length", "")
    return hashlib.sha256(f"{request.url.path}?{request.url.query} {size}\n".encode() + sent).hexdigest()


def _begin(account: AccountAccess, key: str, fingerprint: str) -> Answer | None:
    with account.writing() as opened:
        return begin(opened.session, opened.user_id, key, fingerprint)


def _keep(account: AccountAccess, key: str, answer: Answer | None) -> None:
    with account.writing() as opened:
        keep(opened.session, opened.user_id, key, answer)
