"""Wherever one seeks in what is played of a song, `currentTime` is the moment that is heard (Chromium)."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median

import numpy as np
import pytest
import soundfile

from core.media.songs.song_facts import COPY_SUFFIX
from core.media.songs.song_reading import read_song_file
from core.sandbox.ffmpeg import run

RATE_HZ, SECONDS = 44_100, 60
SEEKS_S = (3.6, 47.55, 21.7, 55.4, 33.65)
CLOSE_S = 0.05
# Each callback notes the element's time and how often the sound crosses zero: that tells the tone.
LISTEN = """() => {
  const audio = document.querySelector("audio"), context = new AudioContext();
  const ears = context.createScriptProcessor(512, 1, 1);
  window.heard = [];
  ears.onaudioprocess = ({ inputBuffer }) => {
    const sound = inputBuffer.getChannelData(0);
    let crossings = 0;
    for (let i = 1; i < sound.length; i++) crossings += sound[i - 1] < 0 !== sound[i] < 0;
    if (!audio.paused && !audio.seeking) window.heard.push([audio.currentTime, crossings]);
  };
  context.createMediaElementSource(audio).connect(ears);
  ears.connect(context.destination);
}"""
SEEK = """(t) => new Promise((done) => {
  const audio = document.querySelector("audio");
  audio.pause();
  audio.onseeked = () => { window.heard.length = 0; audio.play().then(done); };
  audio.currentTime = t;
})"""
PAST = "(t) => document.querySelector('audio').currentTime > t"


def loud_and_plain_seconds(path: Path) -> Path:
    """Write a low tone in even seconds and a high one in odd ones; noise in it makes the bitrate vary."""
    time_s = np.arange(SECONDS * RATE_HZ) / RATE_HZ
    hz = np.where(time_s.astype(int) % 2, 3000.0, 700.0)
    rich = (time_s % 20 > 10) * np.random.default_rng(0).normal(size=len(time_s)) * 0.01
    soundfile.write(path, 0.4 * np.sin(2 * np.pi * np.cumsum(hz) / RATE_HZ) + rich, RATE_HZ)
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("seeking")


@pytest.fixture(scope="module")
def served(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Ranges, folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


class Ranges(BaseHTTPRequestHandler):
    """Serves files in ranges, as the song's own route does, and a page to be on."""

    def __init__(self, folder: Path, *arguments: object) -> None:
        self.folder = folder
        super().__init__(*arguments)  # pyright: ignore[reportArgumentType]

    def do_GET(self) -> None:
        file = self.folder / self.path.strip("/")
        content = file.read_bytes() if file.is_file() else b"<audio></audio><button>Listen</button>"
        first, _, last = self.headers.get("Range", "bytes=0-").removeprefix("bytes=").partition("-")
        begin, end = int(first), int(last) if last else len(content) - 1
        self.send_response(206 if "Range" in self.headers else 200)
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Type", "audio/flac" if file.is_file() else "text/html")
        self.send_header("Content-Range", f"bytes {begin}-{end}/{len(content)}")
        self.send_header("Content-Length", str(end + 1 - begin))
        self.end_headers()
        try:
            self.wfile.write(content[begin : end + 1])
        except (BrokenPipeError, ConnectionResetError):
            return  # the browser has what it wants

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class calls it so
        """Say nothing."""


@pytest.mark.parametrize(
    "options",
    [
        pytest.param(["-q:a", "4"], id="VBR"),
        pytest.param(["-q:a", "2", "-write_xing", "0"], id="VBR without Xing"),
    ],
)
def test_a_seek_in_a_song_from_mp3_lands_where_it_says(browser, served, folder, options):
    plain = loud_and_plain_seconds(folder / "plain.wav")
    song, copy = folder / "song.mp3", folder / f"copy{len(options)}{COPY_SUFFIX}"
    run(["-i", f"file:{plain}", "-c:a", "libmp3lame", *options, f"file:{song}"], time_limit_s=60)
    reading = read_song_file(str(song), "song.mp3", str(copy))
    assert reading["copied"]
    page = browser.new_page()
    page.goto(served)
    page.evaluate("(url) => { document.querySelector('audio').src = url; }", f"{served}/{copy.name}")
    page.wait_for_function("document.querySelector('audio').readyState >= 3")
    lasts_s = page.evaluate("document.querySelector('audio').duration")
    assert lasts_s == pytest.approx(reading["duration_ms"] / 1000, abs=0.01)
    page.get_by_role("button", name="Listen").click()
    page.evaluate(LISTEN)
    late_s = [changed_at_s(page, seek_s) - np.ceil(seek_s) for seek_s in SEEKS_S]
    page.close()
    latency_s = median(late_s)  # of the sound's way through the browser, the same each time
    assert latency_s == pytest.approx(0.04, abs=0.1)
    assert [late - latency_s for late in late_s] == pytest.approx([0] * len(late_s), abs=CLOSE_S)


def changed_at_s(page, seek_s):
    """Return the element's time when the tone changes that does so at the next whole second."""
    page.evaluate(SEEK, seek_s)
    page.wait_for_function(PAST, arg=float(np.ceil(seek_s)) + 0.35)
    heard = page.evaluate("window.heard")
    is_high = [crossings > 40 for _, crossings in heard]
    settled = next(
        index for index, (time_s, crossings) in enumerate(heard) if crossings and time_s > seek_s + 0.15
    )
    change = next(index for index in range(settled, len(heard)) if is_high[index] != is_high[settled])
    return heard[change][0]
