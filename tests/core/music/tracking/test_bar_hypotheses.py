"""Metre and phase follow from which beats are alike, judged over stretches that cover the whole song."""

import numpy as np
import pytest

from core.music.tracking.bar_hypotheses import (
    HYPOTHESES,
    against_usual,
    around,
    contrasts,
    repetition,
    stretches,
)


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
    values = np.zeros((32, 30))
    values[3::4, 0] = 1
    own = contrasts(values, 0)[:, 0]
    assert HYPOTHESES[int(np.argmax(own))] == (4, 3)
    assert contrasts(values, 0).shape == (9, 156)


def test_phase_is_counted_from_the_first_beat_of_the_song() -> None:
    values = np.zeros((32, 30))
    values[0::4, 0] = 1
    assert HYPOTHESES[int(np.argmax(contrasts(values, 6)[:, 0]))] == (4, 2)


def test_a_beat_is_compared_with_what_lies_before_it_and_what_follows() -> None:
    before, after = around(np.arange(8.0)[:, None], 4)
    assert before[:, 0] == pytest.approx([0, 0, 0.5, 1, 1.5, 2.5, 3.5, 4.5])
    assert after[:, 0] == pytest.approx([1.5, 2.5, 3.5, 4.5, 5.5, 6, 6.5, 7])


def test_a_rare_change_stands_out_wherever_the_song_begins() -> None:
    changes = np.full(32, 0.1)
    changes[[0, 16]] = 1, 0.9
    found = against_usual(changes)
    assert np.argmax(found) == 16
    assert abs(found[0]) < 0.5
    assert not against_usual(np.full(8, 0.3)).round(6).any()
