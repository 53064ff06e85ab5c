"""Setting up, signing in and out, changing the password."""

import asyncio

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from beatstitch_ui import texts
from beatstitch_ui.auth.access import CurrentVisitor
from beatstitch_ui.auth.session import COOKIE, keep_session
from core.accounts import sessions, users
from core.accounts.user_agent import name_browser
from core.demo.project import make_demo
from core.store.db import database

router = APIRouter(prefix="/api")


class Credentials(BaseModel):
    username: str
    password: str
    stay: bool = False


class FirstAccount(Credentials):
    token: str
    demo: bool = False


class PasswordChange(BaseModel):
    current: str
    password: str


@router.post("/setup", status_code=204)
def set_up(wish: FirstAccount, request: Request, response: Response) -> None:
    with database().writing() as session:
        user = users.set_up(session, wish.token, wish.username, wish.password)
    if wish.demo:
        make_demo(database(), user.id, texts.projects.DEMO_PROJECT, texts.projects.DEMO_SONG)
    _sign_in(wish, request, response)


@router.post("/login", status_code=204)
def sign_in(wish: Credentials, request: Request, response: Response) -> None:
    _sign_in(wish, request, response)


@router.post("/logout", status_code=204)
async def sign_out(visitor: CurrentVisitor, response: Response) -> None:
    await asyncio.to_thread(_forget, visitor.token)
    response.delete_cookie(COOKIE)


@router.post("/password", status_code=204)
async def change_password(
    wish: PasswordChange, visitor: CurrentVisitor, request: Request, response: Response
) -> None:
    """Change the password; every other browser of this account is signed out."""
    signed_in = await asyncio.to_thread(
        users.change_password,
        database(),
        visitor.name,
        wish.current,
        wish.password,
        _address(request),
        label=_label(request),
    )
    keep_session(response, request, signed_in, stay=True)


def _sign_in(wish: Credentials, request: Request, response: Response) -> None:
    """Open a session that is called after the browser."""
    signed_in = users.sign_in(
        database(), wish.username, wish.password, _address(request), label=_label(request)
    )
    keep_session(response, request, signed_in, stay=wish.stay)


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _label(request: Request) -> str:
    return name_browser(request.headers.get("user-agent", ""))


def _forget(token: str) -> None:
    with database().writing() as session:
        sessions.sign_out(session, token)
