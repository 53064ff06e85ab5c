"""A beat, its half and its double differ in notes, drums and harmony."""

import numpy as np
import pytest

from core.music.tracking.levels import PERIODS, alternation, harmony, notes_to_a_beat, repetition

BEATS_S = np.arange(0.0, 16.0, 0.5)


def test_at_half_the_tempo_a_beat_has_twice_the_notes() -> None:
    onsets = np.zeros(2000, np.float32)
    onsets[::25] = 2
    usual, slow = (notes_to_a_beat(onsets, interval_s)[:2] for interval_s in (0.5, 1.0))
    assert usual == pytest.approx(np.log(2), abs=0.1)
    assert slow - usual == pytest.approx(np.log(2))


def test_kick_and_snare_take_turns() -> None:
    kick, snare = np.eye(2)[np.arange(32) % 2].T
    cymbals = np.ones(32)
    found = alternation(3 * np.column_stack([kick, snare, cymbals]))
    by_period = found[:12].reshape(4, 3)
    assert by_period[PERIODS.index(2), :2].min() > 0.8
    assert by_period[1:].max() < 0.2
    assert by_period[:, 2].max() < 1e-6
    assert found[12] > 0.8
    assert found[14] < -0.8


def test_what_returns_after_four_beats_is_alike_there() -> None:
    alike = repetition(3 * np.eye(4)[np.arange(40) % 4])
    assert alike[[3, 5, 6]] == pytest.approx(1, abs=1e-3)
    assert alike[[0, 1, 2]].max() < 0


def test_chords_of_four_beats_change_at_one_beat_in_four() -> None:
    chroma = np.repeat(np.eye(24)[[0, 5, 7, 0, 9, 5, 7, 0]], 20, axis=0).astype(np.float32)
    each, _, _, _, of_halves, seconds, fourths, _ = harmony(chroma, BEATS_S)
    assert each == pytest.approx(0.25, abs=0.05)
    assert of_halves < each
    assert seconds > 1
    assert fourths > 2


def test_a_song_of_few_beats_tells_nothing_about_its_harmony() -> None:
    assert not harmony(np.ones((100, 24), np.float32), BEATS_S[:10]).any()
