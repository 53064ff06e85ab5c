"""The pages for strangers: setting up the first account, and signing in."""

import asyncio
from urllib.parse import quote

from beatstitch_ui import texts
from beatstitch_ui.auth.session import local_path
from beatstitch_ui.components.api_form import ApiForm, Field
from beatstitch_ui.pages.account.self_check import SelfCheck
from beatstitch_ui.shell.elements import Box, Text
from beatstitch_ui.shell.frame import page
from beatstitch_ui.shell.shell import PageLocation, shell
from core.accounts import invitations
from core.accounts.first_account import is_valid_setup_token
from core.accounts.passwords import MINIMUM_CHARS, common_rules
from core.errors import (
    PasswordCommonError,
    PasswordTooLongError,
    PasswordTooShortError,
    SetupTokenError,
    SignInFailedError,
    UsernameInvalidError,
    UsernameTakenError,
)
from core.installation.current import installation
from core.settings import settings


def username() -> Field:
    """Return the field for the name of an account."""
    return Field(
        name="username",
        label=texts.accounts.USERNAME,
        type="text",
        autocomplete="username",
        errors=[error.code() for error in (SignInFailedError, UsernameInvalidError, UsernameTakenError)],
    )


def password() -> Field:
    """Return the field for the password of an account."""
    return Field(
        name="password",
        label=texts.accounts.PASSWORD,
        type="password",
        autocomplete="current-password",
        errors=[SignInFailedError.code()],
    )


def setup_token() -> Field:
    """Return the field for the code that proves whose machine this is."""
    return Field(
        name="token",
        label=texts.accounts.SETUP_TOKEN,
        type="text",
        autocomplete="off",
        errors=[SetupTokenError.code()],
    )


def new_password(label: str) -> Field:
    """Return the field for a password that is being chosen."""
    return Field(
        name="password",
        label=label,
        type="password",
        autocomplete="new-password",
        hint=texts.accounts.PASSWORD_HINT.format(minimum=MINIMUM_CHARS),
        rules=common_rules(),
        errors=[error.code() for error in (PasswordTooShortError, PasswordTooLongError, PasswordCommonError)],
    )


@page("/login")
def login(next: str = "") -> None:  # noqa: A002 - the name in the address
    with shell(PageLocation(texts.shell.SIGN_IN), user_name=None), Box("div", "bs-door"):
        Text("h1", texts.shell.SIGN_IN)
        if settings().oidc_issuer is not None:
            wanted = quote(local_path(next), safe="")
            label = texts.accounts.SIGN_IN_WITH.format(name=settings().oidc_name)
            Text("a", label, "bs-button bs-button--primary", href=f"/auth/oidc/start?next={wanted}")
        if settings().local_sign_in:
            stay = Field(name="stay", label=texts.accounts.STAY_SIGNED_IN, type="checkbox")
            ApiForm(
                url="/api/login",
                fields=[username(), password(), stay],
                submit=texts.shell.SIGN_IN,
                next_url=local_path(next),
            )


@page("/setup")
async def setup(token: str = "") -> None:
    is_valid = bool(token) and await asyncio.to_thread(is_valid_setup_token, installation(), token)
    with shell(PageLocation(texts.accounts.SETUP), user_name=None), Box("div", "bs-door"):
        Text("h1", texts.accounts.SETUP)
        Text("p", texts.accounts.SETUP_LEAD if token else texts.accounts.SETUP_NO_TOKEN, "bs-muted")
        demo = Field(name="demo", label=texts.accounts.SETUP_DEMO, type="checkbox", off=True)
        fields = [username(), new_password(texts.accounts.PASSWORD), demo]
        if not token:
            fields.insert(0, setup_token())
        ApiForm(
            url="/api/setup",
            fields=fields,
            submit=texts.accounts.CREATE_ACCOUNT,
            next_url="/",
            fixed={"token": token} if token else None,
        )
        if is_valid:  # what is told about the machine is for its owner alone
            SelfCheck()


@page("/join")
async def join(token: str = "") -> None:
    is_invited = await asyncio.to_thread(invitations.is_valid, installation(), token)
    with shell(PageLocation(texts.admin.JOIN), user_name=None), Box("div", "bs-door"):
        Text("h1", texts.admin.JOIN)
        Text("p", texts.admin.JOIN_LEAD if is_invited else texts.admin.JOIN_VOID, "bs-muted")
        if is_invited:
            ApiForm(
                url="/api/join",
                fields=[username(), new_password(texts.accounts.PASSWORD)],
                submit=texts.accounts.CREATE_ACCOUNT,
                next_url="/",
                fixed={"token": token},
            )
