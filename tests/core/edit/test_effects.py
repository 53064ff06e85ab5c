"""Effects lie on the beats of the song, wherever edits take their segments."""

import json
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from core.edit.edl import EditDecisionList
from core.edit.hashes import content_hash
from core.edit.operations import operation_from
from core.edit.title_texts import caption_text, days_text, opening_text
from core.effects import BeatPulse, Flash, Speed, Title
from core.errors import NotAClipError
from core.schemas import EDLSegment, ProjectSettings
from tests.core.edit.edit_samples import even_grid, grid_of
from tests.core.edit.edited_samples import a_plan, edited

CUTS = ProjectSettings()
DASH = "\N{EN DASH}"


def effect(edl: EditDecisionList, index: int, name: str) -> Any:
    found = getattr(edl.segments[index].effects, name)
    assert found is not None
    return found


def test_a_pulse_falls_on_each_beat_of_its_segment_from_the_cut_on() -> None:
    edl = edited(a_plan(), "set_beat_pulse", index=1, beat_pulse={"zoom": 0.05})
    segment = edl.segments[1]
    beats_ms = [segment.timeline_in_ms + at_ms for at_ms in effect(edl, 1, "beat_pulse").at_ms]
    assert beats_ms == [2000, 2500, 3000, 3500]
    assert edl.segments[0].effects.beat_pulse is None


def test_effects_of_a_segment_of_many_minutes_can_be_read_again() -> None:
    grid = even_grid(beats=1400)  # eleven minutes and forty seconds
    edl = a_plan(grid, CUTS)
    edl = edited(edl, "merge", grid, index=0, last=len(edl.segments) - 1)
    edl = edited(edl, "set_title", grid, index=0, title={"text": "Norway"})
    edl = edited(edl, "set_beat_pulse", grid, index=0, beat_pulse={})
    assert effect(edl, 0, "beat_pulse").at_ms[-1] == 699_500
    assert EditDecisionList.model_validate_json(edl.model_dump_json()) == edl


def test_a_pulse_on_bars_falls_on_their_first_beats_only() -> None:
    edl = edited(a_plan(project=CUTS), "merge", index=0)
    edl = edited(edl, "set_beat_pulse", beat_pulse={"on": "downbeats"})
    assert effect(edl, 0, "beat_pulse").at_ms == [0, 2000]
    assert all(segment.effects.beat_pulse for segment in edl.segments)


def test_effects_move_to_the_beats_of_the_place_that_their_segment_moves_to() -> None:
    grid = grid_of([0, 500, 1000, 1500, 2100, 2700, 3300, 3900, 4500, 5100, 5700, 6300], 7000)
    edl = edited(a_plan(grid, CUTS), "set_beat_pulse", grid, index=0, beat_pulse={})
    assert effect(edl, 0, "beat_pulse").at_ms == [0, 500, 1000, 1500]
    moved = edited(edl, "move", grid, index=0, to=1)
    assert effect(moved, 1, "beat_pulse").at_ms == [0, 600, 1200, 1800]


def test_a_flash_lasts_a_beat_but_no_longer_than_its_segment_is_alone() -> None:
    edl = edited(a_plan(project=CUTS), "set_flash", flash={"colour": "black"})
    assert [effect(edl, n, "flash").duration_ms for n in range(len(edl.segments))] == [500] * 6
    slow = edited(a_plan(even_grid(24, 1500), CUTS), "set_flash", even_grid(24, 1500), index=1, flash={})
    assert effect(slow, 1, "flash").duration_ms == 600


def test_a_title_stays_for_its_segment_and_fades_over_a_beat() -> None:
    edl = edited(a_plan(), "set_title", index=1, title={"text": "Bergen"})
    title = effect(edl, 1, "title")
    assert (title.duration_ms, title.fade_in_ms, title.fade_out_ms) == (2000, 500, 500)


