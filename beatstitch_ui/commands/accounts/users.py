"""`beatstitch user`: accounts without a browser."""

import getpass
import json
import sys

from beatstitch_ui.commands import texts
from beatstitch_ui.commands.data import open_data
from core.accounts import users
from core.accounts.opened import administering
from core.errors import PasswordsDifferError


def add(username: str, quota_bytes: int | None) -> None:
    """Create an account with a password that is asked for."""
    password = _new_password()
    with administering(open_data()) as session:
        users.create_user(session, username, password).quota_bytes = quota_bytes
    sys.stdout.write(texts.USER_ADDED.format(username=username) + "\n")


def limit(username: str, quota_bytes: int | None) -> None:
    """Say how many bytes an account may store, None for no limit."""
    with administering(open_data()) as session:
        users.limit_storage(session, username, quota_bytes)
    sentence = texts.USER_UNLIMITED if quota_bytes is None else texts.USER_LIMITED
    sys.stdout.write(sentence.format(username=username, megabytes=(quota_bytes or 0) / 1e6) + "\n")


def admin(username: str, *, is_admin: bool) -> None:
    """Say whether an account is an admin's."""
    with administering(open_data()) as session:
        users.make_admin(session, username, admin=is_admin)
    sentence = texts.USER_IS_ADMIN if is_admin else texts.USER_IS_NO_ADMIN
    sys.stdout.write(sentence.format(username=username) + "\n")


def reset(username: str) -> None:
    """Give an account a new password, which ends its sessions."""
    password = _new_password()
    with administering(open_data()) as session:
        users.set_password(session, username, password)
    sys.stdout.write(texts.USER_RESET.format(username=username) + "\n")


def names(*, machine: bool) -> None:
    """Print the name of each account; for programs also whether it is an admin's, and its limit."""
    with administering(open_data()) as session:
        for user in users.list_users(session):
            facts = {"username": user.username, "is_admin": user.is_admin, "quota_bytes": user.quota_bytes}
            sys.stdout.write((json.dumps(facts) if machine else user.username) + "\n")


def _new_password() -> str:
    """Ask twice on a terminal, else read one line."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    password = getpass.getpass(texts.ENTER_TWELVE)
    if getpass.getpass(texts.ENTER_AGAIN) != password:
        raise PasswordsDifferError
    return password
