"""The onset signal answers to beginnings, in quiet passages as in loud ones."""

import numpy as np
import pytest

from core.music.analysis.onset import STRONGEST, onset_strength
from core.music.analysis.spectra import Floats, spectra
from tests.core.music.click_tracks import click_track


def onsets_of(song: np.ndarray) -> Floats:
    return onset_strength(spectra(song[::2].astype(np.float32)).flux)


def test_onsets_stand_at_the_clicks_and_nowhere_else() -> None:
    onsets = onsets_of(click_track(120, 10, 0.25))
    at_clicks = onsets[25:1000:50]
    between = onsets[50:1000:50]
    assert at_clicks.min() > 1
    assert between.max() < 0.05


def test_a_quiet_half_counts_like_a_loud_one() -> None:
    song = click_track(120, 40, 0.25)
    song[len(song) // 2 :] *= 0.1
    onsets = onsets_of(song)
    assert onsets[3025:3900:50].mean() == pytest.approx(onsets[1025:1900:50].mean(), rel=0.35)


def test_strength_is_bounded() -> None:
    onsets = onsets_of(click_track(60, 20, 0.5))
    assert onsets.min() >= 0
    assert onsets.max() <= STRONGEST
