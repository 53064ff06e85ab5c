"""`beatstitch timeline`: the edit of a project on a running BeatStitch."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from beatstitch_ui.commands.server import texts
from beatstitch_ui.commands.server.connecting import (
    Changes,
    Json,
    Operation,
    ProjectId,
    connected,
    server_group,
)
from beatstitch_ui.commands.server.printing import Answer, clock, tell, tell_all, tell_machine
from beatstitch_ui.commands.texts import HELP

timeline = server_group("timeline")
Start = Annotated[float | None, typer.Option(min=0, help=texts.HELP["start"])]
Duration = Annotated[float | None, typer.Option(min=0.1, help=texts.HELP["duration"])]
Form = Annotated[
    Literal["otio", "otioz", "fcpxml", "cmx", "edl.json"],
    typer.Option("--format", help=HELP["export_format"]),
]
Out = Annotated[Path | None, typer.Option(dir_okay=False, help=texts.HELP["out"])]
SEGMENTS = {
    "cut": lambda one: one["index"],
    "at": lambda one: f"{one['timeline_in_ms'] / 1000:.3f}",
    "length": lambda one: f"{(one['timeline_out_ms'] - one['timeline_in_ms']) / 1000:.3f}",
    "shows": lambda one: one["media_asset_id"],
}


@timeline.command(help=texts.HELP["timeline_generate"])
def generate(
    context: typer.Context,
    project: ProjectId,
    changes: Changes = None,
    start: Start = None,
    duration: Duration = None,
    json: Json = False,
) -> None:
    from beatstitch_ui.commands.server.values import milliseconds, settings_of

    request = {
        "settings": settings_of(changes or ()) or None,
        "start_ms": milliseconds(start),
        "duration_ms": milliseconds(duration),
    }
    said = {name: value for name, value in request.items() if value is not None}
    _tell(connected(context).ask("POST", f"/projects/{project}/timeline/generate", said), machine=json)


@timeline.command(help=texts.HELP["timeline_show"])
def show(context: typer.Context, project: ProjectId, json: Json = False) -> None:
    found = connected(context).ask("GET", f"/projects/{project}/timeline")
    if json:
        tell_machine(found)
    else:
        tell_all(found["segments"], SEGMENTS, machine=False)


@timeline.command(help=texts.HELP["timeline_edit"])
def edit(context: typer.Context, project: ProjectId, operation: Operation, json: Json = False) -> None:
    from beatstitch_ui.commands.server.values import operation_of

    request = operation_of(operation)
    _tell(connected(context).ask("POST", f"/projects/{project}/timeline/operations", request), machine=json)


@timeline.command(help=texts.HELP["timeline_undo"])
def undo(context: typer.Context, project: ProjectId, json: Json = False) -> None:
    _tell(connected(context).ask("POST", f"/projects/{project}/timeline/undo"), machine=json)


@timeline.command(help=texts.HELP["timeline_redo"])
def redo(context: typer.Context, project: ProjectId, json: Json = False) -> None:
    _tell(connected(context).ask("POST", f"/projects/{project}/timeline/redo"), machine=json)


@timeline.command(help=texts.HELP["timeline_export"])
def export(
    context: typer.Context, project: ProjectId, form: Form = "otio", out: Out = None, json: Json = False
) -> None:
    path = connected(context).download(f"/projects/{project}/exports/{form}", out)
    tell({"out": str(path)}, str(path), machine=json)


def _tell(edit: Answer, *, machine: bool) -> None:
    length = clock(edit["total_duration_ms"])
    told = texts.PLANNED.format(segments=edit["segment_count"], length=length, revision=edit["revision"])
    tell(edit, told, machine=machine)
