"""Speech is no music: voices get the even grid, at any speed and in any language; a free melody has beats."""

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from core.music.analysis.analyzer import analyze
from core.music.grid.beat_grid import BeatGrid
from tests.core.music.click_tracks import RATE_HZ, place, write_song

TEXT = (
    "It was a bright cold day in April. The committee met again on Tuesday to discuss the new budget, the "
    "repair of the old bridge and the school's leaking roof. Nobody had expected so many visitors; they came "
    "by train, by bicycle and on foot. Will there be tea, asked an old man.."
)


def voiced(hz: float, seconds: float) -> np.ndarray:
    t = np.arange(int(seconds * RATE_HZ)) / RATE_HZ
    return np.hanning(len(t)) * sum(np.sin(2 * np.pi * hz * k * t) / k for k in range(1, 20))


def sentence(seed: int, seconds: float) -> np.ndarray:
    """Syllables of irregular length, pitch and loudness, a pause now and then."""
    rng, time_s = np.random.default_rng(seed), 0.1
    song = rng.normal(0, 0.001, round(seconds * RATE_HZ))
    while time_s < seconds - 0.4:
        length_s = rng.uniform(0.08, 0.3)
        place(song, 0.2 * rng.uniform(0.3, 1) * voiced(rng.uniform(90, 160), length_s), time_s)
        time_s += length_s + (rng.uniform(0, 0.08) if rng.random() < 0.8 else rng.uniform(0.3, 0.9))
    return song


def free_melody(seconds: float) -> np.ndarray:
    """A calm melody on a piano of sorts over basses, whose tempo swells by a fifth and stumbles a little."""
    rng, time_s, beat = np.random.default_rng(4), 0.2, 0
    song = np.zeros(round(seconds * RATE_HZ))
    t = np.arange(RATE_HZ) / RATE_HZ
    while time_s < seconds - 1:
        pitches = [330, 392, 440, 494, 523, 587]
        for hz in [pitches[rng.integers(6)], *([pitches[beat // 2 % 6] / 4] if beat % 2 == 0 else [])]:
            note = sum(np.sin(2 * np.pi * hz * k * t) / k**2 for k in range(1, 6)) * np.exp(-4 * t)
            place(song, 0.2 * rng.uniform(0.7, 1) * note, time_s)
        time_s += 0.6 * (1 + 0.1 * np.sin(beat / 5)) * rng.normal(1, 0.02)
        beat += 1
    return song


def grid_of(song: np.ndarray, folder: Path) -> BeatGrid:
    return analyze(write_song(folder / "song.wav", song))


@pytest.mark.skipif(
    not shutil.which("espeak-ng"), reason="espeak-ng, which speaks in this test, is not installed"
)
@pytest.mark.parametrize(("voice", "words_per_minute"), [("en", 160), ("de", 120), ("es+f3", 200)])
def test_spoken_words_have_no_beats(tmp_path: Path, voice: str, words_per_minute: int) -> None:
    speech = tmp_path / "speech.wav"
    command = ["espeak-ng", "-v", voice, "-s", str(words_per_minute), "-w", str(speech), TEXT]
    subprocess.run(command, check=True, capture_output=True)
    grid = analyze(speech)
    assert grid.fallback
    assert grid.bpm_confidence <= 0.1


def test_hardly_a_short_sentence_has_beats(tmp_path: Path) -> None:
    sentences = [sentence(seed, seconds) for seconds in (4, 8) for seed in range(4)]
    assert sum(not grid_of(song, tmp_path).fallback for song in sentences) <= 1


def test_a_melody_played_freely_has_beats(tmp_path: Path) -> None:
    assert not grid_of(free_melody(20), tmp_path).fallback
