"""Ken Burns geometry: windows stay on the picture, zoom 1 is the fit, the focus point stays in view."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.render.draw.motion import Pose, eased, pose_at, still_pose, window
from core.schemas import KenBurnsEffect

sides = st.integers(min_value=16, max_value=9000)
shares = st.floats(min_value=0, max_value=1)
zooms = st.floats(min_value=1, max_value=2)


@given(st.lists(shares, min_size=2, max_size=20))
def test_easing_runs_from_0_to_1_without_turning_back(points: list[float]) -> None:
    assert eased(0) == 0
    assert eased(1) == pytest.approx(1)
    values = [eased(point) for point in sorted(points)]
    assert values == sorted(values)


def test_a_move_begins_and_ends_where_the_edit_says() -> None:
    move = KenBurnsEffect(
        enabled=True, start_zoom=1.1, end_zoom=1.4, start_x=0.2, end_x=0.9, start_y=0, end_y=1
    )
    assert pose_at(move, 0) == Pose(1.1, 0.2, 0)
    end = pose_at(move, 1)
    assert (end.zoom, end.x, end.y) == pytest.approx((1.4, 0.9, 1))


@given(sides, sides, sides, sides, zooms, shares, shares)
def test_a_covering_window_never_leaves_the_picture(
    width: int, height: int, frame_width: int, frame_height: int, zoom: float, x: float, y: float
) -> None:
    view = window("cover", Pose(zoom, x, y), (width, height), (frame_width, frame_height))
    tolerance = 1e-6 * max(width, height)
    assert view.left_px >= -tolerance
    assert view.top_px >= -tolerance
    assert view.left_px + view.width_px <= width + tolerance
    assert view.top_px + view.height_px <= height + tolerance
    assert view.width_px / view.height_px == pytest.approx(frame_width / frame_height)


def test_zoom_1_covers_and_x_runs_over_the_whole_free_range() -> None:
    left = window("cover", Pose(1, 0, 0.5), (3000, 1000), (1000, 1000))
    right = window("cover", Pose(1, 1, 0.5), (3000, 1000), (1000, 1000))
    assert (left.left_px, left.width_px, left.height_px) == (0, 1000, 1000)
    assert right.left_px == 2000


def test_contain_shows_the_whole_picture_in_the_middle() -> None:
    view = window("contain", Pose(1, 0, 0), (1000, 2000), (2000, 2000))
    assert (view.left_px, view.width_px) == (-500, 2000)
    assert (view.top_px, view.height_px) == (0, 2000)


@given(sides, sides, shares, shares)
def test_the_focus_point_is_in_view_and_in_the_middle_where_that_is_possible(
    width: int, height: int, x: float, y: float
) -> None:
    frame = (1920, 1080)
    view = window("cover", still_pose("cover", (x, y), (width, height), frame), (width, height), frame)
    tolerance = 1e-6 * max(width, height)
    assert view.left_px - tolerance <= x * width <= view.left_px + view.width_px + tolerance
    assert view.top_px - tolerance <= y * height <= view.top_px + view.height_px + tolerance
    middle_px = min(max(x * width, view.width_px / 2), width - view.width_px / 2)
    assert view.left_px + view.width_px / 2 == pytest.approx(middle_px)
