"""Makes what the browser and the renderer work with instead of an upload: thumbnail, proxy, mezzanine."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import ffmpeg

from core.errors import FileDamagedError, ReadingTooSlowError
from core.media.clips.blank_pictures import is_blank
from core.media.clips.clip_luts import in_srgb
from core.media.containers import guards
from core.media.geometry import fitted
from core.media.info import MediaInfo
from core.media.stills.thumbnails import THUMBNAIL_SIDE
from core.sandbox.ffmpeg import FfmpegCancelledError, FfmpegError, FfmpegTooSlowError, run
from core.sandbox.limits import GIB, Limits
from core.vision.clips.chosen_frames import ChosenFrames
from core.vision.clips.hand_over import CONTAINER, Filters, during, passing, sample

PROXY_SIZE = (640, 360)
LATER = (1 / 4, 1 / 2, 3 / 4)  # of a clip: where it may show something if it does not at first
PROXY_GOP_FRAMES = 12
MEZZANINE_SIDE = 3840
DERIVE_LIMITS = Limits(address_space_bytes=8 * GIB, file_size_bytes=64 * GIB, nice=10)
SHORTEST_LIMIT_S = 60
SECONDS_PER_SECOND = (
    120  # 4K HDR takes some 10 s of processor time per second of clip, on a busy machine longer
)

Progress = Callable[[float], None]


@dataclass(frozen=True)
class Clip:
    """A clip that probing accepted; `name` is what its owner calls it."""

    path: Path
    reader: str
    name: str
    info: MediaInfo


def clip_thumbnail(clip: Clip, thumbnail: Path, *, cancelled: threading.Event | None = None) -> None:
    """Write a thumbnail of a clip: the frame a second in, sooner in a short clip, later where that is blank.

    Raises FileDamagedError, ReadingTooSlowError, FfmpegCancelledError.
    """
    length_s, blank = (clip.info.duration_ms or 0) / 1000, b""
    for at_s in (min(1.0, length_s / 3), *(share * length_s for share in LATER), 0):
        _encode(_thumbnail(_shown(clip, ss=at_s), thumbnail, clip.info), clip, None, cancelled)
        if not is_blank(thumbnail, cancelled=cancelled):
            return
        blank = blank or thumbnail.read_bytes()
    if not blank:
        raise FileDamagedError(file=clip.name, reason="no frame of it can be decoded")
    thumbnail.write_bytes(blank)


def clip_proxy(
    clip: Clip, proxy: Path, *, on_progress: Progress | None = None, cancelled: threading.Event | None = None
) -> None:
    """Write a small upright soundless mp4 whose frames have the times of the clip's frames.

    It fits in 640x360 and begins a group of pictures every 12 frames, so that any moment is found
    quickly. Raises what `clip_thumbnail` raises.
    """
    picture = _proxy_picture(_shown(clip), clip.info)
    _encode(_proxy(picture, proxy, clip.info), clip, on_progress, cancelled)


def clip_at_once(
    clip: Clip,
    thumbnail: Path,
    proxy: Path,
    chosen: ChosenFrames,
    frames: int,
    *,
    on_progress: Progress | None = None,
    cancelled: threading.Event | None = None,
) -> None:
    """Write what `clip_thumbnail` and `clip_proxy` write, and hand chosen frames over, by one decoding.

    `frames` is a pipe; see `core.vision.clips.handed_frames`. The thumbnail stays empty when the clip
    ends before it, and may be blank. Raises what `clip_thumbnail` raises.
    """
    info, at_s = clip.info, min(1.0, (clip.info.duration_ms or 0) / 3000)
    stored = _stored(clip).split()
    decoded = _cleaned(stored[0], info).split()
    picture = _proxy_picture(decoded[0], info)
    first = decoded[1].filter("select", f"isnan(prev_selected_t)*gte(t,{at_s})")
    seen = stored[1].filter("setpts", "PTS-STARTPTS").split()
    sampled = [(time_s, time_s) for time_s in map(chosen.time_s, chosen.sampled)]
    size = _display(info)
    handed = ffmpeg.output(
        _filtered(seen[0].filter("select", during(chosen.stretches())), passing(*size)),
        _filtered(seen[1].filter("select", during(sampled)), sample(*size)),
        "pipe:1",
        f=CONTAINER,
        vcodec="rawvideo",
        fps_mode="passthrough",
        **_time_base(info),
    )
    outputs = ffmpeg.merge_outputs(_proxy(picture, proxy, info), _thumbnail(first, thumbnail, info), handed)
    _encode(outputs, clip, on_progress, cancelled, stdout=frames)


def mezzanine(
    clip: Clip, target: Path, *, on_progress: Progress | None = None, cancelled: threading.Event | None = None
) -> None:
    """Write an upright 8-bit BT.709 mp4 of an HDR or wide-gamut clip, with the clip's frame times.

    Its longer side is at most 3840 pixels. Raises what `clip_thumbnail` raises.
    """
    size, matrix = mezzanine_size(clip.info), clip.info.colour_matrix
    with TemporaryDirectory() as tables:
        rgb = (
            _shown(clip)
            .filter("scale", *size, flags="bicubic", in_color_matrix=matrix)
            .filter("setsar", 1)
            .filter("format", "gbrp16le")
        )
        picture = (
            in_srgb(rgb, clip.info, Path(tables))
            .filter("scale", out_color_matrix="bt709", out_range="tv")
            .filter("format", "yuv420p")
        )
        whole = _mp4(picture, target, clip.info, crf=14, gop_frames=24)
        _encode(whole, clip, on_progress, cancelled, read=[Path(tables)])


def mezzanine_size(info: MediaInfo) -> tuple[int, int]:
    """Return width and height of the mezzanine of a clip, both even."""
    return fitted(*_display(info), MEZZANINE_SIDE, MEZZANINE_SIDE, step=2)


def _shown(clip: Clip, **options: Any) -> Any:
    """Return the shown stream of an upload, without interlacing, over black where it is transparent."""
    return _cleaned(_stored(clip, **options), clip.info)


def _stored(clip: Clip, **options: Any) -> Any:
    """Return the shown stream of an upload as its frames are stored.

    ffmpeg turns it upright, and may open nothing but this one file.
    """
    guarded = guards(clip.reader)
    del guarded["protocol_whitelist"]  # core.sandbox.ffmpeg gives it to every input
    if clip.info.decoder is not None:
        guarded[f"c:{clip.info.video_stream}"] = clip.info.decoder
    source = ffmpeg.input(_file(clip.path), f=clip.reader, **guarded, **options)
    return source[str(clip.info.video_stream)]


def _cleaned(picture: Any, info: MediaInfo) -> Any:
    if info.interlaced:
        picture = picture.filter("bwdif", mode="send_frame", deint="interlaced")
    if info.has_alpha:
        rgb = picture.filter("scale", in_color_matrix=info.colour_matrix).filter("format", "gbrap")
        picture = rgb.filter("premultiply", inplace=1)
    return picture


def _filtered(picture: Any, filters: Filters) -> Any:
    for name, options in filters:
        picture = picture.filter(name, **options)
    return picture


def _scaled(
    picture: Any,
    info: MediaInfo,
    size: tuple[int, int],
    *,
    matrix: str,
    levels: str,
    flags: str = "bicubic+accurate_rnd",
) -> Any:
    """Return the picture in square pixels of `size`, in the colours that its form is read with."""
    colours = {"in_color_matrix": info.colour_matrix, "out_color_matrix": matrix, "out_range": levels}
    return picture.filter("scale", *size, flags=flags, **colours).filter("setsar", 1)


def _thumbnail(picture: Any, target: Path, info: MediaInfo) -> Any:
    """Return the output that is the first frame as a JPEG."""
    size = fitted(*_display(info), THUMBNAIL_SIDE, THUMBNAIL_SIDE)
    return _scaled(picture, info, size, matrix="bt601", levels="pc").output(
        _file(target), f="mjpeg", vcodec="mjpeg", pix_fmt="yuvj420p", **{"frames:v": 1, "q:v": 4}
    )


def _proxy_picture(picture: Any, info: MediaInfo) -> Any:
    size = fitted(*_display(info), *PROXY_SIZE, step=2)
    return _scaled(picture, info, size, matrix="bt709", levels="tv")


def _proxy(picture: Any, target: Path, info: MediaInfo) -> Any:
    return _mp4(picture, target, info, crf=24, gop_frames=PROXY_GOP_FRAMES)


def _time_base(info: MediaInfo) -> dict[str, str]:
    """Return the option by which frames keep the very times that they have in the clip."""
    return {"enc_time_base": (info.time_base or "1/90000").replace("/", ":")}


def _mp4(picture: Any, target: Path, info: MediaInfo, *, crf: int, gop_frames: int) -> Any:
    """Return the output that keeps every frame, each at its own time after the first, which is at zero."""
    return _tagged(picture).output(
        _file(target),
        f="mp4",
        vcodec="libx264",
        preset="veryfast",
        crf=crf,
        pix_fmt="yuv420p",
        g=gop_frames,
        bf=0,
        sc_threshold=0,
        fps_mode="passthrough",
        **_time_base(info),
        colorspace="bt709",
        color_primaries="bt709",
        color_trc="bt709",
        color_range="tv",
        avoid_negative_ts="make_zero",
        movflags="+faststart",
        map_metadata=-1,
    )


def _tagged(picture: Any) -> Any:
    """Return the picture with frames that say BT.709: newer encoders believe them before their options."""
    bt709 = {"colorspace": "bt709", "color_primaries": "bt709", "color_trc": "bt709"}
    return picture.filter("setparams", range="tv", **bt709)


def time_limit_s(info: MediaInfo) -> float:
    """Return how long it may take to make something of a clip."""
    return SHORTEST_LIMIT_S + SECONDS_PER_SECOND * (info.duration_ms or 0) / 1000


def _encode(
    output: Any,
    clip: Clip,
    on_progress: Progress | None,
    cancelled: threading.Event | None,
    *,
    read: Sequence[Path] = (),
    stdout: int | None = None,
) -> None:
    limit_s = time_limit_s(clip.info)
    try:
        run(
            output,
            time_limit_s=limit_s,
            on_progress=on_progress,
            cancelled=cancelled,
            limits=DERIVE_LIMITS,
            read=read,
            stdout=stdout,
        )
    except FfmpegTooSlowError as error:
        raise ReadingTooSlowError(file=clip.name, seconds=limit_s) from error
    except FfmpegCancelledError:
        raise
    except FfmpegError as error:
        raise FileDamagedError(file=clip.name, reason="its picture can't be decoded") from error


def _display(info: MediaInfo) -> tuple[int, int]:
    return info.display_width or 1, info.display_height or 1


def _file(path: Path) -> str:
    return f"file:{path.absolute()}"
