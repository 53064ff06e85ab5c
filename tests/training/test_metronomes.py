"""A metronome of the training is heard where its beats are said to be."""

import numpy as np
import pytest

from core.music.decode import ANALYSIS_RATE_HZ
from training.songs.metronomes import FASTEST_BPM, METRONOMES, SLOWEST_BPM, metronome


@pytest.mark.parametrize("number", range(4))
def test_every_beat_begins_a_click(number: int) -> None:
    samples, beats_s = metronome(number)
    sounding = np.flatnonzero(np.abs(samples) > 0)
    starts = np.round(beats_s * ANALYSIS_RATE_HZ).astype(int)
    assert np.abs(sounding[:, None] - starts).min(axis=0).max() <= 2
    assert not samples[: starts[0]].any()


def test_tempi_are_those_of_music_and_half_of_the_metronomes_change_theirs() -> None:
    intervals_s = [np.diff(metronome(number)[1]) for number in range(METRONOMES)]
    tempi = 60 / np.concatenate(intervals_s)
    assert tempi.min() >= SLOWEST_BPM - 0.1
    assert tempi.max() <= FASTEST_BPM + 0.1
    changing = [np.ptp(intervals) > 0.001 for intervals in intervals_s]
    assert 0.3 < np.mean(changing) < 0.7
