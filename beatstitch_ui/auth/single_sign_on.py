"""The way in for people whom a proxy or a provider of OpenID Connect signs in, and the way back."""

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from beatstitch_ui import texts
from beatstitch_ui.api.protocol.problems import status_of
from beatstitch_ui.auth.session import (
    browser_of,
    going_on,
    keep_session,
    local_path,
    named_by_proxy,
    visitor_of,
)
from beatstitch_ui.languages.problems import told
from beatstitch_ui.public.document import refusal
from core.accounts.single_sign_on.identities import link, sign_in_by_identity, sign_in_by_proxy
from core.accounts.single_sign_on.oidc import AuthorizationRequest, Provider
from core.errors import BeatStitchError, NotFoundError, SignInElsewhereError
from core.installation.current import installation
from core.settings import settings

router = APIRouter(prefix="/auth", include_in_schema=False)
TRY_COOKIE, TRY_PATH = "beatstitch_sign_in", "/auth"
TRY_LASTS_S, MOST_TRIES = 600, 1000
CHARS = 4000


@dataclass(frozen=True)
class Try:
    """A sign-in that one browser has begun; `user_id` is who wants to link this way in to their account."""

    attempt: AuthorizationRequest
    next_path: str
    user_id: str | None
    began_s: float = field(default_factory=time.monotonic)


class Tries:
    """The sign-ins under way, by a secret that only their browser holds; a restart forgets them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: OrderedDict[str, Try] = OrderedDict()

    def keep(self, begun: Try) -> str:
        """Return the secret under which a try is found; the oldest of a thousand makes room for it."""
        secret = secrets.token_urlsafe(32)
        with self._lock:
            self._held[secret] = begun
            while len(self._held) > MOST_TRIES:
                self._held.popitem(last=False)
        return secret

    def take(self, secret: str) -> Try:
        """Return a try, once; SignInElsewhereError when there is none, or it is too old."""
        with self._lock:
            begun = self._held.pop(secret, None)
        if begun is None or time.monotonic() - begun.began_s > TRY_LASTS_S:
            raise SignInElsewhereError(reason="it took too long, or was begun in another browser")
        return begun


tries = Tries()


@lru_cache(maxsize=4)
def _provider(issuer: str, client_id: str, client_secret: str | None) -> Provider:
    return Provider(issuer, client_id, client_secret)


def provider() -> Provider:
    """Return the provider that was configured; NotFoundError without one."""
    wanted = settings()
    if wanted.oidc_issuer is None:
        raise NotFoundError(what="This")
    secret = wanted.oidc_client_secret
    return _provider(wanted.oidc_issuer, wanted.oidc_client_id, secret.get_secret_value() if secret else None)


@router.get("/proxy")
def by_proxy(request: Request, next: str = "") -> Response:  # noqa: A002 - the name in the address
    """Sign in whom the proxy names, and go on to where they wanted to go."""
    named = named_by_proxy(request.scope)
    if named is None:
        return RedirectResponse("/login", status_code=303)

    def enter() -> Response:
        may_create = settings().create_accounts
        signed_in = sign_in_by_proxy(installation(), named, browser_of(request), may_create=may_create)
        answer = going_on(local_path(next[:CHARS]))
        keep_session(answer, request, signed_in, stay=False)
        return answer

    return _said(enter)


@router.get("/oidc/start")
def start(request: Request, next: str = "", link: bool = False) -> Response:  # noqa: A002, FBT001, FBT002
    """Send the browser to the provider."""

    def leave() -> Response:
        visitor = visitor_of(request) if link else None
        attempt = AuthorizationRequest(str(request.url_for("oidc_back")))
        answer = RedirectResponse(provider().address(attempt), status_code=303)
        begun = Try(attempt, local_path(next[:CHARS]), visitor.user_id if visitor else None)
        answer.set_cookie(
            TRY_COOKIE,
            tries.keep(begun),
            max_age=TRY_LASTS_S,
            path=TRY_PATH,
            httponly=True,
            samesite="lax",  # the way back comes from the provider's site
            secure=request.url.scheme == "https",
        )
        return answer

    return _said(leave)


@router.get("/oidc/callback", name="oidc_back")
def back(request: Request) -> Response:
    """Take what the provider says, and sign in or link whom it names."""

    def enter() -> Response:
        begun = tries.take(request.cookies.get(TRY_COOKIE, ""))
        identity = provider().identity(begun.attempt, dict(request.query_params))
        answer = going_on(begun.next_path)
        if begun.user_id is not None:
            link(installation(), begun.user_id, identity)
        else:
            may_create = settings().create_accounts
            browser = browser_of(request)
            signed_in = sign_in_by_identity(installation(), identity, browser, may_create=may_create)
            keep_session(answer, request, signed_in, stay=False)
        return answer

    answer = _said(enter)
    answer.delete_cookie(TRY_COOKIE, path=TRY_PATH)
    return answer


def _said(work: Callable[[], Response]) -> Response:
    """Return the answer of `work`, or the page that says why there is none."""
    try:
        return work()
    except BeatStitchError as error:
        return refusal(told(error), status_of(error), way_on=("/login", texts.shell.SIGN_IN))
