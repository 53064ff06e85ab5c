"""The commands for accounts and their tokens, with their options; they import lazily too."""

from typing import Annotated

import typer

from beatstitch_ui.commands import texts
from beatstitch_ui.commands.arguments import Json

users = typer.Typer(help=texts.HELP["user"], rich_markup_mode=None)


@users.command(help=texts.HELP["user_add"])
def add(
    name: Annotated[str, typer.Argument(help=texts.HELP["name"])],
    quota: Annotated[str | None, typer.Option(help=texts.HELP["quota"])] = None,
) -> None:
    from beatstitch_ui.commands.accounts.users import add
    from beatstitch_ui.commands.options import quota_of

    add(name, quota_of(quota or texts.NO_LIMIT))


@users.command(help=texts.HELP["user_limit"])
def limit(
    name: Annotated[str, typer.Argument(help=texts.HELP["name"])],
    quota: Annotated[str, typer.Argument(help=texts.HELP["quota"])],
) -> None:
    from beatstitch_ui.commands.accounts.users import limit
    from beatstitch_ui.commands.options import quota_of

    limit(name, quota_of(quota))


@users.command(help=texts.HELP["user_admin"])
def admin(
    name: Annotated[str, typer.Argument(help=texts.HELP["name"])],
    no: Annotated[bool, typer.Option("--no", help=texts.HELP["user_no_admin"])] = False,
) -> None:
    from beatstitch_ui.commands.accounts.users import admin

    admin(name, is_admin=not no)


@users.command("list", help=texts.HELP["user_list"])
def list_users(json: Json = False) -> None:
    from beatstitch_ui.commands.accounts.users import names

    names(machine=json)


@users.command(help=texts.HELP["user_reset"])
def reset(name: Annotated[str, typer.Argument(help=texts.HELP["name"])]) -> None:
    from beatstitch_ui.commands.accounts.users import reset

    reset(name)


tokens = typer.Typer(help=texts.HELP["token"], rich_markup_mode=None)
Account = Annotated[str, typer.Argument(metavar="USERNAME", help=texts.HELP["name"])]


@tokens.command("add", help=texts.HELP["token_add"])
def add_token(
    username: Account,
    name: Annotated[str, typer.Argument(help=texts.HELP["token_name"])],
    scope: Annotated[list[str] | None, typer.Option(help=texts.HELP["scope"])] = None,
    days: Annotated[int, typer.Option(min=1, max=3650, help=texts.HELP["days"])] = 90,
    json: Json = False,
) -> None:
    from beatstitch_ui.commands.accounts.tokens import add
    from beatstitch_ui.commands.options import scopes_of

    add(username, name, scopes_of(scope or []), days, machine=json)


@tokens.command("list", help=texts.HELP["token_list"])
def list_tokens(username: Account, json: Json = False) -> None:
    from beatstitch_ui.commands.accounts.tokens import show

    show(username, machine=json)


@tokens.command("revoke", help=texts.HELP["token_revoke"])
def revoke_token(
    username: Account, token_id: Annotated[str, typer.Argument(help=texts.HELP["token_id"])]
) -> None:
    from beatstitch_ui.commands.accounts.tokens import revoke

    revoke(username, token_id)


webhooks = typer.Typer(help=texts.HELP["webhook"], rich_markup_mode=None)


@webhooks.command("add", help=texts.HELP["webhook_add"])
def add_webhook(
    username: Account,
    url: Annotated[str, typer.Argument(help=texts.HELP["webhook_url"])],
    json: Json = False,
) -> None:
    from beatstitch_ui.commands.accounts.webhooks import add

    add(username, url, machine=json)


@webhooks.command("list", help=texts.HELP["webhook_list"])
def list_webhooks(username: Account, json: Json = False) -> None:
    from beatstitch_ui.commands.accounts.webhooks import show

    show(username, machine=json)


@webhooks.command("delete", help=texts.HELP["webhook_delete"])
def delete_webhook(
    username: Account, webhook_id: Annotated[str, typer.Argument(help=texts.HELP["webhook_id"])]
) -> None:
    from beatstitch_ui.commands.accounts.webhooks import delete

    delete(username, webhook_id)
