"""A split screen: pictures in panels of their own, each whole in its faces, coming in on the beats."""

from fractions import Fraction
from typing import Any

import pytest

from core.edit.apply import EditContext, apply
from core.edit.edl import EditDecisionList
from core.edit.framing.panel_boxes import panel_boxes
from core.edit.framing.panels import best_layout
from core.edit.framing.reframed import reframed
from core.edit.hashes import content_hash
from core.edit.operations import operation_from
from core.edit.planning.manual_edits import manual_edits, with_looks
from core.edit.validate import check_edl
from core.errors import AssetNotInProjectError, AssetUnknownError, PanelWithoutPhotoError
from core.music.song_part import song_part
from core.render.draw.motion import pose_at, window
from core.schemas import KenBurnsEffect, Panels, ProjectSettings
from tests.core.edit.edit_samples import even_grid, planned
from tests.core.edit.seen_samples import seen, seen_clip, seen_photo

GRID = even_grid(beats=24)
STEADY = ProjectSettings(pacing="steady")
FACE = (0.55, 0.1, 0.8, 0.3)
SOURCES = [
    seen_photo("a", seen(FACE, look="a"), 3000, 4000),
    seen_photo("b", seen(FACE, look="b"), 3000, 4000),
    seen_clip("c", 9000),
    seen_photo("d", None, 3000, 4000),
]
BY_ID = {source.asset_id: source for source in SOURCES}
LAYOUTS = ("columns", "rows", "grid")


def a_plan() -> EditDecisionList:
    return planned(SOURCES, GRID, STEADY)


def edited(edl: EditDecisionList, kind: str, **facts: Any) -> EditDecisionList:
    after = apply(edl, operation_from({"kind": kind} | facts), EditContext(GRID, BY_ID, STEADY))
    check_edl(after, beats=GRID, sources=BY_ID)
    return after


def split(
    edl: EditDecisionList, *names: str, index: int = 0, every: int = 1, **facts: Any
) -> EditDecisionList:
    panels = {"asset_ids": [f"id-{name}" for name in names], "every": every, **facts}
    return edited(edl, "set_panels", index=index, panels=panels)


def panels_of(edl: EditDecisionList, index: int = 0) -> Panels:
    panels = edl.segments[index].effects.panels
    assert panels
    return panels


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("frame", [(1920, 1080), (1080, 1920), (1080, 1080), (322, 182)])
def test_panels_fill_the_frame_on_even_pixels_but_for_a_border(layout: Any, frame: tuple[int, int]):
    for count in (2, 3, 4):
        boxes = panel_boxes(layout, count, frame)
        assert len(boxes) == count
        assert all(px % 2 == 0 for box in boxes for px in (box.left, box.top, box.width, box.height))
        assert max(box.left + box.width for box in boxes) == frame[0]
        assert max(box.top + box.height for box in boxes) == frame[1]
        covered = sum(box.width * box.height for box in boxes)
        assert 0.9 * frame[0] * frame[1] < covered < frame[0] * frame[1]


def test_each_picture_comes_in_on_its_beat_and_stays_inside_the_segment():
    edl = split(a_plan(), "a", "b", "d", index=1)
    assert [panel.at_ms for panel in panels_of(edl, 1).beside] == [500, 1000]
    assert [panel.at_ms for panel in panels_of(split(edl, "a", "b", "d", every=4)).beside] == [1500, 1500]
    assert [panel.at_ms for panel in panels_of(split(edl, "a", "b", "d", every=0)).beside] == [0, 0]


def test_faces_are_whole_in_every_panel_from_start_to_end():
    edl = split(a_plan(), "a", "b", "d")
    segment = edl.segments[0]
    boxes = panel_boxes("columns", 3, (1920, 1080))
    beside = panels_of(edl).beside[0]
    assert {segment.fit, beside.fit} == {"cover"}
    for box, move in zip(boxes, (segment.effects.ken_burns, beside.ken_burns), strict=False):
        for at in (0.0, 0.5, 1.0):
            pose = pose_at(move or KenBurnsEffect(end_zoom=1), at)
            view = window("cover", pose, (3000, 4000), (box.width, box.height))
            assert view.left_px <= FACE[0] * 3000 + 1
            assert view.left_px + view.width_px >= FACE[2] * 3000 - 1
            assert view.top_px <= FACE[1] * 4000 + 1
            assert view.top_px + view.height_px >= FACE[3] * 4000 - 1


def test_taken_off_the_picture_is_framed_as_before():
    before = a_plan()
    after = edited(split(before, "a", "b"), "set_panels", index=0, panels=None)
    assert after.segments == before.segments


def test_another_order_puts_another_picture_first_and_a_clip_can_only_be_the_first():
    edl = split(split(a_plan(), "a", "b"), "b", "a")
    assert edl.segments[0].asset_ids == ("id-b", "id-a")
    assert split(edl, "c", "a", index=2).segments[2].asset_ids == ("id-c", "id-a")
    with pytest.raises(PanelWithoutPhotoError):
        split(edl, "b", "c")
    with pytest.raises(PanelWithoutPhotoError):
        split(edl, "c", "b", index=1)
    with pytest.raises(AssetNotInProjectError):
        split(edl, "b", "zz")
    with pytest.raises(ValueError, match="each picture once"):
        split(edl, "b", "b")


