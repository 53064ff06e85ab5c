"""Among all readings of a song the one at the level of its beats is chosen, with its bars."""

import numpy as np
import pytest

from core.music.analysis.activations import Activations, hear
from core.music.analysis.spectra import Spectra, spectra
from core.music.tracking.candidates import candidates
from core.music.tracking.choice import ChosenReading, choose, read
from tests.core.music.click_tracks import band, beat_times_s


def listened(song: np.ndarray) -> tuple[Spectra, Activations]:
    song_spectra = spectra(song[::2].astype(np.float32))
    return song_spectra, hear(song_spectra)


def chosen(song: np.ndarray) -> ChosenReading:
    song_spectra, hearing = listened(song)
    return choose([read(candidate, song_spectra, hearing) for candidate in candidates(hearing)])


@pytest.mark.parametrize("bpm", [90, 120, 140])
@pytest.mark.parametrize("metre", [3, 4])
def test_drums_and_chords_are_read_at_their_own_level(bpm: float, metre: int) -> None:
    reading = chosen(band(bpm, 25, metre)).reading
    beats_s = beat_times_s(bpm, 25)
    assert np.abs(reading.beats_s[:, None] - beats_s).min(axis=0).max() < 0.02
    assert len(reading.beats_s) <= len(beats_s) + 1
    assert reading.bars.metre == metre


def test_other_levels_and_the_off_beat_are_considered() -> None:
    _, hearing = listened(band(120, 20, 4))
    found = candidates(hearing)
    intervals = {(round(c.ratio, 2), c.is_shifted) for c in found}
    assert {(1.0, False), (0.5, False), (2.0, False), (1.0, True)} <= intervals
    assert all(len(np.unique(c.frames)) == len(c.frames) for c in found)
    assert sum(c.is_shifted for c in found) <= 2


def test_the_share_is_that_of_all_belief() -> None:
    choice = chosen(band(120, 20, 4))
    assert 0.3 < choice.share <= 1
