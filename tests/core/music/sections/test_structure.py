"""A song falls into parts where it changes, and the parts are as calm or loud as they sound."""

import numpy as np
import pytest

from core.music.analysis.spectra import spectra
from core.music.grid.beat_grid import BeatGrid
from core.music.sections.song_sections import Sections
from core.music.sections.structure import boundaries, find_sections
from core.music.tracking.build import SongFacts, even_grid
from tests.core.music.click_tracks import RATE_HZ, band, click_track


def chord(seconds: float) -> np.ndarray:
    t = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    return 0.03 * np.sum([np.sin(2 * np.pi * hz * t) for hz in (220, 277.2, 329.6)], axis=0)


def sections_of(song: np.ndarray) -> Sections:
    return find_sections(spectra(song[::2].astype(np.float32)), grid_for(len(song) / RATE_HZ))


def grid_for(seconds: float) -> BeatGrid:
    return even_grid(SongFacts("a" * 64, RATE_HZ, round(seconds * 1000)))


def test_a_quiet_intro_a_band_and_a_quiet_end_are_three_parts() -> None:
    parts = sections_of(np.concatenate([chord(16), band(120, 32, 4), chord(16)])).sections
    assert [part.start_ms for part in parts] == pytest.approx([0, 16_000, 48_000], abs=2000)
    assert [part.intensity for part in parts] == ["calm", "drop", "calm"]
    assert parts[0].label == parts[2].label != parts[1].label
    assert parts[-1].end_ms == 64_000


def test_a_song_without_change_is_one_part_of_medium_intensity() -> None:
    parts = sections_of(click_track(120, 40)).sections
    assert [(part.start_ms, part.end_ms, part.intensity) for part in parts] == [(0, 40_000, "medium")]


@pytest.mark.parametrize("seconds", [1.0, 2.5, 9.0])
def test_short_songs_have_one_part(seconds: float) -> None:
    assert len(sections_of(band(120, seconds, 4)).sections) == 1


def test_silence_has_one_part() -> None:
    assert len(sections_of(np.zeros(20 * RATE_HZ)).sections) == 1


def test_parts_are_four_bars_long_at_least() -> None:
    novelties = np.array([0, 0, 9, 0, 0.5, 0.6, 0, 0, 0, 0.7, 0, 0, 0, 0])
    assert boundaries(novelties) == [5, 9]
