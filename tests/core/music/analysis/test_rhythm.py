"""The networks' features: half the rate of the spectra, independent of level, calm where nothing happens."""

import numpy as np
import pytest

from core.music.analysis.rhythm import change_around, every_second, rhythm_features
from core.music.analysis.spectra import spectra
from tests.core.music.click_tracks import band


def test_there_are_28_features_at_50_hz() -> None:
    song = spectra(band(120, 6, 4)[::2].astype(np.float32))
    features = rhythm_features(song)
    assert features.shape == ((song.frames - 1) // 2, 28)
    assert features[:, :12].max() <= 6
    assert features[:, :12].min() >= 0


def test_level_makes_no_difference() -> None:
    song = band(120, 6, 4)[::2].astype(np.float32)
    assert rhythm_features(spectra((song / 40).astype(np.float32))) == pytest.approx(
        rhythm_features(spectra(song)), abs=1e-2
    )


def test_a_pair_of_frames_keeps_its_greater_flux_and_the_mean_of_the_rest() -> None:
    frames = np.repeat(np.arange(9, dtype=np.float32)[:, None], 28, axis=1)
    halved = every_second(frames)
    assert list(halved[:, 0]) == [1, 3, 5, 7]
    assert list(halved[:, 27]) == [0.5, 2.5, 4.5, 6.5]
    assert len(every_second(frames, stretch=2)) == 2


def test_harmony_changes_where_the_chord_does() -> None:
    chroma = np.repeat(np.eye(12, dtype=np.float32)[[0, 5]], 20, axis=0)
    assert int(np.argmax(change_around(chroma, 4))) in (19, 20)
    assert not change_around(np.ones((30, 12), np.float32), 4)[2:-2].round(3).any()
