"""Setting up, signing in and out, changing the password."""

import asyncio
from typing import Annotated
from weakref import WeakKeyDictionary

from fastapi import APIRouter, Request, Response
from pydantic import AfterValidator, BaseModel, StringConstraints

from beatstitch_ui import texts
from beatstitch_ui.api.protocol.routes import ApiRoute, for_browsers, open_to_strangers
from beatstitch_ui.auth.access import CurrentVisitor
from beatstitch_ui.auth.session import COOKIE, browser_of, keep_session
from beatstitch_ui.auth.sockets import close_ended
from beatstitch_ui.languages.catalogues import offered
from core.accounts import audit, invitations, sessions, users
from core.accounts.first_account import create_first_account
from core.accounts.opened import writing
from core.accounts.visitors import Visitor
from core.demo.project import make_demo
from core.errors import LocalSignInOffError
from core.installation.current import installation
from core.settings import settings

TOKEN_CHARS = 100
COMPARISONS_AT_ONCE = 2
_comparisons: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()
Name = Annotated[str, StringConstraints(max_length=200)]
Password = Annotated[str, StringConstraints(max_length=1000)]
router = APIRouter(prefix="/api", route_class=ApiRoute, tags=["Account"])


class Credentials(BaseModel):
    username: Name
    password: Password
    stay: bool = False


class InvitedAccount(Credentials):
    token: Annotated[str, StringConstraints(max_length=TOKEN_CHARS)]


class FirstAccount(InvitedAccount):
    demo: bool = False


class PasswordChange(BaseModel):
    current: Password
    password: Password


class LanguageChoice(BaseModel):
    language: Annotated[str, StringConstraints(max_length=16), AfterValidator(offered)] | None


@router.post("/setup", status_code=204)
@open_to_strangers
def set_up(body: FirstAccount, request: Request, response: Response) -> None:
    """Create the first account with the one-time code, and sign in."""
    user_id = create_first_account(installation(), body.token, body.username, body.password)
    if body.demo:
        make_demo(installation(), user_id, texts.projects.DEMO_PROJECT, texts.projects.DEMO_SONG)
    _sign_in(body, request, response)


@router.post("/join", status_code=204)
@open_to_strangers
def join(body: InvitedAccount, request: Request, response: Response) -> None:
    """Create an account with an invitation, and sign in."""
    _require_local()
    invitations.join(installation(), body.token, body.username, body.password)
    _sign_in(body, request, response)


@router.post("/login", status_code=204)
@open_to_strangers
async def sign_in(body: Credentials, request: Request, response: Response) -> None:
    """Sign in; the answer sets a cookie."""
    _require_local()
    await asyncio.sleep(
        await asyncio.to_thread(users.sign_in_delay_s, installation(), browser_of(request).address)
    )
    async with _at_once():
        await asyncio.to_thread(_sign_in, body, request, response)
    await close_ended()


@router.post("/logout", status_code=204)
@for_browsers
async def sign_out(visitor: CurrentVisitor, request: Request, response: Response) -> None:
    """Sign out this browser."""
    await asyncio.to_thread(_forget, visitor, browser_of(request).address)
    await close_ended()
    response.delete_cookie(COOKIE)


@router.post("/password", status_code=204)
@for_browsers
async def change_password(
    body: PasswordChange, visitor: CurrentVisitor, request: Request, response: Response
) -> None:
    """Change the password; every other browser of this account is signed out."""
    signed_in = await asyncio.to_thread(
        users.change_password,
        installation(),
        visitor.name,
        body.current,
        body.password,
        browser_of(request),
        session_id=visitor.session_id,
    )
    keep_session(response, request, signed_in, stay=True)
    await close_ended()


@router.put("/language", status_code=204)
@for_browsers
def choose_language(body: LanguageChoice, visitor: CurrentVisitor) -> None:
    """Choose the language of the pages; null leaves it to each browser."""
    with writing(visitor.user_id) as opened:
        users.choose_language(opened.session, opened.user_id, body.language)


def _require_local() -> None:
    if not settings().local_sign_in:
        raise LocalSignInOffError


def _at_once() -> asyncio.Semaphore:
    """Return what keeps those who guess from taking every processor: comparing takes a quarter second."""
    return _comparisons.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(COMPARISONS_AT_ONCE))


def _sign_in(body: Credentials, request: Request, response: Response) -> None:
    """Open a session that is called after the browser."""
    signed_in = users.sign_in(installation(), body.username, body.password, browser_of(request))
    keep_session(response, request, signed_in, stay=body.stay)


def _forget(visitor: Visitor, address: str) -> None:
    with writing(visitor.user_id) as opened:
        audit.note(opened.session, "signed_out", visitor.name, address)
        sessions.sign_out(opened.session, visitor.token)
