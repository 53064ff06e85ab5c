"""Beats are carried over what was left out: at the tempo beside it, in bars, and without confidence."""

import numpy as np
import pytest

from core.music.analysis.silence import Stretches
from core.music.decode import ANALYSIS_RATE_HZ
from core.music.tracking.build import FoundBeat
from core.music.tracking.carry import carried


def stretches(length_s: float, *spans_s: tuple[float, float]) -> Stretches:
    rate_hz = ANALYSIS_RATE_HZ
    spans = tuple((round(begin * rate_hz), round(end * rate_hz)) for begin, end in spans_s)
    return Stretches(round(length_s * rate_hz), spans)


def beats(
    first_s: float, interval_s: float, count: int, downbeat: int = 0, metre: int = 4
) -> list[FoundBeat]:
    return [
        FoundBeat(first_s + k * interval_s, k >= downbeat and (k - downbeat) % metre == 0, 0.9)
        for k in range(count)
    ]


def test_without_anything_left_out_beats_are_as_they_were() -> None:
    found = beats(0.2, 0.5, 10)
    assert carried(found, stretches(6, (0, 6)), 4) == found
    assert carried(found, None, 4) == found


def test_silence_before_and_after_has_beats_at_the_tempo_beside_it() -> None:
    song = carried(beats(0.2, 0.5, 20, downbeat=1), stretches(30, (9.8, 20)), 4)
    times_s = [beat.time_s for beat in song]
    assert times_s == pytest.approx(np.arange(60) * 0.5, abs=1e-4)
    assert [beat.time_s for beat in song if beat.confidence] == pytest.approx(10 + np.arange(20) * 0.5)
    assert [beat.time_s for beat in song if beat.is_downbeat] == pytest.approx(
        np.arange(0.5, 30, 2), abs=1e-4
    )


def test_beats_lead_evenly_over_a_pause() -> None:
    """The music after it is a third of a beat late, which its 20 s share."""
    found = [*beats(0, 0.5, 20), *beats(10.17, 0.5, 20)]
    song = carried(found, stretches(40, (0, 10), (30, 40)), 4)
    times_s = np.array([beat.time_s for beat in song])
    assert np.diff(times_s) == pytest.approx(np.full(len(song) - 1, 0.5), abs=0.01)
    filled = [beat for beat in song if not beat.confidence]
    assert len(filled) == 40
    assert [beat.is_downbeat for beat in filled] == [k % 4 == 0 for k in range(40)]


@pytest.mark.parametrize("metre", [2, 3, 4])
def test_bars_go_on_in_their_metre(metre: int) -> None:
    song = carried(beats(0.2, 0.4, 24, metre=metre), stretches(40, (12, 22)), metre)
    assert {int(gap) for gap in np.diff([k for k, beat in enumerate(song) if beat.is_downbeat])} == {metre}


def test_beats_found_in_what_was_kept_of_a_silence_were_not_heard() -> None:
    """The music lies from 10.2 to 19.8 s."""
    song = carried(beats(0.1, 0.5, 20), stretches(30, (10, 20)), 4)
    heard_s = [beat.time_s for beat in song if beat.confidence]
    assert heard_s == pytest.approx(10.6 + np.arange(19) * 0.5)
