"""Beats lie on the clicks, whatever the tempo and wherever the first one is."""

import numpy as np
import pytest

from core.music.analysis.activations import hear
from core.music.analysis.spectra import spectra
from core.music.tracking.beats import decode_beats, refine
from core.music.tracking.tempo import TempoPrior
from tests.core.music.click_tracks import beat_times_s, click_track


def track(song: np.ndarray, bpm: float) -> np.ndarray:
    """Return the beats found when about `bpm` is expected."""
    song_spectra = spectra(song[::2].astype(np.float32))
    hearing = hear(song_spectra)
    frames = decode_beats(hearing.activation, hearing.salience, TempoPrior(centre_bpm=bpm, width=0.2))
    return refine(frames, song_spectra.flux)


@pytest.mark.parametrize("bpm", [60, 72, 90, 100, 110, 120, 128, 140, 150, 174, 200])
@pytest.mark.parametrize("offset_s", [0.0, 0.137, 0.33])
def test_every_click_has_a_beat_within_10_ms(bpm: int, offset_s: float) -> None:
    beats_s = track(click_track(bpm, 20, offset_s), bpm)
    expected_s = beat_times_s(bpm, 20, offset_s)
    nearest = beats_s[np.abs(beats_s[:, None] - expected_s).argmin(axis=0)]
    assert np.abs(nearest - expected_s).max() < 0.010
    assert len(beats_s) - len(expected_s) <= 2


def test_a_slowing_song_is_followed() -> None:
    expected_s = np.cumsum(np.linspace(0.45, 0.55, 60))
    song = np.zeros(32 * 44100)
    for time_s in expected_s:
        song += click_track(1, 32, time_s)[: len(song)] if time_s < 31 else 0
    beats_s = track(song, 120)
    inside = expected_s[expected_s < 30.5]
    assert np.abs(beats_s[:, None] - inside).min(axis=0).max() < 0.010


def test_a_gap_is_bridged_at_the_same_tempo() -> None:
    song = click_track(120, 24)
    song[8 * 44100 - 1000 : 12 * 44100 - 1000] = 0
    beats_s = track(song, 120)
    silent = beats_s[(beats_s > 8.1) & (beats_s < 11.9)]
    assert np.diff(silent) == pytest.approx(0.5, abs=0.04)
    assert np.abs(beats_s[:, None] - np.arange(12.0, 23.6, 0.5)).min(axis=0).max() < 0.010
