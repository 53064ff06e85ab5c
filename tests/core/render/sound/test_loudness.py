"""Sound reaches the loudness that was asked for, and its peaks stay below -1 dBTP."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import ffmpeg
import numpy as np
import pytest
import soundfile
from scipy.signal import lfilter

from core.hashing import file_checksum
from core.render.sound.audio import soundtrack
from core.render.sound.loudness import Loudness, measured
from core.render.sound.mix import Mix
from core.render.sound.song import Song
from core.sandbox.ffmpeg import run

RATE_HZ = 44_100


def measure(path: Path) -> Loudness:
    def run_it(spec: Any, *, stdout: Any) -> None:
        run(spec, time_limit_s=60, stdout=stdout)

    return measured(ffmpeg.input(f"file:{path}")["a:0"], run_it)


def song(path: Path, level: float, crest: float, seconds: int = 12) -> Song:
    """Write soft noise at an RMS of `level`, with peaks of `crest` times as much on each beat."""
    rng = np.random.default_rng(1)
    noise = np.asarray(lfilter([1], [1, -0.95], rng.standard_normal((seconds * RATE_HZ, 2)), axis=0))
    samples = level * noise / noise.std()
    since_beat = np.arange(len(samples)) % (RATE_HZ // 2)
    samples[since_beat < 100] = level * crest
    soundfile.write(path, np.clip(samples, -1, 1), RATE_HZ)
    return Song(path, file_checksum(path), RATE_HZ)


def levelled(one: Song, folder: Path, target_lufs: float, codec: str = "pcm_s16le") -> Path:
    mix = replace(Mix(RATE_HZ, 10 * RATE_HZ), loudness_lufs=target_lufs)
    return soundtrack(one, mix, codec=codec, bitrate="192k", folder=folder)


@pytest.mark.parametrize(
    ("level", "crest"), [(0.01, 4), (0.25, 3), (0.03, 25)], ids=["quiet", "loud", "with high peaks"]
)
@pytest.mark.parametrize("target_lufs", [-14.0, -23.0])
def test_it_is_met_within_half_a_unit(tmp_path: Path, level: float, crest: float, target_lufs: float) -> None:
    out = measure(levelled(song(tmp_path / "song.wav", level, crest), tmp_path, target_lufs))
    assert out.integrated_lufs == pytest.approx(target_lufs, abs=0.5)
    assert out.peak_dbtp < -0.9


def test_encoding_keeps_it(tmp_path: Path) -> None:
    out = measure(levelled(song(tmp_path / "song.wav", 0.05, 4), tmp_path, -14, "aac"))
    assert out.integrated_lufs == pytest.approx(-14, abs=0.5)


def test_limiting_moves_no_sound_in_time(tmp_path: Path) -> None:
    """Neither by its place nor by the time that the file gives it."""
    with av.open(str(levelled(song(tmp_path / "song.wav", 0.03, 25), tmp_path, -14, "aac"))) as file:
        stream = file.streams.audio[0]
        assert stream.duration == 10 * RATE_HZ
        pts = [packet.pts for packet in file.demux(stream) if packet.pts is not None]
    assert {after - before for before, after in pairwise(pts)} == {1024}


def test_silence_stays_silent(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "song.wav", np.zeros((RATE_HZ * 11, 2)), RATE_HZ)
    one = Song(tmp_path / "song.wav", "sum", RATE_HZ)
    assert measure(levelled(one, tmp_path, -14)).peak_dbtp < -80


def test_loudness_is_of_the_part_that_is_heard_with_its_fades(tmp_path: Path) -> None:
    """A song that is loud only after the part that is used is not made too quiet."""
    rng = np.random.default_rng(2)
    samples = 0.02 * rng.standard_normal((RATE_HZ * 20, 2))
    samples[RATE_HZ * 10 :] *= 10
    soundfile.write(tmp_path / "song.wav", np.clip(samples, -1, 1), RATE_HZ)
    one = Song(tmp_path / "song.wav", "sum", RATE_HZ)
    mix = Mix(RATE_HZ, 10 * RATE_HZ, fade_in_ms=1000, fade_out_ms=3000, loudness_lufs=-20)
    out = soundtrack(one, mix, codec="pcm_s16le", bitrate="", folder=tmp_path)
    assert measure(out).integrated_lufs == pytest.approx(-20, abs=0.3)
