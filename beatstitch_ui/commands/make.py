"""`beatstitch make` and `beatstitch render`: the main job without a browser."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any

from beatstitch_ui.commands import texts
from beatstitch_ui.commands.report import Reporter, reporter
from beatstitch_ui.texts.left_out import reason
from core.edit.edl import EditDecisionList
from core.edit.framing.shapes import ratio_of
from core.errors import FolderUnusableError, OutputSuffixError
from core.media.local_files import check_file_name
from core.render.renderer import Rendered
from core.render.video.encoding import KINDS, even
from core.schemas import AspectRatio, Codec, ProjectSettings, QualityPreset, RenderSettings
from core.settings import settings
from core.standalone.collect import PassedOver
from core.standalone.edit_files import load_edit, save_edl, save_map
from core.standalone.make import (
    Edit,
    MakeRequest,
    StageProgress,
    Workdir,
    make_edit,
    refuse_to_overwrite,
    render_edit,
)
from core.standalone.shapes import in_shapes

LISTED = 20  # files that were left out; what comes after them is only counted
# The ways in which a file of each container may be named; players go by that.
ENDINGS = {"mp4": (".mp4", ".m4v", ".mov", ""), "mov": (".mov",)}


@dataclass(frozen=True)
class Encoder:
    """How the video is to be encoded."""

    quality: QualityPreset
    codec: Codec
    hardware: bool


@dataclass(frozen=True)
class Order:
    """Everything `make` was asked for on the command line."""

    request: MakeRequest
    out: Path
    encoder: Encoder
    cache: Path | None
    edl_out: Path | None
    map_out: Path | None
    aspects: Sequence[AspectRatio] = ()


def make(order: Order, *, machine: bool) -> None:
    """Plan and render a video from files."""
    with reporter(machine=machine) as news, _workdir(order.cache, news) as workdir:
        began_s = time.monotonic()
        _check_name(order.out, order.encoder.codec)
        _tell_odd_size(order.request.settings, news)
        edit = make_edit(order.request, workdir)
        films = in_shapes(edit, order.aspects, order.out, order.request.settings.fit)
        outs = [out for _, out in films]
        refuse_to_overwrite(edit, [*outs, order.edl_out, order.map_out], [order.request.beats])
        _tell_left_out(edit, news)
        if order.edl_out is not None:
            save_edl(edit, order.edl_out)
        if order.map_out is not None:
            save_map(edit, order.map_out)
        _render(films, order.encoder, workdir, news, began_s)


def render(
    edl: Path,
    file_map: Path,
    out: Path,
    encoder: Encoder,
    aspects: Sequence[AspectRatio] = (),
    *,
    cache: Path | None,
    machine: bool,
) -> None:
    """Render an edl.json whose files a map names."""
    with reporter(machine=machine) as news, _workdir(cache, news) as workdir:
        began_s = time.monotonic()
        _check_name(out, encoder.codec)
        edit = load_edit(edl, file_map, workdir)
        films = in_shapes(edit, aspects, out)
        refuse_to_overwrite(edit, [video for _, video in films], [edl, file_map])
        _render(films, encoder, workdir, news, began_s)


def _render(
    films: Sequence[tuple[Edit, Path]], encoder: Encoder, workdir: Workdir, news: Reporter, began_s: float
) -> None:
    """Render one edit in its shapes, one after the other, and tell what came of it."""
    made: list[tuple[Edit, Rendered]] = []
    for edit, out in films:
        wanted = _render_settings(edit.edl, encoder)
        made.append((edit, render_edit(edit, wanted, out, workdir, processes=settings().render_processes)))
    _tell_fallback(encoder, made[0][1], news)
    _tell(made, news, time.monotonic() - began_s)


def _tell_fallback(encoder: Encoder, rendered: Rendered, news: Reporter) -> None:
    if encoder.hardware and rendered.encoder == KINDS[encoder.codec].library:
        news.warn(texts.NO_HARDWARE.format(codec=encoder.codec))


def _tell_left_out(edit: Edit, news: Reporter) -> None:
    names = edit.names
    unwanted = [one for one in edit.left_out if one.is_unwanted]
    without_room = [names[one.asset_id] for one in edit.left_out if not one.is_unwanted]
    if without_room:
        news.note(texts.left_out(without_room, len(edit.brought) - len(unwanted), edit.all_fit_at))
    for one in unwanted[:LISTED]:
        why = reason(one.reason, one.instead and names[one.instead])
        news.note(texts.UNWANTED.format(file=names[one.asset_id], reason=why))
    if len(unwanted) > LISTED:
        news.note(texts.UNWANTED_MORE.format(count=len(unwanted) - LISTED))


def _tell_passed_over(passed: PassedOver, news: Reporter) -> None:
    if sentence := texts.passed_over(passed.sidecars, passed.raws, passed.live_photos):
        news.note(sentence)


def _tell(made: Sequence[tuple[Edit, Rendered]], news: Reporter, took_s: float) -> None:
    edit, rendered = made[0]
    facts: dict[str, Any] = {
        "out": str(rendered.path),
        "frames": rendered.frames,
        "spans": rendered.spans,
        "spans_drawn": rendered.spans_drawn,
        "file_size": rendered.file_size,
        "segments": len(edit.edl.segments),
        "pictures": len(edit.brought),
        "left_out": [edit.names[one.asset_id] for one in edit.left_out],
        "left_out_because": _reasons(edit),
        "duration_ms": edit.edl.total_duration_ms,
        "bpm": edit.edl.audio.bpm,
        "edl_hash": edit.edl.edl_hash,
        "content_hash": edit.content_hash,
        "seconds": round(took_s, 3),
    }
    if len(made) > 1:
        facts["videos"] = [_video(one, video) for one, video in made]
    news.result(facts, "\n".join(_made(one, video) for one, video in made))


def _video(edit: Edit, rendered: Rendered) -> dict[str, Any]:
    """Return what tells one of several videos from the others."""
    size = edit.edl.settings.output_width, edit.edl.settings.output_height
    return {
        "out": str(rendered.path),
        "aspect_ratio": ratio_of(size),
        "file_size": rendered.file_size,
        "content_hash": edit.content_hash,
    }


def _made(edit: Edit, rendered: Rendered) -> str:
    return texts.MADE.format(
        out=rendered.path,
        seconds=edit.edl.total_duration_ms / 1000,
        segments=len(edit.edl.segments),
        megabytes=rendered.file_size / 1e6,
    )


def _reasons(edit: Edit) -> list[dict[str, str | None]]:
    """Return which files the edit doesn't show, why, and the near-copy that it shows instead."""
    names = edit.names
    return [
        {"file": names[one.asset_id], "reason": one.reason, "instead": one.instead and names[one.instead]}
        for one in edit.left_out
    ]


