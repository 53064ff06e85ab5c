"""Wherever one seeks in what is played of a song, `currentTime` is the moment that is heard (Chromium)."""

from collections.abc import Iterator
from pathlib import Path
from statistics import median

import numpy as np
import pytest
import scipy.signal
import soundfile

from core.media.songs.song_facts import COPY_SUFFIX
from core.media.songs.song_reading import read_song_file
from core.sandbox.ffmpeg import run
from tests.browser.ranges import Served, served
from tests.browser.seeking import seek

RATE_HZ, SECONDS = 44_100, 60
SEEKS_S = (3.6, 47.55, 21.7, 55.4, 33.65)
CLOSE_S = 0.05
TRIES = 3  # a busy machine may look late once; a seek that lands wrong does so each time
# Each callback notes the element's time and how often the sound crosses zero: that tells the tone.
LISTEN = """() => {
  const audio = document.querySelector("audio"), context = new AudioContext({ sampleRate: 44100 });
  const ears = context.createScriptProcessor(512, 1, 1);
  window.heard = [];
  window.sounds = [];
  ears.onaudioprocess = ({ inputBuffer }) => {
    const sound = inputBuffer.getChannelData(0);
    let crossings = 0;
    for (let i = 1; i < sound.length; i++) crossings += sound[i - 1] < 0 !== sound[i] < 0;
    if (audio.paused || audio.seeking) return;
    window.heard.push([audio.currentTime, crossings]);
    window.sounds.push([audio.currentTime, [...sound]]);
  };
  context.createMediaElementSource(audio).connect(ears);
  ears.connect(context.destination);
}"""
FORGET = "() => { window.heard.length = window.sounds.length = 0; }"
PAUSE, PLAY = (f"() => {{ document.querySelector('audio').{what}(); }}" for what in ("pause", "play"))
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
def server(folder: Path) -> Iterator[Served]:
    with served(folder) as server:
        yield server


@pytest.mark.parametrize(
    "options",
    [
        pytest.param(["-q:a", "4"], id="VBR"),
        pytest.param(["-q:a", "2", "-write_xing", "0"], id="VBR without Xing"),
    ],
)
def test_a_seek_in_a_song_from_mp3_lands_where_it_says(browser, server, folder, options):
    plain = loud_and_plain_seconds(folder / "plain.wav")
    song = folder / f"song{len(options)}.mp3"
    run(["-i", f"file:{plain}", "-c:a", "libmp3lame", *options, f"file:{song}"], time_limit_s=60)
    assert_seeks_land(browser, server, song)


@pytest.mark.slow
def test_a_seek_in_the_song_of_the_report_lands_where_it_says(browser, server, shared_data):
    """Its tone rises by 15 Hz each second: what is heard after a seek is looked for in the song."""
    copy = copy_of(shared_data / "cases/vbr-seek-browser/small_vbr_xing.mp3", server)
    page = page_with(browser, server, copy)
    samples, rate_hz = soundfile.read(copy, always_2d=True)
    late_s = []
    for seek_s in (3.6, 47.55, 21.7, 88.4, 66.65):
        play_from(page, seek_s)
        page.wait_for_function(PAST, arg=float(np.ceil(seek_s)) + 0.6)
        blocks = page.evaluate("window.sounds")
        first = next(index for index, (time_s, _) in enumerate(blocks) if time_s > seek_s + 0.15)
        heard = np.concatenate([np.array(sound) for _, sound in blocks[first:]])
        begin = round((seek_s - 0.3) * rate_hz)
        nearby = samples[begin : begin + len(heard) + rate_hz, 0]
        found_s = (begin + int(np.argmax(scipy.signal.correlate(nearby, heard, "valid")))) / rate_hz
        late_s.append(blocks[first][0] - found_s)
    page.close()
    assert [late - median(late_s) for late in late_s] == pytest.approx([0] * len(late_s), abs=CLOSE_S)


def copy_of(song, server):
    """Read a song; return what is played of it."""
    copy = server.folder / f"{song.stem}{COPY_SUFFIX}"
    assert read_song_file(str(song), song.name, str(copy))["copied"]
    return copy


def page_with(browser, server, copy):
    """Return a page that plays a song and notes what is heard."""
    page = browser.new_page()
    assert server.seconds(page, copy) == pytest.approx(soundfile.info(copy).duration, abs=0.01)
    page.evaluate("(url) => { document.querySelector('audio').src = url; }", server.address(copy))
    page.wait_for_function("document.querySelector('audio').readyState >= 3")
    page.get_by_role("button", name="Listen").click()
    page.evaluate(LISTEN)
    return page


def play_from(page, seek_s):
    page.evaluate(PAUSE)
    seek(page, seek_s)
    page.evaluate(FORGET)
    page.evaluate(PLAY)


def assert_seeks_land(browser, server, song):
    page = page_with(browser, server, copy_of(song, server))
    late_s = [changed_at_s(page, seek_s) - np.ceil(seek_s) for seek_s in SEEKS_S]
    latency_s = median(late_s)  # of the sound's way through the browser, the same each time
    for _ in range(TRIES - 1):
        again = [at for at, late in enumerate(late_s) if abs(late - latency_s) > CLOSE_S]
        for at in again:
            late_s[at] = changed_at_s(page, SEEKS_S[at]) - np.ceil(SEEKS_S[at])
    page.close()
    assert latency_s == pytest.approx(0.04, abs=0.1)
    assert [late - latency_s for late in late_s] == pytest.approx([0] * len(late_s), abs=CLOSE_S)


def changed_at_s(page, seek_s):
    """Return the element's time when the tone changes that does so at the next whole second."""
    play_from(page, seek_s)
    page.wait_for_function(PAST, arg=float(np.ceil(seek_s)) + 0.35)
    heard = page.evaluate("window.heard")
    is_high = [crossings > 40 for _, crossings in heard]
    settled = next(
        index for index, (time_s, crossings) in enumerate(heard) if crossings and time_s > seek_s + 0.15
    )
    change = next(index for index in range(settled, len(heard)) if is_high[index] != is_high[settled])
    return heard[change][0]
