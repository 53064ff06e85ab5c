"""Metre and phase follow from which beats are alike, judged over stretches that cover the whole song."""

import numpy as np
import pytest

from core.music.tracking.bar_hypotheses import HYPOTHESES, contrasts, repetition, stretches


@pytest.mark.parametrize("count", [1, 5, 12, 47, 64, 65, 200, 1001])
def test_stretches_cover_every_beat(count: int) -> None:
    covered = np.zeros(count, bool)
    for start, end in stretches(count):
        covered[start:end] = True
    assert covered.all()


def test_what_repeats_every_three_beats_is_triple() -> None:
    pattern = 4 * np.eye(3)[np.arange(30) % 3]
    assert repetition(pattern)[0] > 0.5
    assert repetition(4 * np.eye(4)[np.arange(40) % 4])[0] < 0


def test_beats_that_hardly_differ_repeat_little() -> None:
    assert repetition(0.5 * np.eye(3)[np.arange(30) % 3])[0] < 0.1


def test_the_accented_beat_stands_out_under_its_own_hypothesis() -> None:
    values = np.zeros((32, 28))
    values[3::4, 0] = 1
    own = contrasts(values, 0)[:, 0]
    assert HYPOTHESES[int(np.argmax(own))] == (4, 3)
    assert contrasts(values, 0).shape == (9, 146)


def test_phase_is_counted_from_the_first_beat_of_the_song() -> None:
    values = np.zeros((32, 28))
    values[0::4, 0] = 1
    assert HYPOTHESES[int(np.argmax(contrasts(values, 6)[:, 0]))] == (4, 2)
