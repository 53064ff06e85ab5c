"""Turns what goes wrong into answers: a status and {"error": code, "message": sentence, "details": facts}."""

import json
import logging
from collections.abc import Mapping

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from beatstitch_ui.languages.problems import told
from core.errors import (
    AccountMissingError,
    BeatStitchError,
    BrowserOnlyError,
    DropFullError,
    DropRoomError,
    EditConflictError,
    FileTooLargeError,
    ForeignRequestError,
    ImportUnderWayError,
    LocalSignInOffError,
    MediaRefusedError,
    MethodUnknownError,
    NotFoundError,
    NotSignedInError,
    PlaceUnreachableError,
    QuotaFullError,
    RefusedError,
    RenderStaleError,
    RequestInvalidError,
    RequestKindError,
    RequestTooLargeError,
    RequestUnderWayError,
    RequestUnreadableError,
    ScopeMissingError,
    ShareLockedError,
    SignInElsewhereError,
    SignInFailedError,
    SignInThrottledError,
    StorageError,
    TooManyRequestsError,
    UnsafePathError,
    UploadOffsetError,
)

# The first class that fits counts, so the special ones come before the general ones.
STATUSES: tuple[tuple[type[BeatStitchError], int], ...] = (
    (NotFoundError, 404),
    (EditConflictError, 409),
    (RenderStaleError, 409),
    (UploadOffsetError, 409),
    (SignInFailedError, 401),
    (ShareLockedError, 401),
    (NotSignedInError, 401),
    (SignInThrottledError, 429),
    (TooManyRequestsError, 429),
    (ForeignRequestError, 403),
    (ScopeMissingError, 403),
    (BrowserOnlyError, 403),
    (LocalSignInOffError, 403),
    (AccountMissingError, 403),
    (SignInElsewhereError, 401),
    (RequestUnderWayError, 409),
    (ImportUnderWayError, 409),
    (PlaceUnreachableError, 424),
    (MethodUnknownError, 405),
    (FileTooLargeError, 413),
    (QuotaFullError, 413),
    (DropFullError, 413),
    (DropRoomError, 413),
    (RequestTooLargeError, 413),
    (RequestUnreadableError, 400),
    (RequestKindError, 415),
    (MediaRefusedError, 422),
    (RefusedError, 422),
    (StorageError, 507),
)
BROKEN, FIRST_REFUSAL = 500, 400
API = "/api/"
JSON = b"application/json"
WHERE_CHARS = 80
# What pydantic calls a value that could be of several kinds, and does not say of which it is.
KIND_MISSING, KIND_UNKNOWN = "union_tag_not_found", "union_tag_invalid"
FIELD_UNKNOWN = "extra_forbidden"

log = logging.getLogger(__name__)


def status_of(error: BeatStitchError) -> int:
    """Return the HTTP status that an error is answered with."""
    return next((status for kind, status in STATUSES if isinstance(error, kind)), BROKEN)


def answer(problem: BeatStitchError, headers: Mapping[str, str] | None = None) -> Response:
    """Return the answer that tells `problem`; it is ASCII, so that any fact can be sent."""
    sent = dict(headers or {})
    if isinstance(problem, SignInThrottledError):
        sent["Retry-After"] = str(round(float(problem.facts["wait_s"] or 1)))
    if isinstance(problem, MethodUnknownError):
        sent["Allow"] = str(problem.facts["allowed"])
    return Response(_body(problem), status_of(problem), sent, media_type=JSON.decode())


def _body(problem: BeatStitchError) -> bytes:
    said = {"error": problem.code(), "message": told(problem), "details": problem.facts}
    return json.dumps(said).encode()


def answer_problems(app: FastAPI) -> None:
    """Let `app` answer every error in the one shape."""
    app.add_exception_handler(BeatStitchError, _with_sentence)
    app.add_exception_handler(UnsafePathError, _as_missing)
    app.add_exception_handler(RequestValidationError, _as_invalid)
    app.add_exception_handler(HTTPException, _as_problem)
    app.add_exception_handler(Exception, _as_broken)
    app.add_middleware(OneShape)


def _with_sentence(_: Request, error: Exception) -> Response:
    return answer(error if isinstance(error, BeatStitchError) else BeatStitchError())


def _as_missing(request: Request, error: Exception) -> Response:
    """Answer an id that is no id like one that belongs to nobody."""
    log.warning("%s names no place of ours: %r", request.url.path, str(error))
    return answer(NotFoundError(what="This"))


def _as_invalid(_: Request, error: Exception) -> Response:
    """Tell the first fault, and nothing of what was sent: an answer must not grow with its request."""
    first = error.errors()[0] if isinstance(error, RequestValidationError) else {}
    rule, facts = str(first.get("type", "invalid")), first.get("ctx", {})
    place, reason = list(first.get("loc", ("request",))), str(first.get("msg", "Not valid"))
    if rule == "json_invalid":
        place, reason = place[:1], f"This is not JSON, from character {place[-1]} on"
    elif rule == KIND_MISSING:
        place, reason = [*place, "kind"], "Field required"
    elif rule == KIND_UNKNOWN:
        place, reason = [*place, "kind"], f"Input should be one of {facts['expected_tags']}"
    elif rule == FIELD_UNKNOWN:
        reason = "There is no such field"
    where = ".".join(map(str, place))[:WHERE_CHARS]
    reason = reason.removeprefix("Value error, ").rstrip(".")
    return answer(RequestInvalidError(where=where, reason=reason, rule=rule))


def _as_problem(_: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else BROKEN
    return answer(problem_of(status))


def _as_broken(_: Request, __: Exception) -> Response:
    return answer(BeatStitchError())


def problem_of(status: int) -> BeatStitchError:
    """Return our error for a status that a library answers with."""
    kinds: dict[int, BeatStitchError] = {
        401: NotSignedInError(),
        403: ForeignRequestError(),
        404: NotFoundError(what="This"),
        413: RequestTooLargeError(),
        429: TooManyRequestsError(),
    }
    return kinds.get(status) or (BeatStitchError() if status >= BROKEN else RequestUnreadableError())


class OneShape:
    """ASGI middleware: errors of the API that libraries answer in words of theirs get the one shape too."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(API) or scope["method"] == "HEAD":
            await self._app(scope, receive, send)
            return
        replaced = b""

        async def send_shaped(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start" and _is_foreign(message):
                replaced = _body(problem_of(message["status"]))
                kept = [
                    (n, v) for n, v in message["headers"] if n not in (b"content-type", b"content-length")
                ]
                length = str(len(replaced)).encode()
                message["headers"] = [*kept, (b"content-type", JSON), (b"content-length", length)]
            elif replaced and message["type"] == "http.response.body":
                message["body"] = b"" if message.get("more_body") else replaced
            await send(message)

        await self._app(scope, receive, send_shaped)


def _is_foreign(start: Message) -> bool:
    return start["status"] >= FIRST_REFUSAL and dict(start["headers"]).get(b"content-type") != JSON
