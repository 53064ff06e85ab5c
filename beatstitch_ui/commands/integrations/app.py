"""The commands for links, imports and sent videos with their options; they import lazily too."""

from datetime import datetime
from typing import Annotated

import typer

from beatstitch_ui.commands import texts as common
from beatstitch_ui.commands.arguments import Json
from beatstitch_ui.commands.integrations import texts

shares = typer.Typer(help=texts.HELP["share"], rich_markup_mode=None)
drops = typer.Typer(help=texts.HELP["drop"], rich_markup_mode=None)
Account = Annotated[str, typer.Argument(metavar="USERNAME", help=common.HELP["name"])]
ProjectId = Annotated[str, typer.Argument(metavar="PROJECT", help=common.HELP["project_id"])]
RenderId = Annotated[str, typer.Argument(metavar="RENDER", help=common.HELP["render_id"])]
LinkId = Annotated[str, typer.Argument(metavar="ID", help=common.HELP["link_id"])]
Days = Annotated[int, typer.Option(min=1, max=365, help=common.HELP["link_days"])]


@shares.command("add", help=texts.HELP["share_add"])
def add_share(
    account: Account,
    project: ProjectId,
    render: RenderId,
    days: Days = 30,
    password: Annotated[bool, typer.Option("--password", help=common.HELP["share_password"])] = False,
    json: Json = False,
) -> None:
    from beatstitch_ui.commands.arguments import secret_of
    from beatstitch_ui.commands.integrations.links import add_share

    secret = secret_of(texts.LINK_PASSWORD) if password else None
    add_share(account, project, render, days, secret, machine=json)


@shares.command("list", help=texts.HELP["share_list"])
def list_shares(account: Account, project: ProjectId, json: Json = False) -> None:
    from beatstitch_ui.commands.integrations.links import show_shares

    show_shares(account, project, machine=json)


@shares.command("revoke", help=texts.HELP["share_revoke"])
def revoke_share(account: Account, project: ProjectId, link: LinkId) -> None:
    from beatstitch_ui.commands.integrations.links import revoke_share

    revoke_share(account, project, link)


@drops.command("add", help=texts.HELP["drop_add"])
def add_drop(
    account: Account,
    project: ProjectId,
    greeting: Annotated[str, typer.Option(help=texts.HELP["drop_greeting"])] = "",
    days: Days = 14,
    files: Annotated[int, typer.Option(min=1, max=5000, help=texts.HELP["drop_files"])] = 200,
    mb: Annotated[int, typer.Option(min=1, max=1_000_000, help=texts.HELP["drop_mb"])] = 4000,
    json: Json = False,
) -> None:
    from beatstitch_ui.commands.integrations.links import add_drop
    from core.projects.sharing.drops import DropCreate

    request = DropCreate(greeting=greeting[:100], expires_days=days, most_files=files, most_mb=mb)
    add_drop(account, project, request, machine=json)


@drops.command("list", help=texts.HELP["drop_list"])
def list_drops(account: Account, project: ProjectId, json: Json = False) -> None:
    from beatstitch_ui.commands.integrations.links import show_drops

    show_drops(account, project, machine=json)


@drops.command("arrivals", help=texts.HELP["drop_arrivals"])
def list_arrivals(account: Account, project: ProjectId, json: Json = False) -> None:
    from beatstitch_ui.commands.integrations.links import show_arrivals

    show_arrivals(account, project, machine=json)


@drops.command("revoke", help=texts.HELP["drop_revoke"])
def revoke_drop(account: Account, project: ProjectId, link: LinkId) -> None:
    from beatstitch_ui.commands.integrations.links import revoke_drop

    revoke_drop(account, project, link)


fetches = typer.Typer(help=texts.HELP["fetch"], rich_markup_mode=None)
WebDavUrl = Annotated[str, typer.Argument(metavar="URL", help=texts.HELP["fetch_webdav_url"])]
WebDavName = Annotated[str, typer.Argument(metavar="NAME", help=texts.HELP["fetch_webdav_name"])]
ServerPath = Annotated[str, typer.Argument(metavar="PATH", help=texts.HELP["fetch_path"])]


@fetches.command("folder", help=texts.HELP["fetch_folder"])
def fetch_folder(account: Account, project: ProjectId, path: ServerPath, json: Json = False) -> None:
    from beatstitch_ui.commands.integrations.fetching import order
    from core.projects.imports.sources import FolderImport

    order(account, project, FolderImport(kind="folder", path=path), machine=json)


