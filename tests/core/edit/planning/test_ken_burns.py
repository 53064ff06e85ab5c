"""Ken Burns paths are calm, vary from photo to photo and keep the point that matters in view."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from core.edit.planning.ken_burns import ken_burns
from core.media.info import Source
from core.render.draw.motion import pose_at, window
from tests.core.edit.edit_samples import photo

WIDE = Fraction(16, 9)
shapes = st.tuples(st.integers(100, 6000), st.integers(100, 6000))


def test_the_same_showing_of_a_photo_always_moves_alike():
    assert ken_burns(photo("a"), 0, WIDE, 2000) == ken_burns(photo("a"), 0, WIDE, 2000)


def test_each_showing_and_each_photo_moves_differently():
    moves = [ken_burns(photo(name), showing, WIDE, 2000) for name in "abcd" for showing in range(3)]
    assert len({move.model_dump_json() for move in moves}) == 12


def test_some_photos_zoom_in_and_some_out():
    moves = [ken_burns(photo(str(number)), 0, WIDE, 2000) for number in range(40)]
    assert 10 <= sum(move.end_zoom > move.start_zoom for move in moves) <= 30


def test_a_panorama_is_panned_sideways_and_a_portrait_up_or_down():
    panorama = ken_burns(photo("a", 5000, 1200), 0, WIDE, 4000)
    portrait = ken_burns(photo("a", 1200, 1600), 0, WIDE, 4000)
    assert abs(panorama.end_x - panorama.start_x) > 0.2
    assert abs(portrait.end_y - portrait.start_y) > 0.2


@given(shapes, st.integers(0, 5), st.floats(200, 60_000))
def test_a_move_is_gentle_and_never_faster_in_a_longer_slot(
    shape: tuple[int, int], showing: int, slot_ms: float
):
    move, longer = (ken_burns(photo("a", *shape), showing, WIDE, ms) for ms in (slot_ms, slot_ms * 1.5))
    zoomed, zoomed_longer = (abs(m.end_zoom - m.start_zoom) for m in (move, longer))
    assert 1.0 <= min(move.start_zoom, move.end_zoom) < max(move.start_zoom, move.end_zoom) <= 1.3
    assert zoomed_longer / 1.5 <= zoomed + 2e-4


@given(shapes, st.floats(0, 1), st.floats(0, 1), st.integers(0, 5), st.floats(0, 1))
def test_the_focus_point_stays_in_view_all_the_way(
    shape: tuple[int, int], focus_x: float, focus_y: float, showing: int, progress: float
):
    source: Source = photo("a", *shape, focus_x=focus_x, focus_y=focus_y)
    move = ken_burns(source, showing, WIDE, 4000)
    view = window("cover", pose_at(move, progress), shape, (1920, 1080))
    slack = 1 + max(shape) / 10_000  # positions are rounded to 4 digits
    assert view.left_px - slack <= focus_x * shape[0] <= view.left_px + view.width_px + slack
    assert view.top_px - slack <= focus_y * shape[1] <= view.top_px + view.height_px + slack
