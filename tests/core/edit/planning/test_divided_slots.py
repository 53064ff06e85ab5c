"""A clip gives way on a beat before anything spoilt of it shows; all other slots stay as long as they are."""

from dataclasses import replace

from core.edit.edl import EditDecisionList
from core.schemas import ProjectSettings
from tests.core.edit.edit_samples import even_grid, planned
from tests.core.edit.seen_samples import seen_clip, seen_photo

EIGHT = ProjectSettings(beats_per_cut=8)
PHOTOS = [seen_photo(name) for name in "pqrstuv"]


def beats_and_assets(edl: EditDecisionList) -> list[tuple[int | None, str]]:
    return [(segment.beat_count, segment.media_asset_id) for segment in edl.segments]


def test_what_is_left_of_a_clips_slot_shows_the_next_picture():
    source = seen_clip("c", 9000, moments=((1000, 3500, 0.9),), flawed=((0, 1000), (3500, 9000)))
    edl = planned([PHOTOS[0], source, *PHOTOS[1:]], even_grid(64, 500), EIGHT)
    assert beats_and_assets(edl)[:4] == [(8, "id-p"), (4, "id-c"), (4, "id-q"), (8, "id-r")]
    for shown in edl.segments:
        if shown.media_type == "video":
            assert (shown.source_in_ms, shown.source_out_ms) >= (1000, 3000)
            assert (shown.source_out_ms or 0) <= 3500
    assert sum(segment.beat_count or 0 for segment in edl.segments) == 64


def test_a_clip_gives_way_at_its_inner_cut_too():
    source = seen_clip("c", 6000, moments=((0, 2700, 0.9), (2700, 6000, 0.8)), cuts_ms=(2700,))
    edl = planned([source, *PHOTOS], even_grid(64, 500), EIGHT)
    assert beats_and_assets(edl)[:3] == [(4, "id-c"), (4, "id-p"), (8, "id-q")]
    for shown in edl.segments:
        assert shown.media_type == "image" or not shown.source_in_ms < 2700 < (shown.source_out_ms or 0)


def test_clips_that_are_clean_as_long_as_their_slot_keep_it():
    long_enough = seen_clip("c", 9000, moments=((1000, 5100, 0.9),), flawed=((0, 1000), (5100, 9000)))
    clean = seen_clip("d", 9000)
    short = seen_clip("e", 3000)
    unusable = seen_clip("f", 9000, flawed=((0, 9000),))
    edl = planned([long_enough, clean, short, unusable, *PHOTOS], even_grid(96, 500), EIGHT)
    assert {segment.beat_count for segment in edl.segments} == {8}


def test_what_a_person_chose_of_a_clip_fills_its_slot():
    source = seen_clip("c", 9000, moments=((1000, 3500, 0.9),), flawed=((0, 1000), (3500, 9000)))
    chosen = replace(source, in_ms=500, out_ms=9000)
    edl = planned([chosen, *PHOTOS], even_grid(64, 500), EIGHT)
    assert {segment.beat_count for segment in edl.segments} == {8}


def test_there_is_room_for_more_pictures_where_slots_are_divided():
    clips = [
        seen_clip(name, 5000, moments=((0, 2500, 0.9),), flawed=((2500, 5000),)) for name in ("c", "d", "e")
    ]
    edl = planned([*clips, *PHOTOS], even_grid(64, 500), EIGHT)
    shown = {segment.media_asset_id for segment in edl.segments}
    assert len(shown) == 10  # eight slots, two of which are divided
