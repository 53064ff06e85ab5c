"""The director puts upright pictures side by side where a wide film has no room for each, and seldom."""

from fractions import Fraction
from itertools import pairwise

import pytest

from core.edit.directing.side_by_side import SHOTS_APART
from core.edit.edl import EditDecisionList
from core.edit.framing.aims import cuts_faces
from core.edit.framing.panel_boxes import panel_aspects
from core.edit.framing.windows import fitted
from core.edit.planning.planner import plan
from core.media.info import Source
from core.music.analyzed_song import AnalyzedSong
from core.schemas import ProjectSettings
from tests.core.edit.edit_samples import MADE_AT, SONG
from tests.core.edit.journey_samples import journey, song

WIDE = ProjectSettings(pacing="directed", panels=True)
UPRIGHT = ProjectSettings(pacing="directed", panels=True, output_width=1080, output_height=1920)


def film(sources: list[Source], settings: ProjectSettings = WIDE) -> EditDecisionList:
    grid, sections = song()
    made = plan(
        settings,
        sources,
        AnalyzedSong("song.mp3", SONG, grid, sections),
        project_id="project",
        generated_at=MADE_AT,
    )
    left = {one.asset_id for one in made.left_out}
    assert left.isdisjoint(one for segment in made.edl.segments for one in segment.asset_ids)
    return made.edl


def split(edl: EditDecisionList) -> list[int]:
    return [segment.index for segment in edl.segments if segment.effects.panels]


@pytest.mark.parametrize("settings", [WIDE, UPRIGHT])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_spare_pictures_share_a_shot_with_one_of_their_hour(settings: ProjectSettings, seed: int):
    sources = {source.asset_id: source for source in journey(seed=seed)}
    edl = film(list(sources.values()), settings)
    aspect = Fraction(settings.output_width, settings.output_height)
    numbers = split(edl)
    assert 1 <= len(numbers) <= len(edl.segments) / SHOTS_APART + 1
    assert all(later - sooner >= SHOTS_APART for sooner, later in pairwise(numbers))
    assert not {0, len(edl.segments) - 1} & set(numbers)
    everything = [one for segment in edl.segments for one in segment.asset_ids]
    assert len(set(everything)) == len(everything), "no picture twice"
    for number in numbers:
        segment = edl.segments[number]
        panels, shows = segment.effects.panels, [sources[one] for one in segment.asset_ids]
        assert panels
        assert panels.layout == ("columns" if aspect > 1 else "rows")
        assert len({(one.clock.day, one.clock.hour) for one in shows if one.clock}) == 1
        for one, shape in zip(shows, panel_aspects(panels.layout, len(shows), aspect), strict=True):
            assert (one.display_width < one.display_height) == (aspect > 1)
            assert one.analysis
            whole = fitted((one.display_width, one.display_height), shape, "cover")
            assert not cuts_faces(one.analysis.faces, whole)
        enters = [panel.at_ms for panel in panels.beside]
        assert enters == sorted(set(enters))
        assert enters[-1] < segment.render_duration_ms
        assert (segment.effects.why[0].code, segment.effects.why[0].count) == ("side_by_side", len(shows))


def test_one_setting_asks_for_them_and_changes_nothing_else():
    sources = journey()
    alone = film(sources, WIDE.model_copy(update={"panels": False}))
    assert not split(alone)
    assert [s.media_asset_id for s in alone.segments] == [s.media_asset_id for s in film(sources).segments]
    assert not ProjectSettings(pacing="directed").panels, "a film has them where somebody asks for them"


def test_where_all_pictures_have_room_none_share_it():
    assert not split(film(journey(12, 2)))


def test_a_square_film_has_none():
    assert not split(film(journey(), WIDE.model_copy(update={"output_width": 1080, "output_height": 1080})))
