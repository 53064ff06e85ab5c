"""A rendered video plays its clips where its edit says so, over a softer song, in one unbroken track."""

import time
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from threading import Event, Timer

import av
import numpy as np
import pytest
import soundfile

from core.errors import FileMissingError
from core.media.info import Source
from core.render.renderer import Render
from core.render.sound.audio import soundtrack
from core.render.sound.mix import DUCKING_DB, HeardClip, Mix
from core.sandbox.ffmpeg import FfmpegCancelledError
from core.schemas import ProjectSettings
from tests.make_media import sounding_clip
from tests.stock import Stock, render_settings

SONG_HZ, CLIP_HZ = 330, 1500  # of the tones in the stock's song and in the clip


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Source:
    path = sounding_clip(tmp_path_factory.mktemp("clip") / "speaks.mp4", f"sine=f={CLIP_HZ}:r=44100", 6)
    return Source("speaks", "speaks", "video", path, 320, 240, 6000, sound_path=path)


def rendered(stock: Stock, clip: Source, folder: Path, transition: str) -> tuple[Path, list[tuple[int, int]]]:
    """Render photos and the clip by turns; return the file and when the clip is heard, in ms."""
    sources = {**stock.sources, "speaks": clip}
    whole = replace(stock, sources=sources)
    values = {"output_width": 320, "output_height": 240, "beats_per_cut": 4, "transition_type": transition}
    asked_for = ProjectSettings.model_validate({**values, "ken_burns_enabled": False, "output_fps": 25})
    edl = replace(whole, sources={"1": sources["1"], "speaks": clip}).planned(asked_for, duration_ms=12_000)
    segments = [
        one.model_copy(update={"volume": 1.0}) if one.media_asset_id == "speaks" else one
        for one in edl.segments
    ]
    edl = edl.model_copy(update={"segments": segments})
    out = folder / "out.mp4"
    Render(edl, sources, stock.song, render_settings(edl), cache=folder / "cache", processes=2).run(out)
    heard = [(s.timeline_in_ms, s.timeline_out_ms) for s in segments if s.volume]
    return out, heard


def tone(samples: np.ndarray, rate_hz: int, hz: int, at_ms: float) -> float:
    """Return the amplitude of one tone over the 100 ms around a moment."""
    middle = round(at_ms / 1000 * rate_hz)
    stretch = samples[max(0, middle - rate_hz // 20) : middle + rate_hz // 20]
    wave = np.exp(-2j * np.pi * hz * np.arange(len(stretch)) / rate_hz)
    return float(2 * np.abs(np.mean(stretch * wave)))


@pytest.mark.parametrize("transition", ["cut", "crossfade"])
def test_the_clip_is_heard_with_its_picture_and_the_song_is_softer(
    stock: Stock, clip: Source, tmp_path: Path, transition: str
) -> None:
    out, heard = rendered(stock, clip, tmp_path, transition)
    assert len(heard) >= 2
    with av.open(str(out)) as container:
        stream = container.streams.audio[0]
        samples = np.concatenate([frame.to_ndarray()[0] for frame in container.decode(stream)])
    rate_hz = stream.rate
    alone = tone(samples, rate_hz, SONG_HZ, heard[0][0] - 800)
    loud = tone(samples, rate_hz, CLIP_HZ, sum(heard[0]) / 2)
    for begin_ms, end_ms in heard:
        middle_ms = (begin_ms + end_ms) / 2
        assert tone(samples, rate_hz, CLIP_HZ, middle_ms) == pytest.approx(loud, rel=0.1)
        song = tone(samples, rate_hz, SONG_HZ, middle_ms)
        assert 20 * np.log10(song / alone) == pytest.approx(-DUCKING_DB, abs=0.5)
        assert tone(samples, rate_hz, CLIP_HZ, begin_ms - 60) < loud / 50
    frames = Fraction(12_000 * 25, 1000)
    assert abs(len(samples) / rate_hz - frames / 25) < 1 / 25


def test_a_clip_whose_file_is_gone_is_named(stock: Stock, clip: Source, tmp_path: Path) -> None:
    gone = replace(clip, sound_path=tmp_path / "gone.mp4")
    with pytest.raises(FileMissingError, match="speaks"):
        rendered(stock, gone, tmp_path, "cut")
    assert not list(tmp_path.rglob("*.part"))


def test_a_render_that_is_cancelled_in_the_middle_of_a_clip_ends_at_once(
    stock: Stock, tmp_path: Path
) -> None:
    rate_hz, seconds = 48_000, 3000
    long, folder = tmp_path / "long.wav", tmp_path / "sound"
    soundfile.write(long, np.zeros(8000 * seconds, np.int16), 8000)
    clip = HeardClip(long, "c", "c", Fraction(0), 0, seconds * rate_hz, 480, 480, 1.0)
    cancelled, at_s = Event(), 0.0

    def cancel() -> None:
        nonlocal at_s
        at_s = time.monotonic()
        cancelled.set()

    Timer(1.0, cancel).start()
    mix = Mix(rate_hz, seconds * rate_hz, clips=(clip,))
    with pytest.raises(FfmpegCancelledError):
        soundtrack(stock.song, mix, codec="aac", bitrate="192k", folder=folder, cancelled=cancelled)
    assert time.monotonic() - at_s < 0.5
    assert not list(folder.iterdir())
