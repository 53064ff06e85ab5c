"""Of a song that is much too long for its pictures, the film takes as much as shows each of them once."""

from collections import Counter

import pytest

from core.edit.planning.carrying import SHORT_SONG_MS, carried_length_ms
from core.media.info import Source
from core.music.analyzed_song import AnalyzedSong
from core.schemas import ProjectSettings
from tests.core.edit.edit_samples import clip, even_grid, photo, planned, section

DIRECTED = ProjectSettings(pacing="directed")
GRID = even_grid(beats=480)  # four minutes
SECTIONS = [
    section(0, 32_000, "calm"),
    section(32_000, 112_000),
    section(112_000, 176_000, "high"),
    section(176_000, 240_000, "drop"),
]


def carried(sources: list[Source], seconds: int = 240) -> int | None:
    grid, sections = even_grid(beats=2 * seconds), [one for one in SECTIONS if one.end_ms <= seconds * 1000]
    return carried_length_ms(DIRECTED, sources, AnalyzedSong("song.mp3", "5" * 64, grid, sections))


@pytest.mark.parametrize("count", [3, 6, 12, 24])
def test_few_photos_are_shown_once_each(count: int):
    photos = [photo(f"p{number}") for number in range(count)]
    length_ms = carried(photos)
    assert length_ms is not None
    assert length_ms <= count * 5000
    settings = DIRECTED.model_copy(update={"film_length_ms": length_ms})
    film = planned(photos, GRID, settings, sections=SECTIONS)
    shown = Counter(segment.media_asset_id for segment in film.segments)
    assert len(shown) == count
    assert max(shown.values()) <= 2
    assert length_ms * 0.8 <= film.total_duration_ms <= length_ms


def test_photos_of_which_few_must_come_again_carry_the_whole_song():
    assert carried([photo(f"p{number}") for number in range(60)]) is None


def test_a_song_of_a_minute_is_played_whole():
    assert carried([photo("alone")], SHORT_SONG_MS // 1000) is None


@pytest.mark.parametrize(("clips", "seconds"), [(1, 60), (4, 15)])
def test_of_clips_all_is_shown_that_is_new(clips: int, seconds: int):
    length_ms = carried([clip(f"c{number}", seconds * 1000) for number in range(clips)])
    assert length_ms == pytest.approx(clips * seconds * 1000, rel=0.1)


def test_a_clip_longer_than_the_song_carries_it():
    assert carried([clip("long", 300_000)]) is None


def test_without_pictures_there_is_nothing_to_carry():
    assert carried([]) is None
