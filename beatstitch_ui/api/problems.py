"""Turns what goes wrong into answers: an HTTP status and the sentence for the person."""

import logging

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from core.errors import (
    BeatStitchError,
    EditConflictError,
    FileTooLargeError,
    MediaRefusedError,
    NotFoundError,
    QuotaFullError,
    RefusedError,
    RenderStaleError,
    SignInFailedError,
    SignInThrottledError,
    StorageError,
    UploadOffsetError,
)
from core.store.layout import UnsafePathError

# The first class that fits counts, so the special ones come before the general ones.
STATUSES: tuple[tuple[type[BeatStitchError], int], ...] = (
    (NotFoundError, 404),
    (EditConflictError, 409),
    (RenderStaleError, 409),
    (UploadOffsetError, 409),
    (SignInFailedError, 401),
    (SignInThrottledError, 429),
    (FileTooLargeError, 413),
    (QuotaFullError, 413),
    (MediaRefusedError, 422),
    (RefusedError, 422),
    (StorageError, 507),
)
BROKEN, NOT_FOUND = 500, 404

log = logging.getLogger(__name__)


def status_of(error: BeatStitchError) -> int:
    """Return the HTTP status that an error is answered with."""
    return next((status for kind, status in STATUSES if isinstance(error, kind)), BROKEN)


def answer_problems(app: FastAPI) -> None:
    """Let `app` answer every error of ours as JSON `{"detail": sentence}` with its facts."""
    app.add_exception_handler(BeatStitchError, _with_sentence)
    app.add_exception_handler(UnsafePathError, _as_missing)


def _with_sentence(_: Request, error: Exception) -> JSONResponse:
    problem = error if isinstance(error, BeatStitchError) else BeatStitchError()
    body = {"detail": problem.user_message, "error": type(problem).__name__, "facts": problem.facts}
    headers = {}
    if isinstance(problem, SignInThrottledError):
        headers["Retry-After"] = str(round(float(problem.facts["wait_s"] or 1)))
    return JSONResponse(body, status_of(problem), headers)


def _as_missing(request: Request, error: Exception) -> JSONResponse:
    """Answer an id that is no id like one that belongs to nobody."""
    log.warning("%s names no place of ours: %r", request.url.path, str(error))
    return JSONResponse({"detail": NotFoundError(what="This").user_message}, NOT_FOUND)
