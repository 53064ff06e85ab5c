"""Bars: the metre and the "one" follow from where drums and chords change."""

import numpy as np
import pytest
from click_tracks import RATE_HZ, band, beat_times_s, click, click_track, place

from core.music.downbeats import Bars, downbeat_log_odds, find_bars, with_neighbours
from core.music.spectra import spectra
from core.music.weights import coefficients


def bars_of(metre: int, bpm: float) -> Bars:
    heard = spectra(band(bpm, 30, metre)[:: RATE_HZ // 22050].astype(np.float32))
    beats_s = beat_times_s(bpm, 30)
    return find_bars(downbeat_log_odds(heard, beats_s, coefficients()["downbeat"]))


@pytest.mark.parametrize("metre", [3, 4])
@pytest.mark.parametrize("bpm", [90, 96, 120, 150])
def test_drums_and_chords_on_the_one_make_the_bars(metre: int, bpm: float) -> None:
    bars = bars_of(metre, bpm)
    assert bars.metre == metre
    assert list(bars.positions) == [index % metre for index in range(len(bars.positions))]


@pytest.mark.parametrize("bpm", [60, 90, 120, 135, 180])
def test_equal_clicks_count_to_four(bpm: float) -> None:
    heard = spectra(click_track(bpm, 30)[::2].astype(np.float32))
    log_odds = downbeat_log_odds(heard, beat_times_s(bpm, 30), coefficients()["downbeat"])
    assert find_bars(log_odds).metre == 4


@pytest.mark.parametrize("bpm", [90, 120, 150])
def test_clicks_with_every_third_one_louder_count_to_three(bpm: float) -> None:
    song = np.zeros(24 * RATE_HZ)
    for index, time_s in enumerate(beat_times_s(bpm, 24)):
        place(song, click(loudness=0.4 if index % 3 else 0.8), time_s)
    heard = spectra(song[::2].astype(np.float32))
    bars = find_bars(downbeat_log_odds(heard, beat_times_s(bpm, 24), coefficients()["downbeat"]))
    assert bars.metre == 3
    assert set(np.flatnonzero(bars.positions == 0) % 3) == {0}


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
