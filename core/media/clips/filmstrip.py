"""Small pictures of a clip in a row, so that a timeline shows what plays where it plays."""

import threading
from math import ceil
from pathlib import Path

import ffmpeg
import structlog

from core.files import published_path
from core.sandbox.ffmpeg import FfmpegCancelledError, FfmpegError, run
from core.sandbox.limits import GIB, Limits

# Raised when the same clip would get other pictures than before.
FILMSTRIP_VERSION = 1
HEIGHT_PX = 120
SHORTEST_STEP_MS = 500
MOST_FRAMES = 120
LIMIT_S = 300.0
LIMITS = Limits(address_space_bytes=4 * GIB, file_size_bytes=GIB, nice=10)
# JPEG, ITU-T T.81: an image begins and ends with these markers, and none of them is within its data.
BEGIN, END = b"\xff\xd8", b"\xff\xd9"

log = structlog.get_logger(__name__)


def filmstrip_of(folder: Path, checksum: str) -> Path:
    """Return where the filmstrip of a clip lies: JPEGs, one after another; empty when it can't have one."""
    return folder / f"{checksum}-filmstrip-{FILMSTRIP_VERSION}.mjpeg"


def step_of(duration_ms: int) -> int:
    """Return how many ms of a clip lie between two frames of its filmstrip."""
    return max(SHORTEST_STEP_MS, ceil(duration_ms / MOST_FRAMES))


def write_filmstrip(
    proxy: Path, target: Path, duration_ms: int, *, cancelled: threading.Event | None = None
) -> None:
    """Write the filmstrip of a clip from its proxy: frame `n` is the first key frame at `n` steps or later.

    Only key frames are decoded, of which a proxy has one at least every half second. It stays empty when
    none can be. Raises FfmpegCancelledError.
    """
    with published_path(target) as part:
        _encode(proxy, part, duration_ms, cancelled)


def _encode(proxy: Path, target: Path, duration_ms: int, cancelled: threading.Event | None) -> None:
    step_s = step_of(duration_ms) / 1000
    frames = (
        ffmpeg.input(f"file:{proxy.absolute()}", f="mp4", skip_frame="nokey")["v:0"]
        .filter("select", f"gte(t,selected_n*{step_s})")
        .filter("scale", -2, HEIGHT_PX, in_color_matrix="bt709", out_color_matrix="bt601", out_range="pc")
        .output(
            f"file:{target.absolute()}",
            f="mjpeg",
            vcodec="mjpeg",
            pix_fmt="yuvj420p",
            fps_mode="passthrough",
            **{"q:v": 6, "frames:v": MOST_FRAMES},
        )
    )
    try:
        run(frames, time_limit_s=LIMIT_S, cancelled=cancelled, limits=LIMITS)
    except FfmpegCancelledError:
        raise
    except FfmpegError as error:
        log.warning("no filmstrip", proxy=proxy.name, reason=error.tail[-500:])
        target.write_bytes(b"")


def frame_in(filmstrip: bytes, number: int) -> bytes | None:
    """Return a frame of a filmstrip as a JPEG, the last one for numbers beyond; None where there is none."""
    frames = [BEGIN + one for one in filmstrip.split(BEGIN)[1:] if one.endswith(END)]
    return frames[min(number, len(frames) - 1)] if frames else None
