"""Bars: the metre and the "one" follow from where drums and chords change."""

import numpy as np
import pytest

from core.music.analysis.activations import hear
from core.music.analysis.spectra import spectra
from core.music.tracking.choice import bar_evidence
from core.music.tracking.downbeats import Bars, find_bars, with_neighbours
from tests.core.music.click_tracks import band, beat_times_s, click_track


def bars_in(song: np.ndarray, beats_s: np.ndarray) -> Bars:
    song_spectra = spectra(song[::2].astype(np.float32))
    return find_bars(bar_evidence(song_spectra, hear(song_spectra), beats_s))


@pytest.mark.parametrize("metre", [3, 4])
@pytest.mark.parametrize("bpm", [90, 96, 120, 150])
def test_drums_and_chords_on_the_one_make_the_bars(metre: int, bpm: float) -> None:
    bars = bars_in(band(bpm, 30, metre), beat_times_s(bpm, 30))
    assert bars.metre == metre
    assert list(bars.positions) == [index % metre for index in range(len(bars.positions))]


@pytest.mark.parametrize("bpm", [60, 90, 120, 135])
def test_equal_clicks_count_to_four(bpm: float) -> None:
    assert bars_in(click_track(bpm, 30), beat_times_s(bpm, 30)).metre == 4


def test_one_odd_bar_shifts_the_count_and_no_more() -> None:
    log_odds = np.full(41, -4.0)
    log_odds[[0, 4, 8, 12, 16, 21, 25, 29, 33, 37]] = 4
    bars = find_bars(log_odds)
    assert bars.metre == 4
    assert list(np.flatnonzero(bars.positions == 0)) == [0, 4, 8, 12, 16, 21, 25, 29, 33, 37]


def test_extreme_odds_stay_finite() -> None:
    assert find_bars(np.array([1e6, -1e6, -1e6, -1e6] * 4)).metre == 4


def test_neighbours_of_a_beat_stand_beside_it() -> None:
    rows = with_neighbours(np.arange(1.0, 7.0)[:, None])
    assert rows.shape == (6, 9)
    assert list(rows[2]) == [3, 4, 2, 5, 1, 6, 0, 0, 0]
