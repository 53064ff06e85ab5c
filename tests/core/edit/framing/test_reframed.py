"""One edit in frames of several shapes: the same cuts, nobody's head cut, a person's choice kept."""

from collections.abc import Sequence
from fractions import Fraction

import pytest

from core.edit.apply import EditContext, apply
from core.edit.edl import EditDecisionList
from core.edit.framing.reframed import reframed
from core.edit.framing.shapes import is_same_shape, size_in
from core.edit.framing.windows import View, fitted
from core.edit.operations import operation_from
from core.effects import Title
from core.media.info import Source
from core.render.draw.motion import pose_at, window
from core.schemas import Focus, ProjectSettings
from tests.core.edit.edit_samples import even_grid, planned
from tests.core.edit.seen_samples import Edges, seen, seen_clip, seen_photo

UPRIGHT = (1080, 1920)
SHAPES = [UPRIGHT, (1080, 1080), (1080, 1350)]
FACES: list[Edges] = [(0.05, 0.2, 0.15, 0.35), (0.8, 0.5, 0.9, 0.7), (0.45, 0.1, 0.5, 0.18)]
GRID = even_grid(beats=40)
SETTINGS = ProjectSettings(pacing="steady")


@pytest.fixture
def sources() -> list[Source]:
    return [seen_photo(f"p{number}", seen(face)) for number, face in enumerate(FACES)]


@pytest.fixture
def edit(sources: list[Source]) -> EditDecisionList:
    return planned(sources, GRID, SETTINGS)


def by_id(sources: Sequence[Source]) -> dict[str, Source]:
    return {source.asset_id: source for source in sources}


def done(edit: EditDecisionList, sources: Sequence[Source], **operation: object) -> EditDecisionList:
    return apply(edit, operation_from(operation), EditContext(GRID, by_id(sources), SETTINGS))


@pytest.mark.parametrize("size", SHAPES)
def test_heads_are_whole_in_every_shape(edit: EditDecisionList, sources: list[Source], size: tuple[int, int]):
    for segment in reframed(edit, size, by_id(sources)).segments:
        source = by_id(sources)[segment.media_asset_id]
        face = FACES[sources.index(source)]
        move = segment.effects.ken_burns
        assert move is not None
        for at in (0.0, 0.5, 1.0):
            shape = (source.display_width, source.display_height)
            view = window(segment.fit or "cover", pose_at(move, at), shape, size)
            assert view.left_px <= face[0] * shape[0] + 1
            assert view.left_px + view.width_px >= face[2] * shape[0] - 1


def test_the_same_pictures_at_the_same_times_with_the_same_titles(
    edit: EditDecisionList, sources: list[Source]
):
    titled = done(edit, sources, kind="set_title", index=0, title=Title(text="Summer").model_dump())
    upright = reframed(titled, UPRIGHT, by_id(sources))
    placing = {"fit", "focus", "effects"}
    assert [s.model_dump(exclude=placing) for s in upright.segments] == [
        s.model_dump(exclude=placing) for s in titled.segments
    ]
    assert upright.segments[0].effects.title == titled.segments[0].effects.title
    assert [s.effects.why for s in upright.segments] == [s.effects.why for s in titled.segments]
    assert (upright.settings.output_width, upright.settings.output_height) == UPRIGHT


def test_a_title_moves_aside_where_another_shape_puts_a_face_below_it(sources: list[Source]):
    aside = seen_photo("aside", seen((0.03, 0.4, 0.15, 0.65)), 1600, 900)
    wide = planned([aside, *sources], GRID, SETTINGS)
    titled = done(wide, [aside, *sources], kind="set_title", index=0, title=Title(text="Summer").model_dump())
    title = reframed(titled, UPRIGHT, by_id([aside, *sources])).segments[0].effects.title
    assert title
    assert title.place == "lower_third"
    own = titled.segments[0].effects.title
    assert own
    assert own.place == "centre"


def test_a_plan_for_the_shape_itself_would_place_pictures_alike(sources: list[Source]):
    wide, upright = (
        planned(sources, GRID, SETTINGS.model_copy(update={"output_width": wide, "output_height": high}))
        for wide, high in ((1920, 1080), UPRIGHT)
    )
    again = reframed(wide, UPRIGHT, by_id(sources))
    assert [s.fit for s in again.segments] == [s.fit for s in upright.segments]


def test_a_fit_and_a_focus_point_by_hand_stay(edit: EditDecisionList, sources: list[Source]):
    focused = done(edit, sources, kind="set_focus", index=1, focus=Focus(x=0.1, y=0.2).model_dump())
    fitted_too = done(focused, sources, kind="set_fit", index=2, fit="contain")
    upright = reframed(fitted_too, UPRIGHT, by_id(sources))
    assert upright.segments[1].focus == Focus(x=0.1, y=0.2)
    assert upright.segments[2].fit == "contain"


def test_a_window_by_hand_stays_about_the_same_point(edit: EditDecisionList, sources: list[Source]):
    move = {"enabled": True, "start_zoom": 1.5, "end_zoom": 1.5, "start_x": 0.2, "end_x": 0.2}
    by_hand = done(edit, sources, kind="set_ken_burns", index=0, ken_burns=move)
    source = by_id(sources)[by_hand.segments[0].media_asset_id]
    upright = reframed(by_hand, UPRIGHT, by_id(sources))
    centres = []
    for edl in (by_hand, upright):
        segment, settings = edl.segments[0], edl.settings
        aspect = Fraction(settings.output_width, settings.output_height)
        shape = fitted((source.display_width, source.display_height), aspect, segment.fit or "cover")
        set_to = segment.effects.ken_burns
        assert set_to is not None
        assert set_to.start_zoom == 1.5
        centres.append(View(set_to.start_zoom, set_to.start_x, set_to.start_y).region(shape).centre)
    assert centres[1] == pytest.approx(centres[0], abs=0.01)


def test_the_move_of_a_plan_taken_again_is_no_longer_a_persons(edit: EditDecisionList, sources: list[Source]):
    by_hand = done(edit, sources, kind="set_ken_burns", index=0, ken_burns={"enabled": False})
    assert by_hand.segments[0].effects.by_hand == ["ken_burns"]
    assert done(by_hand, sources, kind="auto_ken_burns", index=0).segments[0].effects.by_hand == []


def test_a_clip_keeps_its_moment(sources: list[Source]):
    clips = [*sources, seen_clip("c", 9000, moments=((4000, 7000, 0.9),))]
    edit = planned(clips, GRID, SETTINGS)
    before, after = edit, reframed(edit, UPRIGHT, by_id(clips))
    assert [(s.source_in_ms, s.source_out_ms) for s in before.segments] == [
        (s.source_in_ms, s.source_out_ms) for s in after.segments
    ]


def test_a_size_keeps_its_shorter_side_in_another_shape():
    sizes = [size_in(ratio, (1920, 1080)) for ratio in ("16:9", "9:16", "1:1", "4:5")]
    assert sizes == [(1920, 1080), (1080, 1920), (1080, 1080), (1080, 1350)]
    assert size_in("16:9", (854, 480)) == (854, 480)


def test_sizes_that_only_rounding_tells_apart_have_one_shape():
    assert is_same_shape((854, 480), (1920, 1080))
    assert not is_same_shape((1080, 1350), (1080, 1080))
