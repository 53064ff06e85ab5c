"""Finds ffmpeg and runs it: with progress, a time limit, cancellation and nothing left behind."""

import contextlib
import os
import re
import selectors
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import IO, Any

import ffmpeg as graphs
import imageio_ffmpeg

from core.errors import FfmpegMissingError
from core.sandbox.launch import clean_environment, kill_group, limited, start
from core.sandbox.limits import GIB, Limits
from core.sandbox.permissions import Permissions
from core.settings import settings

OLDEST_LIBAVUTIL = (57, 28)  # the one of ffmpeg 5.1; builds from git carry no other number
NEEDED = {"-encoders": ("libx264", "aac"), "-filters": ("lut3d", "bwdif", "ebur128", "alimiter")}
TAIL_BYTES = 8192
POLL_S = 0.1
FFMPEG_LIMITS = Limits(address_space_bytes=6 * GIB)


class FfmpegError(Exception):
    """ffmpeg ended badly; `tail` is the end of what it said on stderr."""

    def __init__(self, tail: str = "") -> None:
        self.tail = tail
        super().__init__(tail)


class FfmpegTooSlowError(FfmpegError):
    """ffmpeg was killed because its time was up."""


class FfmpegCancelledError(FfmpegError):
    """ffmpeg was killed because its work is no longer wanted."""


@lru_cache(maxsize=1)
def find_ffmpeg() -> Path:
    """Return the ffmpeg to use: the configured, else the system's if good enough, else the bundled.

    Raises FfmpegMissingError when none can do what BeatStitch needs.
    """
    configured = settings().ffmpeg
    candidates = [configured] if configured else [shutil.which("ffmpeg"), _bundled()]
    lacks = "none is installed"
    for candidate in candidates:
        if candidate is not None:
            lack = what_it_lacks(Path(candidate))
            if lack is None:
                return Path(candidate)
            lacks = f"{candidate} {lack}"
    raise FfmpegMissingError(reason=lacks)


def _bundled() -> str | None:
    try:
        return imageio_ffmpeg.get_ffmpeg_exe()
    except RuntimeError:
        return None


def what_it_lacks(binary: Path) -> str | None:
    """Return why this ffmpeg can't be used, or None if it can."""
    try:
        lists = {option: _ask(binary, option) for option in NEEDED}
    except (OSError, subprocess.SubprocessError):
        return "does not run"
    version = re.search(r"libavutil\s+(\d+)\.\s*(\d+)", lists["-encoders"])
    if version is None or tuple(map(int, version.groups())) < OLDEST_LIBAVUTIL:
        return "is older than version 5.1"
    missing = [
        name
        for option, names in NEEDED.items()
        for name in names
        if not re.search(rf"^\s*\S+\s+{name}\s", lists[option], re.MULTILINE)
    ]
    return f"has no {', '.join(missing)}" if missing else None


def _ask(binary: Path, question: str) -> str:
    """Return the answer, below the versions of the libraries; asked as confined as all work is done."""
    command = limited([str(binary.absolute()), question], FFMPEG_LIMITS)
    asked = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=20, check=True)
    return asked.stdout.decode(errors="replace")


def run(
    spec: Any,
    *,
    time_limit_s: float,
    on_progress: Callable[[float], None] | None = None,
    cancelled: threading.Event | None = None,
    limits: Limits = FFMPEG_LIMITS,
    read: Sequence[Path] = (),
    stdin: IO[bytes] | int = subprocess.DEVNULL,
    stdout: IO[bytes] | int | None = None,
) -> None:
    """Run one ffmpeg to its end, in the calling thread.

    `spec` is an output node of ffmpeg-python or a list of arguments. Inputs and outputs must be named
    "file:" + absolute path (or "pipe:"); nothing else is opened, besides what `read` names for
    filters, and outputs exist, empty, from the beginning. `on_progress` is told how many seconds of
    output are written. Raises FfmpegTooSlowError, FfmpegCancelledError or
    FfmpegError; whatever ends the run early, the whole process group is killed first.
    """
    deadline_s = time.monotonic() + time_limit_s
    progress_read, progress_write = os.pipe()
    command = _command(spec, progress_write)
    try:
        process = start(
            limited(command, limits, _permissions(command, read)),
            stdin=stdin,
            stdout=subprocess.DEVNULL if stdout is None else stdout,
            stderr=subprocess.PIPE,
            pass_fds=(progress_write,),
            env=clean_environment(),
        )
    except BaseException:
        os.close(progress_read)
        raise
    finally:
        os.close(progress_write)
    try:
        with os.fdopen(progress_read, "rb", buffering=0) as progress:
            tail = _follow(process, progress, deadline_s, on_progress, cancelled)
    finally:
        kill_group(process)
        _pipe(process.stderr).close()
    if process.returncode != 0:
        raise FfmpegError(tail)


