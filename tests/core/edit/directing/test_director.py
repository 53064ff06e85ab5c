"""A directed film shows a little of each day and hour, paced by the song, and says why."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from itertools import groupby, pairwise

import pytest

from core.edit.directing.whys import day_time_of
from core.edit.edl import EditDecisionList
from core.edit.planning.planner import plan
from core.edit.validate import check_edl
from core.media.info import Source
from core.music.analyzed_song import AnalyzedSong
from core.schemas import KenBurnsEffect, ProjectSettings
from tests.core.edit.edit_samples import photo, planned
from tests.core.edit.journey_samples import HOURS, journey, song
from tests.core.edit.seen_samples import seen, seen_photo

DIRECTED = ProjectSettings(pacing="directed")
TEMPI_MS = (345, 500, 667, 923)


def film(sources: list[Source], beat_ms: int = 500, seconds: float = 60) -> EditDecisionList:
    grid, sections = song(beat_ms, seconds)
    return planned(sources, grid, DIRECTED, sections=sections)


def shown(edl: EditDecisionList) -> list[str]:
    return [segment.media_asset_id for segment in edl.segments]


def hour_of(source: Source) -> tuple[int, int]:
    assert source.clock is not None
    return source.clock.day, source.clock.hour


def codes(edl: EditDecisionList) -> set[str]:
    return {why.code for segment in edl.segments for why in segment.effects.why}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_three_days_in_a_minute_show_every_day_and_hour_once_and_in_order(seed: int):
    sources = journey(seed=seed)
    by_id = {source.asset_id: source for source in sources}
    edl = film(sources)
    hours = Counter(hour_of(source) for source in sources)
    seen_hours = [hour_of(by_id[asset]) for asset in shown(edl)]
    assert {hour for hour, count in hours.items() if count > 0.02 * len(sources)} <= set(seen_hours)
    assert {day for day, _ in hours} == {day for day, _ in seen_hours}
    assert seen_hours == sorted(seen_hours)
    assert len(set(shown(edl))) == len(edl.segments)


def test_an_hour_gets_shots_by_the_square_root_of_its_size():
    sources = journey(300, 0)
    by_id = {source.asset_id: source for source in sources}
    sizes = Counter(hour_of(source) for source in sources)
    shots = Counter(hour_of(by_id[asset]) for asset in shown(film(sources, seconds=150)))
    total = sum(size**0.5 for size in sizes.values())
    wanted = {hour: shots.total() * size**0.5 / total for hour, size in sizes.items()}
    assert len(sizes) == len(HOURS)
    assert all(abs(shots[hour] - wanted[hour]) <= 1 for hour in sizes)


def test_of_a_burst_the_best_is_shown_once_and_the_film_says_so():
    sources = journey(20, 0)
    burst = [replace(one, analysis=sources[0].analysis, clock=sources[0].clock) for one in sources[:1]]
    burst += [
        replace(sources[0], asset_id=f"id-copy{n}", checksum=f"sum-copy{n}", display_width=1000)
        for n in range(3)
    ]
    edl = film([*burst, *sources[1:]])
    assert [asset for asset in shown(edl) if asset in {one.asset_id for one in burst}] == [burst[0].asset_id]
    why = next(one.effects.why for one in edl.segments if one.media_asset_id == burst[0].asset_id)
    assert ("best_of", 4) in [(one.code, one.count) for one in why]


def test_what_is_starred_is_shown():
    sources = journey()
    left_out = next(source for source in sources if source.asset_id not in shown(film(sources)))
    starred = [replace(one, starred=one is left_out) for one in sources]
    edl = film(starred)
    assert left_out.asset_id in shown(edl)
    assert "starred" in codes(edl)


@pytest.mark.parametrize("beat_ms", TEMPI_MS)
def test_each_part_begins_with_a_cut_and_no_length_is_everywhere(beat_ms: int):
    grid, sections = song(beat_ms)
    edl = planned(journey(), grid, DIRECTED, sections=sections)
    check_edl(edl, beats=grid)
    cuts = {segment.first_beat for segment in edl.segments}
    for part in sections[1:]:
        bars = [n for n, beat in enumerate(grid.beats) if beat.is_downbeat]
        assert min(bars, key=lambda bar: abs(grid.beats[bar].time_ms - part.start_ms)) in cuts
    lengths = Counter(segment.beat_count for segment in edl.segments)
    assert max(lengths.values()) <= 0.6 * len(edl.segments)
    short = [(segment.beat_count or 0) <= 2 for segment in edl.segments]
    assert max((len(list(run)) for is_short, run in groupby(short) if is_short), default=0) <= 8


def test_calm_parts_hold_and_the_drop_hurries():
    edl = film(journey())
    ends = [segment.timeline_out_ms for segment in edl.segments]
    calm = [after - before for before, after in pairwise([0, *ends]) if after <= 8000]
    drop = [after - before for before, after in pairwise([0, *ends]) if 32_000 < after <= 48_000]
    assert min(calm) >= 4000
    assert sum(drop) / len(drop) < 1700
    assert min(drop) == 500


def test_clips_stand_about_twice_as_long_as_photos():
    edl = film(journey(100, 40), seconds=180)
    lengths = {
        kind: [one.render_duration_ms for one in edl.segments if one.media_type == kind]
        for kind in ("image", "video")
    }
    photos, clips = (sum(found) / len(found) for found in lengths.values())
    assert 1.5 < clips / photos < 2.6


def test_with_few_pictures_shots_are_longer_and_then_come_again_from_close_by():
    sources = journey(9, 1)
    edl = film(sources, seconds=90)
    places = {asset: [n for n, one in enumerate(shown(edl)) if one == asset] for asset in shown(edl)}
    assert all(later - earlier > 6 for found in places.values() for earlier, later in pairwise(found))
    few, many = len(edl.segments), len(film(journey(), seconds=90).segments)
    assert len(sources) < few < 0.7 * many
    again = [one for one in edl.segments if "again" in [why.code for why in one.effects.why]]
    firsts = {one.media_asset_id: one for one in reversed(edl.segments)}
    assert again
    faces = {
        one.asset_id
        for one in sources
        if one.media_type == "image"
        and one.display_width > one.display_height
        and one.analysis
        and one.analysis.faces
    }
    from_close_by = [one for one in again if one.media_asset_id in faces]
    assert from_close_by
    for one in from_close_by:
        move, first = one.effects.ken_burns, firsts[one.media_asset_id].effects.ken_burns
        assert move
        assert first
        assert min(move.start_zoom, move.end_zoom) > max(first.start_zoom, first.end_zoom)


def test_a_clips_peak_is_on_a_strong_beat():
    grid, sections = song()
    sources = journey(100, 40)
    by_id = {source.asset_id: source for source in sources}
    edl = planned(sources, grid, DIRECTED, sections=sections)
    strong = {beat.time_ms for n, beat in enumerate(grid.beats) if n % 2 == 0}
    peaks_ms = []
    for segment in edl.segments:
        source = by_id[segment.media_asset_id]
        analysis, spare_ms = source.analysis, (source.duration_ms or 0) - segment.render_duration_ms
        if analysis and analysis.moments and (segment.beat_count or 0) >= 4 and spare_ms > 2500:
            peaks_ms.append(segment.timeline_in_ms + analysis.moments[0].peak_ms - segment.source_in_ms)
    assert peaks_ms
    assert [at_ms for at_ms in peaks_ms if min(abs(at_ms - beat) for beat in strong) > 17] == []


def test_one_more_photo_changes_little():
    sources = journey()
    before = film(sources)
    middle = sources[100]
    assert middle.clock is not None
    new = replace(
        journey(1, 0, seed=9)[0],
        asset_id="id-new",
        checksum="sum-new",
        clock=middle.clock + timedelta(seconds=1),
    )
    after = film([*sources[:101], new, *sources[101:]])
    same = set(shown(before)) & set(shown(after))
    assert len(same) >= 0.9 * len(before.segments)


def test_pictures_that_a_person_has_ordered_stay_in_that_order():
    sources = journey(12, 0)
    by_hand = sources[::2] + sources[1::2][::-1]
    order = {source.asset_id: n for n, source in enumerate(by_hand)}
    places = [order[asset] for asset in shown(film(by_hand, seconds=30))]
    assert places == sorted(places)


def test_pictures_without_a_time_keep_their_order():
    sources = [seen_photo(f"{n}") for n in range(30)]
    places = [
        sources.index(next(s for s in sources if s.asset_id == asset)) for asset in shown(film(sources))
    ]
    assert places == sorted(places)


def test_what_was_not_looked_at_is_shown_too():
    assert set(shown(film([photo("a"), photo("b"), photo("c")], seconds=20))) == {"id-a", "id-b", "id-c"}


def test_what_is_left_out_says_why():
    sources = journey()
    grid, sections = song()
    made = plan(
        DIRECTED,
        sources,
        AnalyzedSong("song.mp3", "5" * 64, grid, sections),
        project_id="project",
        generated_at=grid.analyzed_at,
    )
    shown = [asset_id for segment in made.edl.segments for asset_id in segment.asset_ids]
    assert len(made.left_out) == len(sources) - len(shown)
    assert {one.reason for one in made.left_out} <= {"no_room", "similar", "weaker"}


def test_the_time_of_day_has_a_name():
    assert [day_time_of(hour) for hour in (3, 9, 14, 18, 23)] == [
        "night",
        "morning",
        "afternoon",
        "evening",
        "night",
    ]


def test_no_picture_comes_again_for_the_sake_of_one_shot_more():
    grid, sections = song(500, 60)
    usual = len(film(journey(photos=60, clips=0)).segments)
    for photos in range(usual // 2, usual):
        edl = planned(journey(photos=photos, clips=0), grid, DIRECTED, sections=sections)
        again = len(edl.segments) - photos
        assert again <= 0 or again > 0.15 * photos


def test_a_photo_never_stands_much_longer_than_photos_do():
    for photos in (8, 14, 30):
        edl = film(journey(photos=photos, clips=0))
        assert max(segment.render_duration_ms for segment in edl.segments) <= 8500


def test_a_small_photo_that_comes_again_moves_the_other_way():
    sources = [seen_photo(name, width=800, height=600) for name in ("a", "b", "c", "d")]
    edl = film(sources)
    moves: dict[str, list[KenBurnsEffect]] = {}
    for segment in edl.segments:
        assert segment.effects.ken_burns is not None
        moves.setdefault(segment.media_asset_id, []).append(segment.effects.ken_burns)
    for first, second, *_ in moves.values():
        assert (first.end_zoom > first.start_zoom) != (second.end_zoom > second.start_zoom)


@pytest.mark.parametrize("first_beat_ms", [450, 900, 1400])
def test_a_song_that_begins_before_its_first_beat_opens_with_no_flash(first_beat_ms: int):
    grid, sections = song(500, 60)
    later = [beat.model_copy(update={"time_ms": beat.time_ms + first_beat_ms}) for beat in grid.beats]
    begun = grid.model_copy(update={"beats": later, "duration_ms": later[-1].time_ms + 700})
    edl = planned(journey(photos=40, clips=2), begun, DIRECTED, sections=sections)
    assert edl.segments[0].render_duration_ms >= 1500
    assert edl.segments[-1].render_duration_ms >= 1500


def test_where_a_few_more_were_taken_than_fit_well_as_many_as_can_be_are_shown():
    usual = len(set(shown(film(journey(photos=200, clips=0)))))
    few_more = set(shown(film(journey(photos=round(usual * 1.4), clips=0))))
    assert len(few_more) >= 1.15 * usual


def test_people_stand_longer_than_places():
    places = [seen_photo(f"place{number}") for number in range(12)]
    people = [
        seen_photo(f"people{number}", seen((0.4, 0.3, 0.6, 0.6), look=f"people{number}"))
        for number in range(12)
    ]
    turns = [one for pair in zip(places, people, strict=True) for one in pair]
    lengths: dict[bool, list[int]] = {True: [], False: []}
    for segment in film(turns).segments:
        lengths["people" in segment.media_asset_id].append(segment.render_duration_ms)
    assert sum(lengths[True]) / len(lengths[True]) > 1.05 * sum(lengths[False]) / len(lengths[False])