@fetches.command("takeout", help=texts.HELP["fetch_takeout"])
def fetch_takeout(account: Account, project: ProjectId, path: ServerPath, json: Json = False) -> None:
    from beatstitch_ui.commands.integrations.fetching import order
    from core.projects.imports.sources import TakeoutImport

    order(account, project, TakeoutImport(kind="takeout", path=path), machine=json)


@fetches.command("immich", help=texts.HELP["fetch_immich"])
def fetch_immich(
    account: Account,
    project: ProjectId,
    url: Annotated[str, typer.Argument(help=texts.HELP["fetch_url"])],
    album: Annotated[str | None, typer.Option(help=texts.HELP["fetch_album"])] = None,
    person: Annotated[str | None, typer.Option(help=texts.HELP["fetch_person"])] = None,
    after: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help=texts.HELP["fetch_after"])
    ] = None,
    before: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help=texts.HELP["fetch_before"])
    ] = None,
    json: Json = False,
) -> None:
    from beatstitch_ui.commands.arguments import secret_of
    from beatstitch_ui.commands.integrations.fetching import immich_request, order

    key = secret_of(texts.IMMICH_KEY)
    request = immich_request(url, key, album=album, person=person, after=after, before=before)
    order(account, project, request, machine=json)


@fetches.command("webdav", help=texts.HELP["fetch_webdav"])
def fetch_webdav(
    account: Account,
    project: ProjectId,
    url: WebDavUrl,
    username: WebDavName,
    path: Annotated[str, typer.Argument(metavar="PATH", help=texts.HELP["fetch_webdav_path"])] = "",
    song: Annotated[str | None, typer.Option(help=texts.HELP["fetch_webdav_song"])] = None,
    json: Json = False,
) -> None:
    from beatstitch_ui.commands.arguments import secret_of
    from beatstitch_ui.commands.integrations.fetching import order, webdav_request

    password = secret_of(texts.WEBDAV_PASSWORD)
    request = webdav_request(url, username, password, path=path, song=song)
    order(account, project, request, machine=json)


@fetches.command("webdav-folder", help=texts.HELP["fetch_webdav_folder"])
def show_webdav_folder(
    account: Account,
    project: ProjectId,
    url: WebDavUrl,
    username: WebDavName,
    path: Annotated[str, typer.Argument(metavar="PATH", help=texts.HELP["fetch_webdav_path"])] = "",
    json: Json = False,
) -> None:
    from beatstitch_ui.commands.arguments import secret_of
    from beatstitch_ui.commands.integrations.fetching import show_webdav_folder, webdav_look

    request = webdav_look(url, username, secret_of(texts.WEBDAV_PASSWORD), path)
    show_webdav_folder(account, project, request, machine=json)


@fetches.command("list", help=texts.HELP["fetch_list"])
def list_fetches(account: Account, project: ProjectId, json: Json = False) -> None:
    from beatstitch_ui.commands.integrations.fetching import show

    show(account, project, machine=json)


sends = typer.Typer(help=texts.HELP["send"], rich_markup_mode=None)


@sends.command("immich", help=texts.HELP["send_immich"])
def send_immich(
    account: Account,
    project: ProjectId,
    render: RenderId,
    url: Annotated[str, typer.Argument(metavar="URL", help=texts.HELP["fetch_url"])],
    album: Annotated[str | None, typer.Option(help=texts.HELP["send_album"])] = None,
    album_id: Annotated[str | None, typer.Option(help=texts.HELP["send_album_id"])] = None,
    pictures_album: Annotated[
        bool, typer.Option("--pictures-album", help=texts.HELP["send_pictures_album"])
    ] = False,
    json: Json = False,
) -> None:
    from beatstitch_ui.commands.arguments import secret_of
    from beatstitch_ui.commands.integrations.sending import send, send_request

    request = send_request(url, secret_of(texts.IMMICH_KEY), album_id, album, pictures=pictures_album)
    send(account, project, render, request, machine=json)


@sends.command("list", help=texts.HELP["send_list"])
def list_sent(account: Account, project: ProjectId, json: Json = False) -> None:
    from beatstitch_ui.commands.integrations.sending import show

    show(account, project, machine=json)


@sends.command("retry", help=texts.HELP["send_retry"])
def retry_send(
    account: Account,
    project: ProjectId,
    sent: Annotated[str, typer.Argument(metavar="ID", help=texts.HELP["send_id"])],
) -> None:
    from beatstitch_ui.commands.integrations.sending import retry

    retry(account, project, sent)
