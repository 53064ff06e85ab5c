"""The commands of `beatstitch` with their options. They import lazily, so that --help answers at once."""

import os
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from beatstitch_ui.commands import make_options as options
from beatstitch_ui.commands import texts
from beatstitch_ui.commands.accounts.app import tokens, users, webhooks
from beatstitch_ui.commands.arguments import (
    Adopt,
    Aspects,
    Cache,
    Data,
    FindsBeats,
    Hardware,
    Host,
    Json,
    Port,
    Quality,
    VideoCodec,
    set_for_this_run,
)
from beatstitch_ui.commands.integrations.app import drops, fetches, sends, shares
from beatstitch_ui.commands.recurring.app import recurring
from beatstitch_ui.commands.server.groups.media import media
from beatstitch_ui.commands.server.groups.projects import projects
from beatstitch_ui.commands.server.groups.render import render
from beatstitch_ui.commands.server.groups.song import song
from beatstitch_ui.commands.server.groups.timeline import timeline

DONE, FAILED, WRONG_USAGE, WARNED, INTERRUPTED = 0, 1, 2, 3, 130

app = typer.Typer(
    add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, help=texts.ABOUT
)
app.add_typer(users, name="user")
app.add_typer(tokens, name="token")
app.add_typer(webhooks, name="webhook")
app.add_typer(shares, name="share")
app.add_typer(drops, name="drop")
app.add_typer(fetches, name="fetch")
app.add_typer(sends, name="send")
app.add_typer(recurring, name="recurring")
app.add_typer(projects, name="project")
app.add_typer(media, name="media")
app.add_typer(song, name="song")
app.add_typer(timeline, name="timeline")
app.add_typer(render, name="render")

# Lets a file be called "-i.jpg".
ANY_NAME = {"ignore_unknown_options": True}


@app.callback(invoke_without_command=True)
def beatstitch(
    context: typer.Context, host: Host = None, port: Port = None, data: Data = None, adopt: Adopt = False
) -> None:
    set_for_this_run(host=host, port=port, data=data)
    if context.invoked_subcommand is None:
        _serve(adopt=adopt)
    context.obj = adopt


@app.command(help=texts.HELP["serve"])
def serve(
    context: typer.Context, host: Host = None, port: Port = None, data: Data = None, adopt: Adopt = False
) -> None:
    set_for_this_run(host=host, port=port, data=data)
    _serve(adopt=adopt or bool(context.obj))


@app.command(help=texts.HELP["make"])
def make(
    context: typer.Context,
    audio: options.Song,
    media: options.Pictures,
    out: options.Out,
    beats: options.Beats = None,
    analyzer: FindsBeats = "beatstitch",
    beats_per_cut: options.BeatsPerCut = None,
    pacing: options.Pacing = None,
    style: options.Style = None,
    title: options.FilmTitle = None,
    end: options.End = "song",
    transition: options.Transition = "cut",
    transition_ms: options.TransitionMs = 500,
    no_ken_burns: options.NoKenBurns = False,
    size: options.Size = "1920x1080",
    aspect: Aspects = None,
    fps: options.Fps = 30,
    ntsc: options.Ntsc = False,
    fit: options.Fit = None,
    panels: options.Panels = None,
    start: options.Start = 0.0,
    duration: options.Duration = None,
    fade_in: options.FadeIn = 0.0,
    length: options.Length = None,
    fade_out: options.FadeOut = None,
    picture_fade: options.PictureFade = None,
    loudness: options.Loudness = None,
    clip_volume: options.ClipVolume = 0,
    live: options.Live = "photo",
    quality: Quality = "medium",
    codec: VideoCodec = "h264",
    hardware: Hardware = False,
    cache: Cache = None,
    edl_out: options.EditOut = None,
    map_out: options.MapOut = None,
    json: Json = False,
) -> None:
    from beatstitch_ui.commands.make import Encoder, Order, make
    from beatstitch_ui.commands.make_settings import settings_of
    from beatstitch_ui.commands.options import ratios_of
    from core.standalone.make import MakeRequest

    settings = settings_of(context)
    duration_ms = None if duration is None else round(duration * 1000)
    request = MakeRequest(
        song=audio,
        media=media,
        settings=settings,
        start_ms=round(start * 1000),
        duration_ms=duration_ms,
        beats=beats,
        clip_volume=clip_volume / 100,
        live=live,
        title=title,
        analyzer=analyzer,
    )
    encoder = Encoder(quality, codec, hardware)
    make(Order(request, out, encoder, cache, edl_out, map_out, ratios_of(aspect)), machine=json)


