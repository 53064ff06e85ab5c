"""From a file on disk to what the planner and the renderer work with."""

import json
import threading
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from core.errors import FileDamagedError, NotAPictureError, ReadingCrashedError, ReadingTooSlowError
from core.files import part_path, publish, published_path, write_atomic
from core.hashing import file_checksum
from core.media.capture.capture_time import TO_THE_SECOND
from core.media.capture.name_time import with_name
from core.media.clips.blank_pictures import is_blank
from core.media.clips.clip_pass import derive_and_look
from core.media.derive import (
    Clip,
    Progress,
    clip_proxy,
    clip_thumbnail,
    mezzanine,
    mezzanine_size,
)
from core.media.facts import from_facts, to_facts
from core.media.info import MediaInfo, OriginalFile, Source, still_proxy_of
from core.media.looking import clip_file, kept_analysis, look_at
from core.media.made_files import base_of, facts_of, mezzanine_of, still_of
from core.media.probe import probe
from core.media.stills.thumbnails import STILL_PROXY_SIDE
from core.sandbox.worker_process import Child, ChildError, ChildTooSlowError
from core.vision.analyze import keep_analysis, remembered

THUMBNAIL_LIMIT_S = 60


@dataclass(frozen=True)
class PreparedMedia:
    """A photo or clip that can be planned with and drawn; `original` is the file as it was brought.

    `still_proxy` is where the proxy of a photo goes that has one, and `folder` where all is kept that is
    made of it.
    """

    info: MediaInfo
    source: Source
    original: Path
    name: str
    folder: Path
    still_proxy: Path | None = None


def prepare(
    file: OriginalFile,
    *,
    folder: Path,
    child: Child,
    looks: bool = True,
    tag: str = "",
    on_progress: Progress | None = None,
    cancelled: threading.Event | None = None,
) -> PreparedMedia:
    """Return what the renderer needs of a photo or clip, made in `folder` when missing.

    The file was let in by what looked at it first: as an upload, or by `check_local_file`.

    `folder` gets the normalised still of a photo that can't be drawn from its own file, the mezzanine
    of an HDR or wide-gamut clip, the facts of either and what is seen in it, under names made of the
    file's checksum; what is there already is used again. `child` may write the folder, or what
    `pictures_of` it become: their `part_path` with the same `tag`. What is seen in it is left to
    `derive_all` and `looked_at` unless it `looks`.
    Raises NotAPictureError for a song, and the MediaRefusedError that says why a file can't be used.
    """
    path, name = file.path, file.name
    checksum = file.checksum or file_checksum(path)
    folder.mkdir(parents=True, exist_ok=True)
    base = base_of(folder, checksum)
    info = _remembered(file, base, child) or _first_reading(file, base, child, tag)
    if info.kind == "audio":
        raise NotAPictureError(file=name)
    info = info.with_captured(with_name(info.captured, name, info.duration_ms))
    source = Source(
        asset_id=file.asset_id,
        checksum=checksum,
        media_type="image" if info.kind == "image" else "video",
        path=path.absolute(),
        display_width=info.display_width or 1,
        display_height=info.display_height or 1,
        duration_ms=info.duration_ms,
        fps=info.fps,
        rotation_deg=info.rotation_deg,
        mirrored=info.mirrored,
        name=name,
        sound_path=path.absolute() if info.kind == "video" and info.has_sound else None,
    )
    if info.kind == "image" and not info.drawn_as_brought:
        source = replace(source, path=still_of(base).absolute(), rotation_deg=0, mirrored=False)
    elif info.kind == "video" and info.primaries != "bt709":
        clip = Clip(path, info.reader, name, info)
        source = _as_mezzanine(source, clip, base, tag=tag, on_progress=on_progress, cancelled=cancelled)
    taken_at = info.taken_at if info.taken_certainty in TO_THE_SECOND else None
    clock = info.captured and info.captured.told_clock
    source = replace(source, taken_at=taken_at, camera=info.camera, clock=clock)
    proxy = still_proxy_of(still_of(base)) if _has_still_proxy(info) else None
    prepared = PreparedMedia(info, source, path, name, folder, proxy)
    return looked_at(prepared, child, cancelled=cancelled) if looks else prepared


def _has_still_proxy(info: MediaInfo) -> bool:
    """Tell whether previews draw something smaller than a photo.

    Browsers are given none of the files that were brought, so that those have one however small they are.
    """
    large = max(info.display_width or 0, info.display_height or 0) > STILL_PROXY_SIDE
    return info.kind == "image" and (large or info.drawn_as_brought)


def looked_at(
    prepared: PreparedMedia, child: Child, *, cancelled: threading.Event | None = None
) -> PreparedMedia:
    """Return a photo or clip with what is seen in it; raises ReadingCrashedError when it was cancelled."""
    if prepared.source.analysis is not None:
        return prepared
    seen = look_at(prepared.source, prepared.info.reader, prepared.folder, child, cancelled=cancelled)
    return replace(prepared, source=replace(prepared.source, analysis=seen))


def derive_all(
    prepared: PreparedMedia,
    *,
    thumbnail: Path,
    proxy: Path,
    child: Child,
    tag: str = "",
    on_progress: Progress | None = None,
    cancelled: threading.Event | None = None,
) -> PreparedMedia:
    """Write the thumbnail of a photo or clip, and its proxy, where they are missing.

    That of a photo goes to its `still_proxy`; `tag` is that of `prepare`. A clip that nobody looked at is
    looked at meanwhile, and returned with what was seen. Raises a MediaRefusedError, or
    FfmpegCancelledError.
    """
    if prepared.info.kind == "image":
        _derive_still(prepared, thumbnail, child, tag)
        return prepared
    clip = _drawn_clip(prepared)
    if not (thumbnail.exists() or proxy.exists() or is_seen(prepared)):
        # One that can't be had this way shows by itself what is wrong with it.
        with suppress(FileDamagedError, ReadingTooSlowError):
            prepared = _at_once(
                prepared, clip, thumbnail, proxy, child, on_progress=on_progress, cancelled=cancelled
            )
    _make(thumbnail, lambda part: clip_thumbnail(clip, part, cancelled=cancelled))
    _make(proxy, lambda part: clip_proxy(clip, part, on_progress=on_progress, cancelled=cancelled))
    return prepared


