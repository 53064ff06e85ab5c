"""`beatstitch song`: the song of a project on a running BeatStitch, and its beats."""

from pathlib import Path
from typing import Annotated

import typer

from beatstitch_ui.commands.arguments import FindsBeats
from beatstitch_ui.commands.server import texts
from beatstitch_ui.commands.server.connecting import (
    Json,
    Operation,
    ProjectId,
    Wait,
    connected,
    server_group,
)
from beatstitch_ui.commands.server.printing import Answer, clock, tell, tell_one
from beatstitch_ui.commands.texts import HELP

song = server_group("song")
FACTS = {
    "id": lambda one: one["id"],
    "name": lambda one: one["original_filename"],
    "length": lambda one: clock(one["duration_ms"]),
    "beats": lambda one: one["beat_count"],
    "BPM": lambda one: one["bpm"] and f"{one['bpm']:.1f}",
    "status": lambda one: one["analysis_error"] or one["analysis_status"],
}


@song.command(help=texts.HELP["song_add"])
def add(
    context: typer.Context,
    project: ProjectId,
    file: Annotated[Path, typer.Argument(help=texts.HELP["song_file"])],
    wait: Wait = False,
    json: Json = False,
) -> None:
    from beatstitch_ui.commands.server.bringing import add_song

    tell_one(add_song(connected(context), project, file, wait=wait), FACTS, machine=json)


@song.command(help=texts.HELP["song_show"])
def show(context: typer.Context, project: ProjectId, json: Json = False) -> None:
    tell_one(connected(context).ask("GET", f"/projects/{project}/audio"), FACTS, machine=json)


@song.command(help=texts.HELP["song_remove"])
def remove(context: typer.Context, project: ProjectId, json: Json = False) -> None:
    connected(context).ask("DELETE", f"/projects/{project}/audio")
    tell({"project_id": project}, texts.SONG_REMOVED, machine=json)


@song.command(help=texts.HELP["song_analyse"])
def analyse(
    context: typer.Context,
    project: ProjectId,
    analyzer: FindsBeats = "beatstitch",
    wait: Wait = False,
    json: Json = False,
) -> None:
    from beatstitch_ui.commands.server.waiting import wait_for_song

    server = connected(context)
    found = server.ask("POST", f"/projects/{project}/audio/analyse", analyzer=analyzer)
    tell_one(wait_for_song(server, project) if wait else found, FACTS, machine=json)


@song.command(help=texts.HELP["song_beats"])
def beats(
    context: typer.Context,
    project: ProjectId,
    out: Annotated[Path | None, typer.Option(dir_okay=False, help=HELP["beats_out"])] = None,
    json: Json = False,
) -> None:
    server = connected(context)
    if out is not None:
        path = server.download(f"/projects/{project}/exports/beats.json", out)
        tell({"out": str(path)}, str(path), machine=json)
    else:
        _tell_beats(server.ask("GET", f"/projects/{project}/beats"), machine=json)


@song.command(help=texts.HELP["song_correct"])
def correct(context: typer.Context, project: ProjectId, operation: Operation, json: Json = False) -> None:
    from beatstitch_ui.commands.server.values import operation_of

    request = operation_of(operation)
    _tell_beats(
        connected(context).ask("POST", f"/projects/{project}/beats/operations", request), machine=json
    )


@song.command(help=texts.HELP["song_undo"])
def undo(context: typer.Context, project: ProjectId, json: Json = False) -> None:
    _tell_beats(connected(context).ask("POST", f"/projects/{project}/beats/undo"), machine=json)


@song.command(help=texts.HELP["song_redo"])
def redo(context: typer.Context, project: ProjectId, json: Json = False) -> None:
    _tell_beats(connected(context).ask("POST", f"/projects/{project}/beats/redo"), machine=json)


def _tell_beats(grid: Answer, *, machine: bool) -> None:
    tell(grid, texts.BEATS.format(beats=len(grid["beats"]), bpm=grid["bpm"]), machine=machine)