@app.command(help=texts.HELP["beats"], context_settings=ANY_NAME)
def beats(
    audio: Annotated[Path | None, typer.Argument(help=texts.HELP["audio"])] = None,
    out: Annotated[Path | None, typer.Option(help=texts.HELP["beats_out"])] = None,
    list_file: Annotated[Path | None, typer.Option("--list", help=texts.HELP["list"])] = None,
    analyzer: FindsBeats = "beatstitch",
    json: Json = False,
) -> None:
    from beatstitch_ui.commands.beats import find_beats, find_beats_of_list

    if list_file is not None and audio is None and out is None:
        raise typer.Exit(DONE if find_beats_of_list(list_file, analyzer, machine=json) else FAILED)
    if audio is None or list_file is not None:
        raise typer.BadParameter(texts.BEATS_USAGE)
    find_beats(audio, out, analyzer, machine=json)


@app.command(help=texts.HELP["probe"], context_settings=ANY_NAME)
def probe(
    files: Annotated[list[Path], typer.Argument(help=texts.HELP["files"])],
    json: Json = False,
) -> None:
    from beatstitch_ui.commands.probe import probe_files

    probe_files(files, machine=json)


@app.command(help=texts.HELP["analyze"], context_settings=ANY_NAME)
def analyze(
    files: Annotated[list[Path], typer.Argument(help=texts.HELP["files"])],
    draw: Annotated[Path | None, typer.Option(help=texts.HELP["draw"])] = None,
    json: Json = False,
) -> None:
    from beatstitch_ui.commands.analyze import analyze_files

    if draw is not None and len(files) > 1:
        raise typer.BadParameter(texts.DRAW_ONE)
    raise typer.Exit(DONE if analyze_files(files, draw, machine=json) else FAILED)


@app.command(help=texts.HELP["doctor"])
def doctor(
    deep: Annotated[bool, typer.Option("--deep", help=texts.HELP["deep"])] = False,
    fix: Annotated[bool, typer.Option("--fix", help=texts.HELP["fix"])] = False,
    empty_trash: Annotated[bool, typer.Option("--empty-trash", help=texts.HELP["empty_trash"])] = False,
    json: Json = False,
) -> None:
    from beatstitch_ui.commands import doctor

    if empty_trash:
        doctor.empty()
        raise typer.Exit(DONE)
    if fix:
        doctor.fix()
    raise typer.Exit(
        {"ok": DONE, "warning": WARNED, "error": FAILED}[doctor.examine(deep=deep, machine=json)]
    )


@app.command(help=texts.HELP["export"])
def export(
    username: Annotated[str, typer.Argument(help=texts.HELP["name"])],
    project: Annotated[str, typer.Argument(help=texts.HELP["export_project"])],
    form: Annotated[
        Literal["otio", "otioz", "fcpxml", "cmx"], typer.Option("--format", help=texts.HELP["export_format"])
    ] = "otio",
    out: Annotated[Path | None, typer.Option(help=texts.HELP["export_out"])] = None,
    json: Json = False,
) -> None:
    from beatstitch_ui.commands.project_files import export

    export(username, project, form, out, machine=json)


@app.command(help=texts.HELP["archive"])
def archive(
    username: Annotated[str, typer.Argument(help=texts.HELP["name"])],
    project: Annotated[str, typer.Argument(help=texts.HELP["export_project"])],
    out: Annotated[Path | None, typer.Option(help=texts.HELP["export_out"])] = None,
    json: Json = False,
) -> None:
    from beatstitch_ui.commands.project_files import archive

    archive(username, project, out, machine=json)


@app.command("import", help=texts.HELP["import"])
def import_(
    username: Annotated[str, typer.Argument(help=texts.HELP["name"])],
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help=texts.HELP["archive_file"])],
    json: Json = False,
) -> None:
    from beatstitch_ui.commands.project_files import import_file

    import_file(username, file, machine=json)


@app.command(help=texts.HELP["work"])
def work(data: Data = None) -> None:
    set_for_this_run(data=data)
    os.execv(sys.executable, [sys.executable, "-P", "-m", "workers"])  # noqa: S606 - it becomes the worker


@app.command(help=texts.HELP["backup"])
def backup(
    target: Annotated[Path, typer.Argument(metavar="DEST", help=texts.HELP["backup_target"])],
    verify: Annotated[bool, typer.Option("--verify", help=texts.HELP["verify"])] = False,
) -> None:
    from beatstitch_ui.commands import backups

    if verify:
        raise typer.Exit(DONE if backups.verify(target) else FAILED)
    backups.back_up(target)


@app.command(help=texts.HELP["restore"])
def restore(
    source: Annotated[Path, typer.Argument(metavar="SRC", help=texts.HELP["backup_source"])],
    anyway: Annotated[bool, typer.Option("--anyway", help=texts.HELP["anyway"])] = False,
) -> None:
    from beatstitch_ui.commands.backups import restore

    restore(source, anyway=anyway)


def _serve(*, adopt: bool) -> None:
    from beatstitch_ui.serving.main import serve
    from core.settings import read_settings

    serve(read_settings(), adopt=adopt)
