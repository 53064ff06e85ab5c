"""Panoramas are panned over, whole pictures fill what they can, and a close look cuts off nobody beside."""

from dataclasses import replace
from fractions import Fraction

import pytest

from core.edit.framing.details import detail_of
from core.edit.framing.heads import heads_in_frame
from core.edit.framing.placement import OutputFrame, kind_in, place_moving
from core.edit.framing.windows import View, fitted
from core.media.info import Source
from core.render.draw.motion import pose_at, window
from core.schemas import KenBurnsEffect, ProjectSettings
from core.vision.analysis import Subject, VisualAnalysis
from tests.core.edit.edit_samples import even_grid, planned
from tests.core.edit.seen_samples import Edges, box, seen, seen_photo

ASPECT = Fraction(16, 9)
SIZE = (1920, 1080)
WIDE = OutputFrame(ASPECT, None, 3000)


def seen_from_to(source: Source, move: KenBurnsEffect | None, fit: str = "cover") -> tuple[float, float]:
    """Return the left and right edges of what a move shows from its start to its end, in shares."""
    assert move is not None
    size = source.display_width, source.display_height
    views = [window(fit, pose_at(move, at), size, SIZE) for at in (0, 1)]  # pyright: ignore[reportArgumentType]
    left, right = min(one.left_px for one in views), max(one.left_px + one.width_px for one in views)
    return left / size[0], right / size[0]


def guessed(certainty: float, edges: Edges) -> VisualAnalysis:
    return seen(subject=edges).model_copy(update={"subject": Subject(box=box(edges), certainty=certainty)})


@pytest.mark.parametrize("name", list("abcdef"))
def test_a_panorama_that_stands_long_enough_is_seen_from_end_to_end(name: str):
    source = seen_photo(name, None, 4500, 1000)
    left, right = seen_from_to(source, place_moving(source, replace(WIDE, slot_ms=7000), 0).move)
    assert left < 0.01
    assert right > 0.99


@pytest.mark.parametrize("avoided", [None, "pan"])
def test_a_panorama_is_panned_over_as_far_as_the_eye_can_follow(avoided: str | None):
    source = seen_photo("a", None, 9000, 1000)
    placement = place_moving(source, WIDE, 0, avoided)  # pyright: ignore[reportArgumentType]
    left, right = seen_from_to(source, placement.move)
    frames = (right - left) * 9000 / (1000 * float(ASPECT)) - 1
    assert frames == pytest.approx(0.66, abs=0.05)
    assert kind_in(placement.move, "cover", source, WIDE) == "pan"


@pytest.mark.parametrize("certainty", [0.0, 0.45, 0.7])
@pytest.mark.parametrize("slot_ms", [2000, 10_000])
def test_a_tall_photo_of_which_nobody_knows_what_it_is_about_is_shown_nearly_whole(
    certainty: float, slot_ms: float
):
    for name in "abcdefgh":
        source = seen_photo(name, guessed(certainty, (0.0, 0.55, 0.86, 0.8)), 3000, 4000)
        placement = place_moving(source, replace(WIDE, slot_ms=slot_ms), 0)
        assert placement.fit == "blur"
        move = placement.move
        assert move is not None
        assert 1.0 <= min(move.start_zoom, move.end_zoom) < max(move.start_zoom, move.end_zoom) <= 1.1


def test_a_tall_photo_covers_the_frame_where_its_subject_fits_beyond_doubt_or_its_owner_says_so():
    sure = seen_photo("a", guessed(0.9, (0.1, 0.3, 0.7, 0.55)), 3000, 4000)
    unsure = seen_photo("b", guessed(0.5, (0.1, 0.3, 0.7, 0.55)), 3000, 4000)
    pointed_at = replace(unsure, focus_x=0.5, focus_y=0.4)
    assert place_moving(sure, WIDE, 0).fit == "cover"
    assert place_moving(pointed_at, WIDE, 0).fit == "cover"
    assert place_moving(unsure, replace(WIDE, fit="cover"), 0).fit == "cover"
    upright = replace(WIDE, aspect=Fraction(4, 5))
    assert place_moving(unsure, upright, 0).fit == "cover"


