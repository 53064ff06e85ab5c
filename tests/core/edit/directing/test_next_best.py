"""Another one for a shot is the next best of its hour."""

from core.edit.directing.next_best import next_best
from core.schemas import ProjectSettings
from tests.core.edit.edit_samples import planned
from tests.core.edit.journey_samples import journey, song


def test_another_one_is_of_the_same_hour_and_not_in_the_film():
    sources = journey()
    by_id = {source.asset_id: source for source in sources}
    grid, sections = song()
    edl = planned(sources, grid, ProjectSettings(pacing="directed"), sections=sections)
    used = {segment.media_asset_id for segment in edl.segments}
    others = next_best(sources, used, ())
    assert others.keys() == used
    assert not used & set(others.values())
    for one, other in others.items():
        clocks = by_id[one].clock, by_id[other].clock
        assert [clock and clock.hour for clock in clocks] == [clocks[0] and clocks[0].hour] * 2


def test_what_is_better_not_shown_comes_last_and_without_others_there_is_none():
    sources = journey(4, 0)
    ids = [source.asset_id for source in sources]
    assert set(next_best(sources, ids[:1], ids[1:3]).values()) == {ids[3]}
    assert set(next_best(sources, ids[:1], ids[1:]).values()) <= set(ids[1:])
    assert next_best(sources, ids, ()) == {}