def test_a_title_of_so_many_beats_runs_on_over_the_next_segments() -> None:
    edl = edited(a_plan(), "set_title", index=1, title={"text": "Bergen", "beats": 8})
    assert effect(edl, 1, "title").duration_ms == 4000
    late = edited(a_plan(), "set_title", index=5, title={"text": "The End", "beats": 64})
    assert effect(late, 5, "title").duration_ms == 2000, "no title outlasts the song"


def test_a_split_segment_shows_its_title_and_its_flash_once() -> None:
    edl = edited(a_plan(), "set_title", index=1, title={"text": "Bergen"})
    edl = edited(edl, "set_flash", index=1, flash={})
    edl = edited(edl, "set_beat_pulse", index=1, beat_pulse={})
    halves = edited(edl, "split", beat=6).segments[1:3]
    assert [bool(half.effects.title) for half in halves] == [True, False]
    assert [bool(half.effects.flash) for half in halves] == [True, False]
    assert [bool(half.effects.beat_pulse) for half in halves] == [True, True]


def test_another_picture_keeps_the_effects_of_its_slot() -> None:
    edl = edited(a_plan(), "set_title", index=1, title={"text": "Bergen"})
    assert effect(edited(edl, "replace", index=1, asset_id="id-c"), 1, "title").text == "Bergen"


def test_none_takes_an_effect_away() -> None:
    edl = edited(a_plan(), "set_title", index=1, title={"text": "Bergen"})
    assert edited(edl, "set_title", index=1, title=None) == a_plan()


def test_an_edit_without_effects_is_written_and_hashed_as_before_there_were_any() -> None:
    edl = a_plan()
    assert set(edl.model_dump(mode="json")["segments"][0]["effects"]) == {"ken_burns"}
    sums = {segment.media_asset_id: "sum" for segment in edl.segments}
    with_title = edited(edl, "set_title", index=1, title={"text": "Bergen"})
    assert content_hash(edl, sums, "") != content_hash(with_title, sums, "")


def test_what_is_written_is_read_back() -> None:
    edl = edited(a_plan(), "set_title", index=1, title={"text": "Bergen\n5 July", "card": True})
    edl = edited(edl, "set_beat_pulse", index=2, beat_pulse={"zoom": 0.02, "on": "downbeats"})
    written = json.dumps([segment.model_dump(mode="json", exclude_none=True) for segment in edl.segments])
    assert [EDLSegment.model_validate(segment) for segment in json.loads(written)] == edl.segments


@pytest.mark.parametrize(
    "title",
    [
        {"text": ""},
        {"text": " \n\t "},
        {"text": "a\nb\nc\nd\ne"},
        {"text": "x" * 201},
        {"text": "a", "style": "comic"},
        {"text": "a", "beats": 0},
    ],
)
def test_a_title_that_cannot_be_shown_is_refused(title: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        operation_from({"kind": "set_title", "index": 0, "title": title})


def test_a_titles_text_has_no_control_characters_and_no_needless_space() -> None:
    assert Title(text="  The\x07  fjord \n\n\n").text == "The fjord"


def test_the_settings_of_accents_have_bounds() -> None:
    assert BeatPulse().zoom == 0.04
    assert Flash().colour == "white"
    with pytest.raises(ValidationError):
        BeatPulse(zoom=0.5)


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ([], ""),
        ([(2024, 7, 5)], "5 July 2024"),
        ([(2024, 7, 9), (2024, 7, 3), (2024, 7, 5)], f"3{DASH}9 July 2024"),
        ([(2024, 6, 30), (2024, 7, 2)], f"30 June {DASH} 2 July 2024"),
        ([(2023, 12, 28), (2024, 1, 3)], f"28 December 2023 {DASH} 3 January 2024"),
    ],
)
def test_days_are_told_as_people_say_them(days: list[tuple[int, int, int]], told: str) -> None:
    assert days_text(date(*day) for day in days) == told


