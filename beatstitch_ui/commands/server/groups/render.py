"""`beatstitch render`: an edit from files, or videos of a project on a running BeatStitch."""

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from beatstitch_ui.commands.arguments import (
    Aspects,
    Cache,
    CodecName,
    Hardware,
    Quality,
    QualityName,
    VideoCodec,
)
from beatstitch_ui.commands.server import texts
from beatstitch_ui.commands.server.connecting import (
    Json,
    ProjectId,
    RenderId,
    Wait,
    connected,
    server_group,
)
from beatstitch_ui.commands.server.printing import clock, megabytes, moment, tell, tell_all, tell_one
from beatstitch_ui.commands.texts import HELP

FILE = "file"


class _GroupOrFile(TyperGroup):
    """A group for which something that is none of its commands is an edit to render."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        own = [*self.commands, *ctx.help_option_names, "--url"]
        if args and args[0].partition("=")[0] not in own:
            args.insert(0, FILE)
        return super().parse_args(ctx, args)


render = server_group("render", cls=_GroupOrFile)
Out = Annotated[Path | None, typer.Option(dir_okay=False, help=texts.HELP["out"])]
LinkId = Annotated[str, typer.Argument(metavar="ID", help=HELP["link_id"])]
LISTED = {
    "id": lambda one: one["id"],
    "kind": lambda one: one["job_type"],
    "shape": lambda one: one["aspect_ratio"],
    "status": lambda one: one["status"],
    "progress": lambda one: f"{one['progress_percent']} %",
    "length": lambda one: clock(one["duration_ms"]),
    "size": lambda one: megabytes(one["file_size"]),
    "ordered": lambda one: moment(one["created_at"]),
}
FACTS = LISTED | {
    "message": lambda one: one["progress_message"],
    "problem": lambda one: one["error_message"],
}
SENT = {
    "id": lambda one: one["id"],
    "render": lambda one: one["render_id"],
    "to": lambda one: one["url"],
    "album": lambda one: one["album"] or "-",
    "state": lambda one: one["error_message"] or one["status"],
    "%": lambda one: one["progress_percent"],
}
LINKS = {
    "id": lambda one: one["id"],
    "url": lambda one: one["url"],
    "render": lambda one: one["render_id"],
    "views": lambda one: one["views"],
    "until": lambda one: moment(one["expires_at"]),
}


@render.command(FILE, help=texts.HELP["render_file"])
def file(
    edl: Annotated[Path, typer.Argument(help=HELP["edl"])],
    file_map: Annotated[Path, typer.Option("--map", help=HELP["map"])],
    out: Annotated[Path, typer.Option(help=HELP["out"])],
    aspect: Aspects = None,
    quality: Quality = "medium",
    codec: VideoCodec = "h264",
    hardware: Hardware = False,
    cache: Cache = None,
    json: Json = False,
) -> None:
    from beatstitch_ui.commands.make import Encoder, render
    from beatstitch_ui.commands.options import ratios_of

    encoder = Encoder(quality, codec, hardware)
    render(edl, file_map, out, encoder, ratios_of(aspect), cache=cache, machine=json)


@render.command(help=texts.HELP["render_start"])
def start(
    context: typer.Context,
    project: ProjectId,
    draft: Annotated[bool, typer.Option("--draft", help=texts.HELP["draft"])] = False,
    aspect: Aspects = None,
    quality: Annotated[QualityName | None, typer.Option(help=texts.HELP["render_quality"])] = None,
    codec: Annotated[CodecName | None, typer.Option(help=texts.HELP["render_codec"])] = None,
    wait: Wait = False,
    out: Annotated[Path | None, typer.Option(dir_okay=False, help=texts.HELP["render_out"])] = None,
    json: Json = False,
) -> None:
    from beatstitch_ui.commands.server.rendering import Order, order, tell_orders

    server = connected(context)
    request = Order("preview" if draft else "final", aspect or [], quality, codec)
    tell_orders(server, project, order(server, project, request), wait=wait, out=out, machine=json)


@render.command("list", help=texts.HELP["render_list"])
def list_of(context: typer.Context, project: ProjectId, json: Json = False) -> None:
    tell_all(connected(context).list(f"/projects/{project}/renders"), LISTED, machine=json)


@render.command(help=texts.HELP["render_show"])
def show(
    context: typer.Context,
    project: ProjectId,
    render_id: RenderId,
    wait: Wait = False,
    json: Json = False,
) -> None:
    from beatstitch_ui.commands.server.rendering import followed

    server = connected(context)
    if wait:
        followed(server, project, [render_id], machine=json)
    tell_one(server.ask("GET", f"/projects/{project}/renders/{render_id}"), FACTS, machine=json)


@render.command(help=texts.HELP["render_cancel"])
def cancel(context: typer.Context, project: ProjectId, render_id: RenderId, json: Json = False) -> None:
    found = connected(context).ask("POST", f"/projects/{project}/renders/{render_id}/cancel")
    tell_one(found, FACTS, machine=json)


@render.command(help=texts.HELP["render_retry"])
def retry(context: typer.Context, project: ProjectId, render_id: RenderId, json: Json = False) -> None:
    made = connected(context).ask("POST", f"/projects/{project}/renders/{render_id}/retry")
    tell(made, made["id"], machine=json)


@render.command(help=texts.HELP["render_delete"])
def delete(context: typer.Context, project: ProjectId, render_id: RenderId, json: Json = False) -> None:
    connected(context).ask("DELETE", f"/projects/{project}/renders/{render_id}")
    tell({"id": render_id}, texts.RENDER_DELETED, machine=json)


@render.command(help=texts.HELP["render_download"])
def download(
    context: typer.Context, project: ProjectId, render_id: RenderId, out: Out = None, json: Json = False
) -> None:
    video = f"/projects/{project}/renders/{render_id}/video?download=true"
    path = connected(context).download(video, out)
    tell({"out": str(path)}, str(path), machine=json)


@render.command(help=texts.HELP["render_share"])
def share(
    context: typer.Context,
    project: ProjectId,
    render_id: RenderId,
    days: Annotated[int, typer.Option(min=1, max=365, help=HELP["link_days"])] = 30,
    password: Annotated[bool, typer.Option("--password", help=HELP["share_password"])] = False,
    json: Json = False,
) -> None:
    from beatstitch_ui.commands.arguments import secret_of
    from beatstitch_ui.commands.integrations.texts import LINK_PASSWORD

    request = {"expires_days": days, "password": secret_of(LINK_PASSWORD) if password else None}
    made = connected(context).ask("POST", f"/projects/{project}/renders/{render_id}/shares", request)
    tell(made, made["url"], machine=json)


@render.command(help=texts.HELP["render_shares"])
def shares(context: typer.Context, project: ProjectId, json: Json = False) -> None:
    tell_all(connected(context).list(f"/projects/{project}/shares"), LINKS, machine=json)


@render.command(help=texts.HELP["render_unshare"])
def unshare(context: typer.Context, project: ProjectId, link: LinkId, json: Json = False) -> None:
    connected(context).ask("DELETE", f"/projects/{project}/shares/{link}")
    tell({"id": link}, texts.SHARE_ENDED, machine=json)


@render.command(help=texts.HELP["render_immich"])
def immich(
    context: typer.Context,
    project: ProjectId,
    render_id: RenderId,
    address: Annotated[str, typer.Argument(metavar="IMMICH", help=texts.HELP["immich"])],
    album: Annotated[str | None, typer.Option(help=texts.HELP["immich_album"])] = None,
    pictures_album: Annotated[
        bool, typer.Option("--pictures-album", help=texts.HELP["immich_pictures_album"])
    ] = False,
    json: Json = False,
) -> None:
    from beatstitch_ui.commands.arguments import secret_of
    from beatstitch_ui.commands.integrations.texts import IMMICH_KEY

    request = {"url": address, "api_key": secret_of(IMMICH_KEY)}
    into = {"album_name": album, "pictures_album": pictures_album}
    made = connected(context).ask("POST", f"/projects/{project}/renders/{render_id}/immich", request | into)
    tell(made, texts.SENDING.format(**made), machine=json)


@render.command(help=texts.HELP["render_sent"])
def sent(context: typer.Context, project: ProjectId, json: Json = False) -> None:
    tell_all(connected(context).list(f"/projects/{project}/sent-videos"), SENT, machine=json)
