"""librosa's beats are what `beat_track` finds, however small the blocks that they are made of."""

import librosa
import numpy as np
import pytest

from core.music.backends.librosa_beats import librosa_beats_s, onset_envelope, tempo_bpm
from core.music.decode import ANALYSIS_RATE_HZ
from tests.core.music.click_tracks import band


@pytest.fixture(scope="module")
def samples() -> np.ndarray:
    return band(104, 15, 3)[::2].astype(np.float16)


@pytest.mark.parametrize("block_frames", [100, 1 << 20])
def test_the_beats_are_those_of_librosa(samples: np.ndarray, block_frames: int) -> None:
    _, expected_s = librosa.beat.beat_track(y=samples.astype(np.float32), sr=ANALYSIS_RATE_HZ, units="time")
    assert len(expected_s) > 20
    assert librosa_beats_s(samples, block_frames) == pytest.approx(np.asarray(expected_s))


def test_the_onsets_and_the_tempo_are_those_of_librosa(samples: np.ndarray) -> None:
    expected = librosa.onset.onset_strength(
        y=samples.astype(np.float32), sr=ANALYSIS_RATE_HZ, aggregate=np.median
    )
    assert onset_envelope(samples, 77) == pytest.approx(expected, abs=1e-4)
    bpm = librosa.feature.tempo(onset_envelope=expected, sr=ANALYSIS_RATE_HZ)
    assert tempo_bpm(expected, 77) == pytest.approx(bpm[0])


def test_silence_has_none() -> None:
    assert len(librosa_beats_s(np.zeros(2 * ANALYSIS_RATE_HZ, np.float16))) == 0
