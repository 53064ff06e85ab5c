"""A song that can be counted in two ways offers the second one, a clear song does not."""

import numpy as np

from core.music.analysis.activations import hear
from core.music.analysis.spectra import spectra
from core.music.tracking.alternative import CLOSE_SHARE, alternative
from core.music.tracking.candidates import candidates
from core.music.tracking.choice import ChosenReading, choose, read
from tests.core.music.click_tracks import band, beat_times_s

BEATS_S = np.arange(0.5, 20, 0.5)


def offered(song: np.ndarray) -> tuple[ChosenReading, ChosenReading | None]:
    song_spectra = spectra(song[::2].astype(np.float32))
    hearing = hear(song_spectra)
    readings = [read(candidate, song_spectra, hearing) for candidate in candidates(hearing)]
    choice = choose(readings)
    return choice, alternative(readings, choice)


def bpm(choice: ChosenReading) -> int:
    return round(60 / float(np.mean(np.diff(choice.reading.beats_s))))


def test_a_fast_band_may_be_counted_at_half_its_tempo_too() -> None:
    choice, other = offered(band(160, 20, 4))
    assert other is not None
    assert {bpm(choice), bpm(other)} == {80, 160}
    assert CLOSE_SHARE <= other.share <= 0.5
    played = choice if bpm(choice) == 160 else other
    distance_s = np.abs(played.reading.beats_s[:, None] - beat_times_s(160, 20)).min(axis=0)
    assert distance_s.max() < 0.02


def test_a_clear_song_offers_no_other_beats() -> None:
    _, other = offered(band(120, 20, 4))
    assert other is None
