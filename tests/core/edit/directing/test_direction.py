"""A film is directed as its style says: calm ones hold, and no shot is all transition."""

from itertools import pairwise

import pytest

from core.edit.directing.direction import CALM, CLASSIC, direction_of
from core.edit.directing.director import most_shots, shot_count
from core.edit.edl import EditDecisionList
from core.edit.styles.presets import settings_of_style
from core.effects import StyleName
from core.media.info import Source
from core.music.song_part import song_part
from core.schemas import ProjectSettings
from tests.core.edit.edit_samples import even_grid, planned
from tests.core.edit.journey_samples import journey, song
from tests.core.edit.seen_samples import seen_photo


def in_style(style: StyleName, sources: list[Source], beat_ms: int = 400, seconds: float = 60) -> list[int]:
    """Return how long each shot stands, in ms, before its transition to the next is over."""
    grid, sections = song(beat_ms, seconds)
    settings = ProjectSettings.model_validate(settings_of_style(style))
    edl: EditDecisionList = planned(sources, grid, settings, sections=sections)
    edges = [0, *(segment.timeline_out_ms for segment in edl.segments)]
    return [after - before for before, after in pairwise(edges)]


def test_calm_and_cinematic_films_hold_longer_than_classic_ones_on_the_fastest_song():
    calm, cinematic, classic = (
        sum(found) / len(found)
        for found in (in_style(style, journey(60, 0)) for style in ("calm", "cinematic", "classic"))
    )
    assert calm > 4000
    assert calm > cinematic > 1.2 * classic


@pytest.mark.parametrize("style", ["classic", "cinematic", "calm"])
def test_no_shot_is_all_transition(style: StyleName):
    overlap_ms = ProjectSettings.model_validate(settings_of_style(style)).transition_duration_ms
    for beat_ms in (345, 400, 500):
        assert min(in_style(style, journey(60, 0), beat_ms)) >= 2 * overlap_ms


@pytest.mark.parametrize("style", ["cinematic", "calm"])
@pytest.mark.parametrize(("count", "seconds"), [(6, 20), (9, 30), (12, 30), (18, 44), (18, 60)])
def test_where_pictures_are_many_for_long_holds_all_stand_shorter_and_none_flashes_by(
    style: StyleName, count: int, seconds: float
):
    for beat_ms in (345, 461, 500):
        shots = in_style(style, journey(count, 0), beat_ms, seconds)
        assert min(shots) >= max(1300, 0.5 * sum(shots) / len(shots))


def test_cuts_may_be_as_short_as_the_song_earns():
    assert direction_of(ProjectSettings(transition_type="cut", transition_duration_ms=900)) == CLASSIC
    assert direction_of(ProjectSettings(style="calm", transition_type="cut")) == CALM


def test_a_calm_film_has_room_for_fewer_pictures():
    part = song_part(even_grid(beats=120))
    assert most_shots(part, (), CALM) < most_shots(part, (), CLASSIC)


def test_few_pictures_stand_longer_before_they_come_a_third_time():
    assert shot_count(12, 115.0, 1, CLASSIC) == (44, 115.0 / 44)
    assert shot_count(12, 60.0, 1, CLASSIC)[0] == 24
    assert shot_count(12, 36.0, 1, CLASSIC)[0] == 22, "twice is what it was"
    assert shot_count(12, 12.0, 1, CLASSIC)[0] == 12


def test_a_photo_is_not_seen_six_times_in_a_long_song():
    twelve = [seen_photo(str(number)) for number in range(12)]
    grid, sections = song(577, 240)
    edl = planned(twelve, grid, ProjectSettings(pacing="directed"), sections=sections)
    assert len(edl.segments) <= 5 * 12


@pytest.mark.parametrize("beat_ms", [345, 400, 500])
def test_the_first_shot_stands_until_its_title_is_read(beat_ms: int):
    assert in_style("lively", journey(60, 0), beat_ms)[0] >= 3200
    untitled = direction_of(ProjectSettings(style="lively", titles="none"))
    assert untitled.first_ms == CLASSIC.first_ms