def is_seen(prepared: PreparedMedia) -> bool:
    """Tell whether it is known what is seen in a photo or clip, from looking at the same file before."""
    known = prepared.source.analysis or remembered(kept_analysis(prepared.source, prepared.folder))
    return known is not None


def _at_once(
    prepared: PreparedMedia,
    clip: Clip,
    thumbnail: Path,
    proxy: Path,
    child: Child,
    *,
    on_progress: Progress | None,
    cancelled: threading.Event | None,
) -> PreparedMedia:
    """Write thumbnail and proxy of a clip and look at it by one decoding; what fails is left out."""
    file = clip_file(prepared.source, prepared.info.reader)
    with published_path(proxy) as proxy_part, ExitStack() as left:
        thumbnail_part = part_path(thumbnail)
        left.callback(thumbnail_part.unlink, missing_ok=True)
        seen = derive_and_look(
            clip, file, thumbnail_part, proxy_part, child, on_progress=on_progress, cancelled=cancelled
        )
        if not is_blank(thumbnail_part, cancelled=cancelled):
            publish(thumbnail_part, thumbnail)
    if seen is None:
        return prepared
    keep_analysis(seen, kept_analysis(prepared.source, prepared.folder))
    return replace(prepared, source=replace(prepared.source, analysis=seen))


def _first_reading(file: OriginalFile, base: Path, child: Child, tag: str) -> MediaInfo:
    still = part_path(still_of(base), tag)
    try:
        info = probe(file.path, child=child, name=file.name, still=still)
        if info.kind == "image" and not info.drawn_as_brought:
            publish(still, still_of(base))
    finally:
        still.unlink(missing_ok=True)
    write_atomic(facts_of(base), json.dumps(to_facts(info)).encode())
    return info


def _remembered(file: OriginalFile, base: Path, child: Child) -> MediaInfo | None:
    """Return the facts found earlier, if they and the still that belongs to them are there.

    Earlier versions kept no places: that of the file is added, and what is drawn stays as it was.
    """
    try:
        facts = json.loads(facts_of(base).read_bytes())
        info = from_facts(facts)
    except (OSError, ValueError, TypeError, KeyError):
        return None
    drawn_by_still = info.kind == "image" and not info.drawn_as_brought
    if not info.reader or (drawn_by_still and not still_of(base).exists()):
        return None
    if info.kind == "audio" or "latitude" in facts:
        return info
    read = probe(file.path, child=child, name=file.name)
    info = replace(info, latitude=read.latitude, longitude=read.longitude)
    write_atomic(facts_of(base), json.dumps(to_facts(info)).encode())
    return info


def _as_mezzanine(
    source: Source,
    clip: Clip,
    base: Path,
    *,
    tag: str,
    on_progress: Progress | None,
    cancelled: threading.Event | None,
) -> Source:
    target = mezzanine_of(base)
    _make(target, lambda part: mezzanine(clip, part, on_progress=on_progress, cancelled=cancelled), tag)
    width, height = mezzanine_size(clip.info)
    return replace(
        source,
        path=target.absolute(),
        display_width=width,
        display_height=height,
        rotation_deg=0,
        mirrored=False,
        form="mezzanine",
    )


def _drawn_clip(prepared: PreparedMedia) -> Clip:
    """Return the file that is drawn: the mezzanine, once there is one, with its own facts."""
    if prepared.source.form != "mezzanine":
        return Clip(prepared.original, prepared.info.reader, prepared.name, prepared.info)
    upright = replace(
        prepared.info,
        transfer="sdr",
        primaries="bt709",
        colour_matrix="bt709",
        video_stream=0,
        interlaced=False,
        rotation_deg=0,
        decoder=None,
    )
    return Clip(prepared.source.path, "mov", prepared.name, upright)


def _derive_still(prepared: PreparedMedia, thumbnail: Path, child: Child, tag: str) -> None:
    """Write the small pictures of a photo that are missing, all at once."""
    targets = (prepared.still_proxy, thumbnail)
    wanted = [target if target and not target.exists() else None for target in targets]
    if any(wanted):
        with ExitStack() as parts:
            opened = [
                parts.enter_context(published_path(target, tag)) if target else None for target in wanted
            ]
            _write_small(prepared, opened, child)


def _write_small(prepared: PreparedMedia, targets: Sequence[Path | None], child: Child) -> None:
    source = prepared.source
    written = [target and str(target.absolute()) for target in targets]
    arguments = (str(source.path), (source.rotation_deg, source.mirrored), *written)
    try:
        child.call("core.media.stills.thumbnails:write_small", *arguments, timeout_s=THUMBNAIL_LIMIT_S)
    except ChildTooSlowError as error:
        raise ReadingTooSlowError(file=prepared.name, seconds=THUMBNAIL_LIMIT_S) from error
    except ChildError as error:
        raise ReadingCrashedError(file=prepared.name) from error


def _make(target: Path, work: Callable[[Path], None], tag: str = "") -> None:
    if not target.exists():
        with published_path(target, tag) as part:
            work(part)
