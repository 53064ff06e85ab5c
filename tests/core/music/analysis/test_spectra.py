"""What the trackers listen to: exact frame times, and no dependence on loudness."""

import numpy as np
import pytest

from core.music.analysis.spectra import BANDS, log_filter_bank, magnitudes, spectra
from core.music.decode import ANALYSIS_RATE_HZ
from tests.core.music.click_tracks import click_track


def clicks(seconds: float, bpm: float = 120) -> np.ndarray:
    return click_track(bpm, seconds, 0.25)[::2].astype(np.float32)


def test_frames_come_every_hundredth_of_a_second() -> None:
    song = spectra(clicks(7.0))
    assert song.flux.shape == song.energy.shape == (701, BANDS)
    assert song.chroma.shape == (71, 24)


def test_flux_peaks_where_a_click_begins() -> None:
    song = spectra(clicks(4.0))
    strongest = np.argsort(song.flux.sum(axis=1))[-8:]
    nearest = np.array([25, 75, 125, 175, 225, 275, 325, 375])
    assert all(np.abs(nearest - frame).min() <= 2 for frame in strongest)


def test_loudness_makes_no_difference() -> None:
    loud, quiet = spectra(clicks(3.0)), spectra((clicks(3.0) / 50).astype(np.float32))
    assert quiet.flux == pytest.approx(loud.flux, abs=1e-4)
    assert quiet.rms == pytest.approx(loud.rms / 50)


def test_a_full_scale_sine_has_magnitude_one() -> None:
    sine = np.sin(2 * np.pi * 64 * np.arange(ANALYSIS_RATE_HZ) / 1024).astype(np.float32)
    frames = np.vstack(list(magnitudes(sine, window=1024, per_s=100)))
    assert frames[50].argmax() == 64
    assert frames[50].max() == pytest.approx(1, abs=0.01)


def test_silence_has_neither_flux_nor_energy() -> None:
    song = spectra(np.zeros(ANALYSIS_RATE_HZ, np.float32))
    assert not song.flux.any()
    assert not song.energy.any()


def test_every_filter_sums_to_one() -> None:
    bank, centres_hz = log_filter_bank()
    assert np.asarray(bank.sum(axis=1)).ravel() == pytest.approx(1)
    assert (np.diff(centres_hz) > 0).all()


def test_a_note_lights_its_pitch_class_above_or_below_middle_c() -> None:
    t = np.arange(2 * ANALYSIS_RATE_HZ) / ANALYSIS_RATE_HZ
    for hz, expected in ((440.0, 9), (523.25, 0), (110.0, 12 + 9)):
        chroma = spectra(np.sin(2 * np.pi * hz * t).astype(np.float32)).chroma
        assert chroma[10].argmax() == expected
