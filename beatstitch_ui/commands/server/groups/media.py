"""`beatstitch media`: photos and clips of a project on a running BeatStitch."""

from pathlib import Path
from typing import Annotated

import typer

from beatstitch_ui.commands.server import texts
from beatstitch_ui.commands.server.connecting import Json, ProjectId, Wait, connected, server_group
from beatstitch_ui.commands.server.printing import clock, megabytes, moment, tell, tell_all, tell_one

media = server_group("media")
Files = Annotated[list[Path], typer.Argument(metavar="FILE...", help=texts.HELP["media_files"])]
MediaId = Annotated[str, typer.Argument(metavar="ID", help=texts.HELP["media_id"])]
MediaIds = Annotated[list[str], typer.Argument(metavar="ID...", help=texts.HELP["media_ids"])]
Hidden = Annotated[bool | None, typer.Option("--hide/--show", help=texts.HELP["hidden"])]
Starred = Annotated[bool | None, typer.Option("--star/--no-star", help=texts.HELP["starred"])]
LISTED = {
    "id": lambda one: one["id"],
    "name": lambda one: one["original_filename"],
    "kind": lambda one: one["media_type"],
    "size": lambda one: megabytes(one["file_size"]),
    "length": lambda one: clock(one["duration_ms"]),
    "taken": lambda one: moment(one["taken_at"]),
    "status": lambda one: one["processing_error"] or one["processing_status"],
}
FACTS = LISTED | {
    "camera": lambda one: one["camera"],
    "about": lambda one: one["description"],
    "hidden": lambda one: one["hidden"],
    "starred": lambda one: one["starred"],
}


@media.command(help=texts.HELP["media_add"])
def add(
    context: typer.Context, project: ProjectId, files: Files, wait: Wait = False, json: Json = False
) -> None:
    from beatstitch_ui.commands.server.bringing import add_media

    added, all_well = add_media(connected(context), project, files, wait=wait)
    tell_all(added, LISTED, machine=json)
    if not all_well:
        raise typer.Exit(1)


@media.command("list", help=texts.HELP["media_list"])
def list_of(context: typer.Context, project: ProjectId, json: Json = False) -> None:
    tell_all(connected(context).list(f"/projects/{project}/media"), LISTED, machine=json)


@media.command(help=texts.HELP["media_show"])
def show(context: typer.Context, project: ProjectId, media_id: MediaId, json: Json = False) -> None:
    tell_one(connected(context).ask("GET", f"/projects/{project}/media/{media_id}"), FACTS, machine=json)


@media.command(help=texts.HELP["media_change"])
def change(
    context: typer.Context,
    project: ProjectId,
    media_id: MediaId,
    hidden: Hidden = None,
    starred: Starred = None,
    begin: Annotated[float | None, typer.Option("--from", min=0, help=texts.HELP["from"])] = None,
    end: Annotated[float | None, typer.Option("--to", min=0, help=texts.HELP["to"])] = None,
    json: Json = False,
) -> None:
    from beatstitch_ui.commands.server.values import milliseconds

    request = {
        "hidden": hidden,
        "starred": starred,
        "in_ms": milliseconds(begin),
        "out_ms": milliseconds(end),
    }
    said = {name: value for name, value in request.items() if value is not None}
    changed = connected(context).ask("PATCH", f"/projects/{project}/media/{media_id}", said)
    tell_one(changed, FACTS, machine=json)


@media.command(help=texts.HELP["media_remove"])
def remove(context: typer.Context, project: ProjectId, media_ids: MediaIds, json: Json = False) -> None:
    server = connected(context)
    for media_id in media_ids:
        server.ask("DELETE", f"/projects/{project}/media/{media_id}")
    tell({"ids": media_ids}, texts.REMOVED, machine=json)


@media.command(help=texts.HELP["media_restore"])
def restore(context: typer.Context, project: ProjectId, media_ids: MediaIds, json: Json = False) -> None:
    server = connected(context)
    restored = [server.ask("POST", f"/projects/{project}/media/{one}/restore") for one in media_ids]
    tell_all(restored, LISTED, machine=json)


@media.command(help=texts.HELP["media_order"])
def order(context: typer.Context, project: ProjectId, media_ids: MediaIds, json: Json = False) -> None:
    server = connected(context)
    server.ask("PUT", f"/projects/{project}/media/order", {"ids": media_ids})
    tell_all(server.list(f"/projects/{project}/media"), LISTED, machine=json)
