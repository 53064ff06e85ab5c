"""ffmpeg is found, obeys its time limit and leaves nothing behind."""

import os
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import ffmpeg
import imageio_ffmpeg
import pytest

from core.errors import FfmpegMissingError
from core.sandbox.ffmpeg import (
    FfmpegCancelledError,
    FfmpegError,
    FfmpegTooSlowError,
    find_ffmpeg,
    run,
    what_it_lacks,
)
from core.settings import settings
from tests.make_media import clip_mp4, frames_of

ENDLESS = ["-f", "lavfi", "-i", "testsrc2=size=320x180:rate=30", "-f", "null", "-"]


@pytest.fixture
def fresh_search() -> Iterator[None]:
    """Forget which ffmpeg was found, before and after a test that changes where to look."""
    find_ffmpeg.cache_clear()
    settings.cache_clear()
    yield
    find_ffmpeg.cache_clear()
    settings.cache_clear()


def running_ffmpegs() -> set[int]:
    found = set()
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[1]) == os.getpid() and fields[0] != "Z":
            found.add(int(entry.parent.name))
    return found


@pytest.fixture
def nothing_left() -> Iterator[None]:
    before = running_ffmpegs()
    yield
    assert running_ffmpegs() <= before


def test_the_found_ffmpeg_has_everything_needed() -> None:
    assert what_it_lacks(find_ffmpeg()) is None


def test_the_bundled_ffmpeg_is_good_enough() -> None:
    assert what_it_lacks(Path(imageio_ffmpeg.get_ffmpeg_exe())) is None


@pytest.mark.usefixtures("fresh_search")
def test_without_one_on_the_path_the_bundled_is_taken(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_ffmpeg() == Path(imageio_ffmpeg.get_ffmpeg_exe())


@pytest.mark.usefixtures("fresh_search")
def test_a_configured_ffmpeg_that_can_not_do_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BEATSTITCH_FFMPEG", "/bin/true")
    with pytest.raises(FfmpegMissingError, match="/bin/true"):
        find_ffmpeg()


def test_a_graph_of_ffmpeg_python_runs_and_tells_its_progress(tmp_path: Path) -> None:
    clip = clip_mp4(tmp_path / "a.mp4", frames=60)
    seen_s: list[float] = []
    small = ffmpeg.input(f"file:{clip}").filter("scale", 160, 90).output(f"file:{tmp_path / 'b.mp4'}")
    run(small, time_limit_s=30, on_progress=seen_s.append)
    assert seen_s == sorted(seen_s)
    assert seen_s[-1] == pytest.approx(2, abs=0.1)
    assert len(frames_of(tmp_path / "b.mp4")) == 60


@pytest.mark.usefixtures("nothing_left")
def test_the_time_limit_holds_although_lines_keep_arriving() -> None:
    began_s = time.monotonic()
    with pytest.raises(FfmpegTooSlowError):
        run(ENDLESS, time_limit_s=0.7, on_progress=lambda _: None)
    assert time.monotonic() - began_s < 1.5


@pytest.mark.usefixtures("nothing_left")
def test_the_time_limit_holds_although_nothing_arrives() -> None:
    reading, writing = os.pipe()
    try:
        with pytest.raises(FfmpegTooSlowError):
            run(["-f", "s16le", "-i", "pipe:0", "-f", "null", "-"], time_limit_s=0.5, stdin=reading)
    finally:
        os.close(reading)
        os.close(writing)


@pytest.mark.usefixtures("nothing_left")
def test_a_cancelled_run_ends_at_once() -> None:
    cancelled = threading.Event()
    began_s = time.monotonic()
    with pytest.raises(FfmpegCancelledError):
        run(ENDLESS, time_limit_s=30, on_progress=lambda _: cancelled.set(), cancelled=cancelled)
    assert time.monotonic() - began_s < 3


@pytest.mark.usefixtures("nothing_left")
def test_an_error_in_the_listener_kills_the_process() -> None:
    def stop(_done_s: float) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        run(ENDLESS, time_limit_s=30, on_progress=stop)


def test_a_failure_brings_the_end_of_what_ffmpeg_said() -> None:
    with pytest.raises(FfmpegError, match="No such file"):
        run(["-i", "file:/nowhere/at/all.mp4", "-f", "null", "-"], time_limit_s=10)


def test_more_words_than_a_pipe_holds_do_not_stop_it(tmp_path: Path) -> None:
    clip = clip_mp4(tmp_path / "a.mp4", frames=30)
    reached_s: list[float] = []
    words = ["-loglevel", "trace", "-i", f"file:{clip}", "-f", "null", "-"]
    run(words, time_limit_s=30, on_progress=reached_s.append)
    assert reached_s[-1] > 0.9


def test_a_playlist_can_not_reach_the_network(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/a.ts"
        playlist = tmp_path / "a.m3u8"
        playlist.write_text(f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{address}\n#EXT-X-ENDLIST\n")
        with pytest.raises(FfmpegError):
            run(["-i", f"file:{playlist}", "-f", "null", "-"], time_limit_s=1.5)
        with pytest.raises(BlockingIOError):
            server.accept()
