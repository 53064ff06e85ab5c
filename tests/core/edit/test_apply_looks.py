"""Edits of what a segment shows, and how it comes in, leave its beats alone and pass over what is locked."""

import pytest

from tests.core.edit.edit_samples import TRANSITIONS
from tests.core.edit.edited_samples import a_plan, edited, shown


def test_the_halves_of_a_photo_share_its_path():
    whole = a_plan().segments[0].effects.ken_burns
    one, two = (s.effects.ken_burns for s in edited(a_plan(), "split", beat=1).segments[:2])
    assert whole
    assert one
    assert two
    assert (one.start_zoom, two.end_zoom) == (whole.start_zoom, whole.end_zoom)
    assert one.end_zoom == two.start_zoom


def test_replace_keeps_the_beats_and_shows_the_other_picture_as_a_plan_would():
    edl = edited(a_plan(), "replace", index=1, asset_id="id-c")
    assert shown(edl) == "a4 c4 c4 a4 b4 c4"
    assert edl.segments[1].fit == "cover"
    assert edl.segments[1].effects.ken_burns


def test_slip_shows_another_moment_and_never_runs_past_the_clip():
    edl = edited(a_plan(), "slip", index=1, source_in_ms=3000)
    assert (edl.segments[1].source_in_ms, edl.segments[1].source_out_ms) == (3000, 5500)
    late = edited(a_plan(), "slip", index=1, source_in_ms=8999)
    assert (late.segments[1].source_in_ms, late.segments[1].source_out_ms) == (6500, 9000)


@pytest.mark.parametrize("kind", TRANSITIONS)
def test_the_transition_of_one_cut_or_of_all(kind: str):
    one = edited(a_plan(), "set_transition", index=2, type=kind, duration_ms=800)
    kinds = [s.transition_in.type for s in one.segments[1:] if s.transition_in]
    assert kinds == ["crossfade", kind, "crossfade", "crossfade", "crossfade"]
    every = edited(a_plan(), "set_transition", type=kind, duration_ms=800)
    lengths = {
        (s.transition_in.type, s.transition_in.duration_ms) for s in every.segments[1:] if s.transition_in
    }
    assert lengths == {(kind, 0 if kind == "cut" else 800)}
    assert every.settings.default_transition_type == kind


def test_looks_are_set_on_one_segment():
    edl = edited(a_plan(), "set_fit", index=1, fit="contain")
    edl = edited(edl, "set_focus", index=1, focus={"x": 0.2, "y": 0.9})
    edl = edited(edl, "set_volume", index=1, volume=0.5)
    edl = edited(edl, "set_ken_burns", index=1, ken_burns={"enabled": True, "end_zoom": 1.5})
    segment = edl.segments[1]
    assert segment.fit == "contain"
    assert segment.focus
    assert (segment.focus.x, segment.focus.y, segment.volume) == (0.2, 0.9, 0.5)
    assert segment.effects.ken_burns
    assert segment.effects.ken_burns.end_zoom == 1.5
    assert [s.fit for s in edited(edl, "set_fit", fit="blur").segments] == ["blur"] * 6


def test_looks_are_set_on_several_segments_and_locked_ones_are_passed_over():
    edl = edited(a_plan(), "set_lock", index=2, last=3, locked=True)
    edl = edited(edl, "set_fit", index=1, last=4, fit="contain")
    assert [s.fit == "contain" for s in edl.segments] == [False, True, False, False, True, False]
    edl = edited(edl, "set_transition", index=0, last=4, type="cut")
    kinds = [s.transition_in.type for s in edl.segments[1:] if s.transition_in]
    assert kinds == ["cut", "crossfade", "crossfade", "cut", "crossfade"]
    loud = edited(edl, "set_volume", index=0, last=5, volume=1.0)
    assert [s.volume for s in loud.segments] == [None, 1.0, None, None, 1.0, None]
    looping = edited(loud, "set_loop", index=0, last=5, loop=True)
    assert [s.loop for s in looping.segments] == [False, True, False, False, True, False]
    assert edited(looping, "set_loop", index=0, last=5, loop=False) == loud
    assert shown(edited(edl, "delete", index=1, last=4)) == "a8 c4 a4 c8"


def test_a_photo_gets_back_the_move_that_a_plan_gave_it():
    plan = a_plan()
    changed = edited(plan, "set_ken_burns", index=3, ken_burns={"enabled": True, "end_zoom": 1.9})
    assert changed != plan
    assert edited(changed, "auto_ken_burns", index=3) == plan


def test_attributes_are_pasted_to_several_segments_at_once_and_a_move_to_photos_only():
    move = {"enabled": True, "end_zoom": 1.7}
    fade = {"type": "fade_black", "duration_ms": 600}
    pasted = {"transition": fade, "ken_burns": move, "flash": {"colour": "black"}, "beat_pulse": None}
    edl = edited(
        edited(a_plan(), "set_lock", index=3, locked=True), "paste_attributes", index=0, last=3, **pasted
    )
    kinds = [s.transition_in.type for s in edl.segments[1:] if s.transition_in]
    assert kinds == ["fade_black", "fade_black", "crossfade", "crossfade", "crossfade"]
    zooms = [s.effects.ken_burns.end_zoom for s in edl.segments[:3] if s.effects.ken_burns]
    photos = [s for s in edl.segments[:3] if s.media_type == "image"]
    assert zooms == [1.7] * len(photos)
    assert [bool(s.effects.flash) for s in edl.segments] == [True, True, True, False, False, False]
    assert edl.segments[1].fit == a_plan().segments[1].fit


def test_moves_of_several_photos_are_taken_away_and_planned_again_as_one_change():
    still = edited(a_plan(), "set_ken_burns", index=0, last=5, ken_burns=None)
    assert not any(s.effects.ken_burns for s in still.segments if s.media_type == "image")
    again = edited(still, "auto_ken_burns", index=0, last=5)
    assert [s.effects.ken_burns for s in again.segments] == [s.effects.ken_burns for s in a_plan().segments]
