"""Where the server is that commands ask, and what lets them in."""

import os
import re
from typing import TYPE_CHECKING, Annotated

import typer

from beatstitch_ui.commands.arguments import Json
from beatstitch_ui.commands.server import texts
from core.errors import TokenImpossibleError, TokenMissingError

if TYPE_CHECKING:
    from beatstitch_ui.commands.server.client import Server

USUAL_URL = "http://127.0.0.1:8080"
TOKEN_VARIABLE = "BEATSTITCH_TOKEN"  # noqa: S105 - the name of what holds one
_TOKEN = re.compile(r"[A-Za-z0-9_-]+")
Url = Annotated[str, typer.Option("--url", envvar="BEATSTITCH_URL", help=texts.HELP["url"])]
ProjectId = Annotated[str, typer.Argument(metavar="PROJECT", help=texts.HELP["project_id"])]
RenderId = Annotated[str, typer.Argument(metavar="RENDER", help=texts.HELP["render_id"])]
Changes = Annotated[list[str] | None, typer.Argument(metavar="NAME=VALUE...", help=texts.HELP["changes"])]
Operation = Annotated[str, typer.Argument(metavar="OPERATION", help=texts.HELP["operation"])]
Wait = Annotated[bool, typer.Option("--wait", help=texts.HELP["wait"])]
__all__ = ["Changes", "Json", "Operation", "ProjectId", "RenderId", "Wait", "connected", "server_group"]


def server_group(name: str, **how: object) -> typer.Typer:
    """Return an empty group of commands that ask a server."""
    group = typer.Typer(rich_markup_mode=None, **how)  # type: ignore[arg-type]
    group.callback(help=texts.HELP[name])(_at)
    return group


def _at(context: typer.Context, url: Url = USUAL_URL) -> None:
    context.obj = url


def connected(context: typer.Context) -> "Server":
    """Return the server that a command of such a group asks; TokenMissingError, TokenImpossibleError."""
    from beatstitch_ui.commands.server.client import Server  # noqa: PLC0415 - not before a command needs it

    token = os.environ.get(TOKEN_VARIABLE, "").strip()
    if not token:
        raise TokenMissingError
    if _TOKEN.fullmatch(token) is None:
        raise TokenImpossibleError
    server = Server(context.obj, token)
    context.call_on_close(server.close)
    return server