def _command(spec: Any, progress_fd: int) -> list[str]:
    arguments = [str(a) for a in spec] if isinstance(spec, Sequence) else graphs.get_args(spec)
    guarded: list[str] = []
    for argument in arguments:
        if argument == "-i":
            guarded += ["-protocol_whitelist", "file,pipe"]
        guarded.append(argument)
    own = ["-nostdin", "-hide_banner", "-loglevel", "warning", "-y"]
    return [str(find_ffmpeg()), *own, "-progress", f"pipe:{progress_fd}", *guarded]


def _permissions(command: Sequence[str], read: Sequence[Path]) -> Permissions:
    """Permit the files that are named; outputs are made here, so that their folder need not be writable."""
    named = [
        (before == "-i", Path(word.removeprefix("file:")))
        for before, word in pairwise(command)
        if word.startswith(("file:", "/"))
    ]
    outputs = [path for is_input, path in named if not is_input]
    for output in outputs:
        with contextlib.suppress(OSError):  # ffmpeg says better what is wrong with it
            os.close(os.open(output, os.O_CREAT | os.O_WRONLY, 0o600))
    return Permissions([*read, *(path for is_input, path in named if is_input)], outputs)


def _follow(
    process: subprocess.Popen[bytes],
    progress: IO[bytes],
    deadline_s: float,
    on_progress: Callable[[float], None] | None,
    cancelled: threading.Event | None,
) -> str:
    """Drain both pipes until the process ends; return the end of its stderr."""
    tail, line = b"", b""
    with selectors.DefaultSelector() as selector:
        selector.register(progress, selectors.EVENT_READ)
        selector.register(_pipe(process.stderr), selectors.EVENT_READ)
        while selector.get_map() or process.poll() is None:
            _stop_if_due(deadline_s, cancelled, tail)
            for key, _ in selector.select(POLL_S) if selector.get_map() else _pause(process):
                data = os.read(key.fd, 65536)
                if not data:
                    selector.unregister(key.fileobj)
                elif key.fileobj is progress:
                    line = _report(line + data, on_progress)
                else:
                    tail = (tail + data)[-TAIL_BYTES:]
    return tail.decode(errors="replace").strip()


def _pause(process: subprocess.Popen[bytes]) -> tuple[()]:
    try:
        process.wait(POLL_S)
    except subprocess.TimeoutExpired:
        return ()
    return ()


def _stop_if_due(deadline_s: float, cancelled: threading.Event | None, tail: bytes) -> None:
    if cancelled is not None and cancelled.is_set():
        raise FfmpegCancelledError(tail.decode(errors="replace"))
    if time.monotonic() > deadline_s:
        raise FfmpegTooSlowError(tail.decode(errors="replace"))


def _report(data: bytes, on_progress: Callable[[float], None] | None) -> bytes:
    """Tell the newest position found in `data`; return its unfinished last line."""
    *lines, rest = data.split(b"\n")
    found = [line for line in lines if re.fullmatch(rb"out_time_us=\d+\s*", line)]
    if found and on_progress is not None:
        on_progress(int(found[-1].partition(b"=")[2]) / 1e6)
    return rest[-TAIL_BYTES:]


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None  # noqa: S101 - the process was started with this pipe
    return stream
