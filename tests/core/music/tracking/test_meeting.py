"""Beats of two readings meet where they lie within 70 ms, however many there are."""

import tracemalloc

import numpy as np
import pytest

from core.music.tracking.meeting import agreed_confidences, agreement, nearest

BEATS_S = np.arange(0.5, 20, 0.5)


@pytest.mark.parametrize(
    ("others_s", "share"),
    [
        (BEATS_S, 1.0),
        (BEATS_S + 0.02, 1.0),
        (BEATS_S + 0.25, 0.0),
        (BEATS_S[::2], 2 * 20 / (39 + 20)),
    ],
)
def test_beats_agree_as_far_as_they_meet(others_s: np.ndarray, share: float) -> None:
    assert agreement(BEATS_S, others_s) == pytest.approx(share)
    assert agreement(others_s, BEATS_S) == pytest.approx(share)


@pytest.mark.parametrize("others_s", [[3.0], [1.0, 3.0], [0.1, 0.2, 4.0]])
def test_the_nearest_is_what_looking_at_all_of_them_finds(others_s: list[float]) -> None:
    times_s, others = np.array([-1.0, 0.1, 0.15, 2.0, 2.1, 9.0]), np.array(others_s)
    assert list(nearest(times_s, others)) == list(np.abs(times_s[:, None] - others).argmin(axis=1))


def test_beats_of_another_tracker_are_as_sure_as_ours_that_they_meet() -> None:
    found = agreed_confidences(np.array([0.95, 1.5, 2.0]), np.array([1.0, 2.0]), np.array([0.9, 0.6]))
    assert found == pytest.approx([0.9, 0.05, 0.6])


def test_the_beats_of_four_hours_meet_in_a_few_megabytes() -> None:
    beats_s = np.arange(0, 4 * 3600, 0.5)
    tracemalloc.start()
    assert agreement(beats_s, beats_s + 0.01) == 1
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8_000_000
