"""A jig counts two beats of three notes in 6/8; straight and swung songs stay in simple metre."""

from pathlib import Path

import numpy as np
import pytest

from core.music.analysis.analyzer import analyze
from tests.core.music.click_tracks import RATE_HZ, band, click, place, write_song

BPM = 110


def jig(parts: tuple[float, ...], seconds: float = 20) -> np.ndarray:
    """Return two-beat bars whose beats also sound at `parts` of each beat."""
    song = band(BPM, seconds, 2)
    for beat_s in np.arange(0, seconds - 1, 60 / BPM):
        for part in parts:
            place(song, click(700, 0.3), beat_s + part * 60 / BPM)
    return song


def test_beats_of_three_notes_make_six_eight(tmp_path: Path) -> None:
    grid = analyze(write_song(tmp_path / "jig.wav", jig((1 / 3, 2 / 3))))
    assert grid.bpm == pytest.approx(BPM, abs=1)
    assert grid.time_signature == "6/8"
    assert {bar.beat_count for bar in grid.measures[:-1]} == {2}


@pytest.mark.parametrize("parts", [(), (1 / 2,), (2 / 3,)])
def test_other_divisions_are_simple(tmp_path: Path, parts: tuple[float, ...]) -> None:
    grid = analyze(write_song(tmp_path / "song.wav", jig(parts)))
    assert grid.time_signature in ("2/4", "4/4")
    assert len(jig(parts)) == 20 * RATE_HZ