def test_a_person_s_framing_of_the_first_picture_stays():
    edl = edited(a_plan(), "set_fit", index=0, fit="contain")
    assert split(edl, "a", "b").segments[0].fit == "contain"


def test_replacing_the_first_picture_keeps_those_beside_it():
    edl = edited(split(a_plan(), "a", "b"), "replace", index=0, asset_id="id-d")
    assert edl.segments[0].asset_ids == ("id-d", "id-b")


def test_split_in_two_the_second_part_goes_on_with_what_is_there():
    edl = edited(split(a_plan(), "a", "b", "d"), "split", beat=1)
    assert [panel.beat for panel in panels_of(edl, 1).beside] == [0, 1]
    assert [panel.at_ms for panel in panels_of(edl, 1).beside] == [0, 500]


def test_a_photo_that_is_in_no_project_or_a_clip_is_refused_in_a_whole_edit():
    edl = split(a_plan(), "a", "b")
    with pytest.raises(AssetUnknownError):
        check_edl(edl, sources={key: one for key, one in BY_ID.items() if key != "id-b"})
    segments = [edl.segments[0].renamed({"id-b": "id-c"}), *edl.segments[1:]]
    with pytest.raises(PanelWithoutPhotoError):
        check_edl(edl.model_copy(update={"segments": segments}), sources=BY_ID)


def test_an_edit_without_panels_keeps_its_hash_and_its_file():
    edl = a_plan()
    assert "panels" not in edl.segments[0].effects.model_dump()
    checksums = {key: source.checksum for key, source in BY_ID.items()}
    shared = split(edl, "a", "b")
    hashes = {content_hash(one, checksums, "song") for one in (edl, shared, split(edl, "a", "d"))}
    assert len(hashes) == 3
    others = {key: f"{key}-copy" for key in BY_ID}
    copied = shared.model_copy(update={"segments": [one.renamed(others) for one in shared.segments]})
    same = {others[key]: checksum for key, checksum in checksums.items()}
    assert content_hash(copied, same, "song") == content_hash(shared, checksums, "song")


def test_in_an_upright_frame_they_stand_in_the_line_that_suits_them():
    upright = [BY_ID["id-a"], BY_ID["id-b"]]
    assert best_layout(upright, Fraction(16, 9)) == "columns"
    assert best_layout(upright, Fraction(9, 16)) == "rows"
    edl = reframed(split(a_plan(), "a", "b"), (1080, 1920), BY_ID)
    assert panels_of(edl).layout == "rows"


def test_a_new_plan_keeps_what_a_person_put_side_by_side_and_took_apart():
    plan = a_plan()
    song = song_part(GRID, 0, GRID.duration_ms)
    put = manual_edits(plan, split(plan, "a", "d"))
    again = with_looks(planned(put.wanted(SOURCES), GRID, STEADY), put, song, BY_ID)
    assert again.segments[0].asset_ids == ("id-a", "id-d")
    assert [one.asset_id for one in put.wanted(SOURCES)] == ["id-a", "id-b", "id-c"]
    apart = manual_edits(split(plan, "a", "d"), plan)
    assert with_looks(split(plan, "a", "d"), apart, song, BY_ID).segments[0].asset_ids == ("id-a",)
    left = {key: one for key, one in BY_ID.items() if key != "id-d"}
    assert with_looks(plan, put, song, left).segments[0].effects.panels is None


def test_a_picture_that_is_taken_out_leaves_the_screen_to_the_others():
    edl = split(a_plan(), "a", "b", "d", index=0)
    left = edited(edl, "take_out", asset_ids=["id-b"])
    assert left.segments[0].asset_ids == ("id-a", "id-d")
    alone = edited(left, "take_out", asset_ids=["id-d"])
    assert alone.segments[0].effects.panels is None


def test_taking_out_the_first_picture_leaves_the_screen_to_those_beside_it():
    both = split(a_plan(), "a", "b", "d")
    after = edited(both, "take_out", asset_ids=["id-a"])
    assert after.segments[0].asset_ids == ("id-b", "id-d")
    alone = edited(after, "take_out", asset_ids=["id-b"])
    assert alone.segments[0].asset_ids == ("id-d",)
    assert alone.segments[0].effects.panels is None


def test_pictures_come_in_on_their_beats_when_one_beside_them_is_taken_out():
    later = edited(split(a_plan(), "a", "b", "d"), "take_out", asset_ids=["id-b"])
    assert [(panel.media_asset_id, panel.beat) for panel in panels_of(later).beside] == [("id-d", 2)]


def test_a_picture_from_beside_that_replaces_the_first_stands_there_once():
    both = split(a_plan(), "a", "b", "d")
    assert edited(both, "replace", index=0, asset_id="id-d").segments[0].asset_ids == ("id-d", "id-b")