def _render_settings(edl: EditDecisionList, encoder: Encoder) -> RenderSettings:
    size = edl.settings
    return RenderSettings(
        output_width=size.output_width,
        output_height=size.output_height,
        output_fps=size.output_fps,
        ntsc=size.ntsc,
        quality_preset=encoder.quality,
        codec=encoder.codec,
        hardware=encoder.hardware,
    )


def _check_name(out: Path, codec: Codec) -> None:
    """Raise OutputSuffixError when the name promises another container than the video is in.

    Raises FileNameUnreadableError when it is no text.
    """
    check_file_name(out)
    endings = ENDINGS[KINDS[codec].container]
    if out.suffix.lower() not in endings:
        raise OutputSuffixError(file=out.name, codec=codec, suffix=endings[0])


def _tell_odd_size(wanted: ProjectSettings, news: Reporter) -> None:
    width, height = wanted.output_width, wanted.output_height
    if (even(width), even(height)) != (width, height):
        news.warn(texts.SIZE_ROUNDED.format(width=even(width), height=even(height)))


def _require_writable(folder: Path) -> None:
    """Raise FolderUnusableError when nothing can be kept in `folder`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise FolderUnusableError(folder=str(folder), reason=error.strerror) from error


@contextmanager
def _workdir(cache: Path | None, news: Reporter) -> Iterator[Workdir]:
    """Give a working folder in the cache folder, or in one that vanishes afterwards."""

    def on_step(step: StageProgress) -> None:
        news.step(step.stage, step.done, step.total)

    def on_passed_over(passed: PassedOver) -> None:
        _tell_passed_over(passed, news)

    def on_damage(file: str, damaged_ms: int) -> None:
        news.warn(texts.SONG_DAMAGED.format(file=file, seconds=damaged_ms / 1000))

    def workdir(folder: Path) -> Workdir:
        return Workdir(
            folder,
            on_step,
            lambda refusal: news.warn(refusal.user_message),
            on_passed_over,
            on_damage,
            news.warn,
        )

    if cache is not None:
        _require_writable(cache)
        yield workdir(cache)
        return
    with TemporaryDirectory(prefix="beatstitch-") as folder:
        yield workdir(Path(folder))