def test_the_top_of_what_stands_tall_is_in_the_frame():
    tops = []
    for name in "abcdefgh":
        placement = place_moving(seen_photo(name, None, 3000, 3300), WIDE, 0)
        move = placement.move
        assert move is not None
        assert placement.fit == "cover"
        shape = fitted((3000, 3300), ASPECT, "cover")
        views = [
            View(move.start_zoom, move.start_x, move.start_y),
            View(move.end_zoom, move.end_x, move.end_y),
        ]
        tops.append(min(view.region(shape).top for view in views))
    assert max(tops) < 0.25


def test_what_is_perhaps_the_subject_is_not_gone_closer_to_than_it_fits():
    tall = guessed(0.45, (0.2, 0.17, 0.45, 0.94))
    for name in "abcdefgh":
        move = place_moving(seen_photo(name, tall, 4000, 3000), WIDE, 0).move
        assert move is not None
        assert max(move.start_zoom, move.end_zoom) <= 1.1
    unknown = guessed(0.1, (0.2, 0.17, 0.45, 0.94))
    closest = [place_moving(seen_photo(name, unknown, 1600, 900), WIDE, 0).move for name in "abcdefgh"]
    assert max(max(move.start_zoom, move.end_zoom) for move in closest if move) > 1.15


def test_a_picture_over_its_blurred_self_fills_as_much_as_its_faces_allow():
    above_each_other = seen((0.4, 0.2, 0.6, 0.35), (0.4, 0.5, 0.6, 0.65))
    source = seen_photo("a", above_each_other, 3000, 4000)
    placement = place_moving(source, WIDE, 0)
    assert placement.fit == "blur"
    assert placement.move is not None
    assert min(placement.move.start_zoom, placement.move.end_zoom) > 1.15
    segment = planned([source], even_grid(), ProjectSettings(beats_per_cut=16)).segments[0]
    heads = heads_in_frame(segment, source, ASPECT)
    assert all(head.top > 0 and head.bottom < 1 for head in heads)


def test_a_close_look_at_one_face_does_not_cut_off_another():
    alone, beside = (0.1, 0.3, 0.2, 0.48), (0.72, 0.3, 0.82, 0.48)
    neighbour = (0.83, 0.22, 0.93, 0.4)
    source = seen_photo("a", seen(alone, beside, neighbour), 4000, 2250)
    for occurrence in (1, 2, 3):
        move = detail_of(source, WIDE, occurrence)
        assert move is not None
        for at in (0.0, 1.0):
            view = window("cover", pose_at(move, at), (4000, 2250), SIZE)
            for face in (alone, beside, neighbour):
                wide = min(face[2] * 4000, view.left_px + view.width_px) - max(face[0] * 4000, view.left_px)
                assert wide <= 0 or wide >= 0.99 * 400
    crowd = [(x / 12, 0.3, x / 12 + 0.07, 0.45) for x in range(12)]
    assert detail_of(seen_photo("b", seen(*crowd), 4000, 2250), WIDE, 1) is None


@pytest.mark.parametrize("size", [(4000, 3000), (3000, 4000), (6000, 2000)])
def test_a_border_stays_outside_of_the_frame_from_start_to_end(size: tuple[int, int]):
    within = box((0.06, 0.05, 0.95, 0.92))
    for name in "abcdef":
        analysis = seen((0.4, 0.3, 0.5, 0.45)) if name < "d" else seen(look=name)
        source = seen_photo(name, analysis.model_copy(update={"content": within}), *size)
        placement = place_moving(source, WIDE, 0)
        assert placement.move is not None
        assert placement.fit == "cover"
        for step in range(11):
            view = window("cover", pose_at(placement.move, step / 10), size, SIZE)
            assert view.left_px >= (within.left - 0.004) * size[0]
            assert view.left_px + view.width_px <= (within.right + 0.004) * size[0]
            assert view.top_px >= (within.top - 0.004) * size[1]
            assert view.top_px + view.height_px <= (within.bottom + 0.004) * size[1]
