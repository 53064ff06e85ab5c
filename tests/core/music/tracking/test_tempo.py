"""Likely intervals: those of the prior, and those at which the song repeats."""

import numpy as np
import pytest

from core.music.tracking.tempo import (
    INTERVALS,
    SHORTEST_INTERVAL,
    TempoPrior,
    autocorrelation,
    interval_salience,
)


def pulse(interval: int, frames: int = 2000) -> np.ndarray:
    onsets = np.zeros(frames, np.float32)
    onsets[::interval] = 2
    return onsets


def test_the_prior_is_greatest_at_its_centre() -> None:
    favourite = INTERVALS[np.argmax(TempoPrior(centre_bpm=90).scores())]
    assert 6000 / favourite == pytest.approx(90, rel=0.02)


@pytest.mark.parametrize("interval", [30, 43, 50, 67, 100])
def test_a_steady_pulse_makes_its_interval_salient(interval: int) -> None:
    salience = interval_salience(pulse(interval))
    middle = salience[len(salience) // 2]
    assert middle[interval - SHORTEST_INTERVAL] > 0.8 * middle.max()
    assert middle[interval - SHORTEST_INTERVAL] > 0.5


def test_salience_is_known_every_half_second() -> None:
    assert interval_salience(pulse(50, 1234)).shape == (25, len(INTERVALS))


def test_autocorrelation_is_one_at_lag_zero_and_makes_up_for_the_overlap() -> None:
    lags = autocorrelation(pulse(50))[20]
    assert lags[0] == pytest.approx(1, abs=1e-3)
    assert lags[200] == pytest.approx(lags[50], abs=0.1)


def test_a_pause_keeps_the_tempo_around_it() -> None:
    onsets = np.concatenate([pulse(40), np.zeros(6000, np.float32), pulse(60)])
    salience = interval_salience(onsets)
    early, late = 40 - SHORTEST_INTERVAL, 60 - SHORTEST_INTERVAL
    assert salience[75, early] > 2 * salience[75, late]
    assert salience[124, late] > 2 * salience[124, early]


def test_silence_has_no_salience() -> None:
    assert not interval_salience(np.zeros(500, np.float32)).any()
