"""Nobody loses the head: faces stay whole all along a move, or the picture is shown as a whole."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.edit.framing.placement import OutputFrame, Placement, kind_in, place_moving, place_still
from core.edit.framing.windows import view_at
from core.media.info import Source
from core.render.draw.motion import pose_at, still_pose, window
from core.schemas import ProjectSettings
from core.vision.analysis import Box, Sighting, Subject
from tests.core.edit.edit_samples import even_grid, photo, planned
from tests.core.edit.seen_samples import Edges, faces, seen, seen_clip, seen_photo

FRAMES = {
    Fraction(16, 9): (1920, 1080),
    Fraction(9, 16): (1080, 1920),
    Fraction(1): (1080, 1080),
    Fraction(4, 5): (1080, 1350),
}
WIDE = OutputFrame(Fraction(16, 9), None, 2000)
GROUP = [(0.1, 0.3, 0.18, 0.42), (0.45, 0.25, 0.53, 0.37), (0.8, 0.3, 0.88, 0.42)]
HAIR = 0.25  # of a face's height, above it


@st.composite
def face_lists(draw: st.DrawFn) -> list[Edges]:
    found = []
    for _ in range(draw(st.integers(1, 6))):
        size = draw(st.floats(0.03, 0.35))
        left, top = draw(st.floats(0, 1 - size)), draw(st.floats(0, 1 - size))
        found.append((left, top, left + size, top + size))
    return found


def shown_share(
    source: Source, placement: Placement, face: Edges, frame: tuple[int, int], at: float
) -> float:
    """Return which share of a face and the hair above it the renderer shows."""
    size = source.display_width, source.display_height
    assert placement.move is not None
    view = window(placement.fit, pose_at(placement.move, at), size, frame)
    left, right = face[0] * size[0], face[2] * size[0]
    top = max(0.0, face[1] - HAIR * (face[3] - face[1])) * size[1]
    bottom = face[3] * size[1]
    wide = min(right, view.left_px + view.width_px) - max(left, view.left_px)
    high = min(bottom, view.top_px + view.height_px) - max(top, view.top_px)
    return max(0.0, wide) * max(0.0, high) / ((right - left) * (bottom - top))


@given(face_lists(), st.tuples(st.integers(600, 6000), st.integers(600, 6000)), st.sampled_from(list(FRAMES)))
def test_the_main_faces_are_whole_from_start_to_end(
    found: list[Edges], size: tuple[int, int], aspect: Fraction
):
    source = seen_photo("a", seen(*found), *size)
    placement = place_moving(source, OutputFrame(aspect, None, 3000), 0)
    tallest = max(bottom - top for _, top, _, bottom in found)
    for face in found:
        if face[3] - face[1] < 0.4 * tallest:
            continue
        shares = [shown_share(source, placement, face, FRAMES[aspect], step / 10) for step in range(11)]
        assert min(shares) > 0.97


@pytest.mark.parametrize("aspect", list(FRAMES))
def test_a_group_too_wide_for_the_frame_is_shown_in_the_whole_picture(aspect: Fraction):
    placement = place_moving(seen_photo("a", seen(*GROUP)), OutputFrame(aspect, None, 2000), 0)
    assert placement.fit == ("cover" if aspect > 1 else "blur")


def test_a_group_is_shown_in_the_whole_picture_where_the_back_of_a_head_would_be_cut_off():
    group = (0.211, 0.38, 0.351, 0.639), (0.466, 0.538, 0.59, 0.768), (0.719, 0.392, 0.883, 0.667)
    photo = seen_photo("a", seen(*group))
    fits = [
        place_moving(photo, OutputFrame(aspect, None, 3000), 0).fit
        for aspect in (Fraction(16, 9), Fraction(1))
    ]
    assert fits == ["cover", "blur"]


def test_with_a_fit_of_its_own_the_largest_group_that_fits_is_shown():
    source = seen_photo("a", seen(*GROUP, (0.12, 0.5, 0.2, 0.62)))
    placement = place_moving(source, OutputFrame(Fraction(9, 16), "cover", 2000), 0)
    assert placement.fit == "cover"
    pair = [GROUP[0], (0.12, 0.5, 0.2, 0.62)]
    assert all(
        shown_share(source, placement, face, (1080, 1920), at) > 0.97 for face in pair for at in (0, 1)
    )


def test_passers_by_do_not_shrink_the_picture():
    near, far = (0.1, 0.2, 0.33, 0.5), (0.9, 0.3, 0.93, 0.34)
    assert (
        place_moving(seen_photo("a", seen(near, far)), OutputFrame(Fraction(9, 16), None, 2000), 0).fit
        == "cover"
    )


def test_eyes_lie_near_the_upper_third_where_there_is_room():
    source = seen_photo("a", seen((0.45, 0.45, 0.55, 0.58)))
    placement = place_moving(source, WIDE, 0)
    assert placement.move is not None
    for at in (0.0, 1.0):
        view = window("cover", pose_at(placement.move, at), (4000, 3000), (1920, 1080))
        eyes = (0.45 + 0.4 * 0.13) * 3000
        assert (eyes - view.top_px) / view.height_px == pytest.approx(1 / 3, abs=0.05)


def test_a_face_is_pushed_in_on_and_a_group_pulled_out_from_more_often_than_not():
    def kinds(analysis_of: tuple[Edges, ...]) -> list[str | None]:
        sources = [seen_photo(str(number), seen(*analysis_of)) for number in range(40)]
        placed = [(source, place_moving(source, WIDE, 0)) for source in sources]
        return [kind_in(placement.move, placement.fit, source, WIDE) for source, placement in placed]

    assert kinds(((0.4, 0.4, 0.5, 0.53),)).count("push") > 20
    assert kinds(((0.3, 0.4, 0.4, 0.53), (0.45, 0.4, 0.55, 0.53), (0.6, 0.4, 0.7, 0.53))).count("pull") > 20


def test_no_kind_of_move_comes_three_times_in_a_row():
    sources = [seen_photo(str(number), seen((0.4, 0.4, 0.5, 0.53), look=str(number))) for number in range(30)]
    edl = planned(sources, even_grid(120))
    by_id = {source.asset_id: source for source in sources}
    kinds = [
        kind_in(segment.effects.ken_burns, segment.fit, by_id[segment.media_asset_id], WIDE)
        for segment in edl.segments
    ]
    assert all(not one == two == three for (one, two), (_, three) in pairwise(pairwise(kinds)))


def test_a_focus_point_of_the_owner_wins():
    pointed = seen_photo("a", seen((0.8, 0.1, 0.95, 0.4)))
    by_hand = photo("a", 4000, 3000, focus_x=0.1, focus_y=0.9)
    both = seen_photo("a", seen((0.8, 0.1, 0.95, 0.4)))
    both = type(both)(**{**vars(both), "focus_x": 0.1, "focus_y": 0.9})
    assert place_moving(both, WIDE, 0) == place_moving(by_hand, WIDE, 0) != place_moving(pointed, WIDE, 0)


def test_a_page_is_shown_as_a_whole():
    assert place_moving(seen_photo("a", seen(kind="document")), WIDE, 0).fit == "blur"


def test_a_clip_of_nearly_the_shape_of_the_frame_covers_it_around_its_subject():
    person = faces((0.4, 0.05, 0.5, 0.2))
    there = tuple(Sighting(time_ms=time_ms, faces=person) for time_ms in range(0, 4000, 1000))
    source = seen_clip("a", 4000, sightings=there)
    placement = place_still(source, OutputFrame(Fraction(192, 100), None, 2000), (0, 2000))
    assert placement.fit == "cover"
    assert placement.focus is not None
    pose = still_pose("cover", (placement.focus.x, placement.focus.y), (1280, 720), (1920, 1000))
    assert window("cover", pose, (1280, 720), (1920, 1000)).top_px < 0.01 * 720


def test_a_clip_follows_its_subject_in_the_window_that_is_shown():
    left, right = faces((0.1, 0.2, 0.2, 0.4)), faces((0.8, 0.2, 0.9, 0.4))
    there = tuple(Sighting(time_ms=ms, faces=left if ms < 3000 else right) for ms in range(0, 6000, 500))
    source = seen_clip("a", 6000, sightings=there)
    square = OutputFrame(Fraction(1), "cover", 2000)
    early, late = (
        place_still(source, square, (0, 2000)).focus,
        place_still(source, square, (4000, 6000)).focus,
    )
    assert early is not None
    assert late is not None
    assert early.x < 0.4
    assert late.x > 0.6


def sighted(*edges: Edges) -> tuple[Sighting, ...]:
    return tuple(Sighting(time_ms=1000 * number, faces=faces(one)) for number, one in enumerate(edges))


def test_a_landscape_clip_covers_an_upright_frame_around_a_subject_that_stays_in_it():
    upright = OutputFrame(Fraction(9, 16), None, 2000)
    still = seen_clip("a", 4000, sightings=sighted(*((0.7, 0.3, 0.8, 0.5),) * 4))
    placement = place_still(still, upright, (0, 3000))
    assert (placement.fit, placement.focus and placement.focus.x) == ("cover", pytest.approx(0.75, abs=0.02))


@pytest.mark.parametrize(
    "edges",
    [
        ((0.1, 0.3, 0.6, 0.9),) * 4,
        ((0.0, 0.3, 0.1, 0.5), (0.3, 0.3, 0.4, 0.5), (0.6, 0.3, 0.7, 0.5), (0.9, 0.3, 1.0, 0.5)),
    ],
)
def test_one_whose_subject_is_too_wide_or_walks_through_it_is_shown_as_a_whole(edges: tuple[Edges, ...]):
    clip = seen_clip("a", 4000, sightings=sighted(*edges))
    assert place_still(clip, OutputFrame(Fraction(9, 16), None, 2000), (0, 3000)).fit == "blur"
    assert (
        place_still(seen_clip("b", 4000), OutputFrame(Fraction(9, 16), None, 2000), (0, 3000)).fit == "blur"
    )


def test_without_an_analysis_a_plan_is_what_it_was():
    unseen = planned([photo("a"), photo("b", 1200, 1600)], even_grid(), ProjectSettings())
    assert [segment.fit for segment in unseen.segments[:2]] == ["cover", "cover"]


@pytest.mark.parametrize("number", range(12))
def test_what_is_too_large_for_the_frame_is_not_panned_over_and_shown_whole_beyond_doubt(number: int):
    upright = OutputFrame(Fraction(9, 16), None, 2000)

    def placed(certainty: float) -> tuple[Source, Placement]:
        subject = Subject(box=Box(left=0.2, top=0.1, right=0.8, bottom=0.9), certainty=certainty)
        source = seen_photo(f"a{number}", seen().model_copy(update={"subject": subject}))
        return source, place_moving(source, upright, 0)

    source, unsure = placed(0.7)
    assert kind_in(unsure.move, unsure.fit, source, upright) != "pan"
    assert (unsure.fit, placed(0.9)[1].fit) == ("cover", "blur")


@pytest.mark.parametrize(
    "frame", [OutputFrame(Fraction(9, 16), None, 2000), OutputFrame(Fraction(4, 5), None, 2000)]
)
def test_a_likely_subject_is_in_the_window_though_it_need_not_stay_whole(frame: OutputFrame):
    for number in range(6):
        likely = Subject(box=Box(left=0.75, top=0.4, right=0.95, bottom=0.6), certainty=0.4)
        source = seen_photo(f"l{number}", seen().model_copy(update={"subject": likely}))
        move = place_moving(source, frame, 0).move
        assert move
        shape = frame.shape(source, "cover")
        halfway = view_at(move, 0.5).region(shape)
        assert halfway.left < 0.85 < halfway.right


def test_a_photo_of_nearly_the_shape_of_the_frame_covers_it_though_its_subject_is_tall():
    cat = Subject(box=Box(left=0.2, top=0.0, right=0.8, bottom=1.0), certainty=0.95)
    analysis = seen().model_copy(update={"subject": cat})
    fits = [place_moving(seen_photo("c", analysis, width, 1000), WIDE, 0).fit for width in (1500, 1000)]
    assert fits == ["cover", "blur"]