def test_titles_say_what_is_known() -> None:
    assert opening_text("Summer", [date(2024, 7, 5)]) == "Summer\n5 July 2024"
    assert opening_text("Summer", []) == "Summer"
    assert caption_text(date(2024, 7, 5), "Bergen, Norway") == "Bergen, Norway\n5 July 2024"
    assert caption_text(None) == ""


def test_a_clip_at_half_its_speed_shows_half_as_much_of_it() -> None:
    edl = edited(a_plan(project=CUTS), "set_speed", index=1, speed={"percent": 50})
    segment = edl.segments[1]
    assert segment.source_out_ms is not None
    assert (segment.render_duration_ms, segment.source_out_ms - segment.source_in_ms) == (2000, 1000)
    slipped = edited(edl, "slip", index=1, source_in_ms=8_900)
    assert slipped.segments[1].source_in_ms == 8_000, "a second before the end of the clip"
    fast = edited(edl, "set_speed", index=1, speed={"percent": 400})
    assert (fast.segments[1].source_in_ms, fast.segments[1].source_out_ms) == (0, 8000)


def test_a_ramps_peak_lies_on_the_beat_that_was_asked_for_wherever_its_segment_goes() -> None:
    grid = grid_of([0, 500, 1000, 1500, 2100, 2700, 3300, 3900, 4500, 5100, 5700, 6300], 7000)
    ramp = {"percent": 200, "beat": 2, "beats": 1}
    edl = edited(a_plan(grid, CUTS), "set_speed", grid, index=1, speed={"ramp": ramp})
    laid = effect(edl, 1, "speed").ramp
    assert (laid.at_ms, laid.before_ms, laid.after_ms) == (1200, 600, 600)
    moved = effect(edited(edl, "move", grid, index=1, to=0), 0, "speed").ramp
    assert (moved.at_ms, moved.before_ms, moved.after_ms) == (1000, 500, 500)
    short = effect(edited(edl, "roll", grid, index=1, beats=-2), 1, "speed").ramp
    assert short.at_ms == 600, "on the last beat of a segment that has too few"
    segment = edl.segments[1]
    assert segment.source_out_ms is not None
    assert segment.source_out_ms - segment.source_in_ms == 2400 + 600


def test_both_halves_of_a_split_clip_go_on_at_its_speed_and_the_peak_stays_on_its_beat() -> None:
    slow = edited(a_plan(project=CUTS), "set_speed", index=1, speed={"percent": 50})
    halves = edited(slow, "split", beat=6).segments[1:3]
    assert [half.source_in_ms - slow.segments[1].source_in_ms for half in halves] == [0, 500]
    ramp = {"percent": 25, "beat": 3}
    ramped = edited(slow, "set_speed", index=1, speed={"percent": 100, "ramp": ramp})
    left, right = edited(ramped, "split", beat=6).segments[1:3]
    assert left.effects.speed is not None
    assert right.effects.speed is not None
    assert left.effects.speed.ramp is None
    assert right.effects.speed.ramp is not None
    assert (right.effects.speed.ramp.beat, right.effects.speed.ramp.at_ms) == (1, 500)
    played = edited(ramped, "split", beat=4 + 3).segments[2].source_in_ms - left.source_in_ms
    assert played == 1000 + 312, "half of the way down to a quarter of the speed is 5 / 8 of it"


def test_only_clips_have_a_speed_and_that_of_the_camera_is_none() -> None:
    with pytest.raises(NotAClipError):
        edited(a_plan(), "set_speed", index=0, speed={"percent": 50})
    both = edited(a_plan(), "set_speed", index=0, last=4, speed={"percent": 50})
    assert [bool(segment.effects.speed) for segment in both.segments] == [
        False,
        True,
        False,
        False,
        True,
        False,
    ]
    assert edited(a_plan(), "set_speed", index=1, speed={"percent": 100}) == a_plan()
    assert edited(a_plan(), "paste_attributes", index=0, last=4, speed={"percent": 50}) == both
    for percent in (24, 401):
        with pytest.raises(ValidationError):
            Speed(percent=percent)
