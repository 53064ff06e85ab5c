"""In a directed film a clip gives way on a beat before what is spoilt of it shows."""

from dataclasses import replace
from itertools import pairwise

import pytest

from core.edit.directing.dividing import TOLERATED
from core.edit.edl import EditDecisionList
from core.media.info import Source
from core.schemas import ProjectSettings
from core.vision.analysis import FlawedStretch
from tests.core.edit.edit_samples import planned
from tests.core.edit.journey_samples import journey, song

CLEAN_MS, BEAT_MS = 2000, 923


def shaken(source: Source) -> Source:
    """Return a clip of which only the first two seconds are worth showing."""
    assert source.analysis is not None
    assert source.duration_ms is not None
    moment = source.analysis.moments[0].model_copy(update={"start_ms": 0, "end_ms": CLEAN_MS, "peak_ms": 900})
    flaw = FlawedStretch(start_ms=CLEAN_MS, end_ms=source.duration_ms, flaw="shaken")
    seen = source.analysis.model_copy(update={"moments": (moment,), "flawed": (flaw,)})
    return replace(source, analysis=seen)


def film(sources: list[Source]) -> EditDecisionList:
    grid, sections = song(BEAT_MS, 40)
    return planned(sources, grid, ProjectSettings(pacing="directed"), sections=sections)


@pytest.mark.parametrize(("photos", "clips"), [(4, 10), (6, 8), (3, 3)])
def test_no_clip_stands_much_longer_than_it_is_clean(photos: int, clips: int) -> None:
    sources = [shaken(one) if one.media_type == "video" else one for one in journey(photos, clips)]
    moving = {one.asset_id for one in sources if one.media_type == "video"}
    shown = film(sources).segments
    assert any(segment.media_asset_id in moving for segment in shown)
    for segment in shown:
        if segment.media_asset_id in moving:
            assert segment.render_duration_ms <= TOLERATED * CLEAN_MS
    assert all(one.media_asset_id != other.media_asset_id for one, other in pairwise(shown))


def test_the_rest_is_given_to_what_is_not_shown_yet_if_there_is_any() -> None:
    sources = [shaken(one) if one.media_type == "video" else one for one in journey(30, 10)]
    shown = [segment.media_asset_id for segment in film(sources).segments]
    assert len(set(shown)) == len(shown)


def test_where_there_is_no_other_picture_a_clip_stands_whole() -> None:
    clip = shaken(next(one for one in journey(0, 1) if one.media_type == "video"))
    assert {segment.media_asset_id for segment in film([clip]).segments} == {clip.asset_id}


def test_what_closes_a_film_stands_long_enough_for_its_title() -> None:
    for clips in range(3, 9):
        sources = [shaken(one) if one.media_type == "video" else one for one in journey(3, clips)]
        shown = film(sources).segments
        assert shown[-1].timeline_out_ms - shown[-1].timeline_in_ms >= 1500
