"""New settings: what decides which pictures come when is planned again, all else keeps what a hand made."""

from typing import Any

import pytest

from core.edit.edl import EditDecisionList
from core.projects.projects import changed_settings
from core.store.db import Database
from core.store.models import Project
from tests.core.projects.edit.edited_project import Desk, set_desk

SQUARE = {"output_width": 720, "output_height": 720}


@pytest.fixture
def desk(database: Database, project: Project) -> Desk:
    return set_desk(database, project)


@pytest.fixture
def by_hand(desk: Desk) -> Desk:
    """An edit in which pictures were moved, swapped and let stand longer."""
    desk("generate")
    desk.edit(kind="move", index=2, to=0)
    desk.edit(kind="swap", index=0, other=3)
    desk.edit(kind="roll", index=1, beats=2)
    return desk


def shows(edl: EditDecisionList) -> list[tuple[str, int]]:
    return [(segment.media_asset_id, segment.timeline_out_ms) for segment in edl.segments]


def ask(desk: Desk, **changes: object) -> None:
    asked = changed_settings(desk.settings, changes)
    desk.change(**{name: getattr(asked, name) for name in type(asked).model_fields})


@pytest.mark.parametrize(
    "change",
    [
        SQUARE,
        {"fit": "blur"},
        {"ken_burns_enabled": False},
        {"output_fps": 24},
        {"transition_type": "crossfade", "transition_duration_ms": 300},
        {"pulse": "beats"},
        {"titles": "ends", "title_style": "bold"},
        {"flash": "white", "fade_out_ms": 1000},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_setting_of_the_look_keeps_every_picture_and_cut(by_hand: Desk, change: dict[str, object]):
    before = by_hand.state.edl
    assert by_hand("undone_by", change) == []
    ask(by_hand, **change)
    made = by_hand("adopt_settings")
    assert made.operation == {"kind": "restyle", "settings": list(change)}
    assert shows(made.edl) == shows(before)
    assert made.edl != before
    assert by_hand.state.changed == []
    assert by_hand("undo").edl == before
    assert all(getattr(by_hand.settings, name) != value for name, value in change.items())


def test_a_film_in_another_shape_keeps_what_was_framed_by_hand(by_hand: Desk):
    move = {"enabled": True, "start_zoom": 1.5, "end_zoom": 1.5}
    by_hand.edit(kind="set_ken_burns", index=1, ken_burns=move)
    ask(by_hand, **SQUARE)
    edl = by_hand("adopt_settings").edl
    assert (edl.settings.output_width, edl.settings.output_height) == (720, 720)
    kept = edl.segments[1].effects.ken_burns
    assert kept
    assert kept.start_zoom == kept.end_zoom == 1.5


def test_what_a_hand_has_set_stays_when_all_others_change(by_hand: Desk):
    by_hand.edit(kind="set_transition", index=2, type="fade_black", duration_ms=400)
    by_hand.edit(kind="set_beat_pulse", index=1, beat_pulse={"on": "downbeats"})
    by_hand.edit(kind="set_title", index=1, title={"text": "Our summer"})
    ask(by_hand, transition_type="crossfade", pulse="beats", titles="ends", title_style="bold")
    segments = by_hand("adopt_settings").edl.segments
    assert [segment.transition_in.type for segment in segments[1:4] if segment.transition_in] == [
        "crossfade",
        "fade_black",
        "crossfade",
    ]
    pulses = [segment.effects.beat_pulse for segment in segments]
    assert [pulse.on for pulse in pulses if pulse] == ["beats", "downbeats"] + ["beats"] * (len(pulses) - 2)
    titles = [segment.effects.title for segment in segments]
    assert {title.text: title.style for title in titles if title}["Our summer"] == "bold"
    ask(by_hand, pulse="none", titles="none")
    segments = by_hand("adopt_settings").edl.segments
    assert [bool(segment.effects.beat_pulse) for segment in segments[:3]] == [False, True, False]
    assert [one.effects.title.text for one in segments if one.effects.title] == ["Our summer"]


def test_a_setting_that_decides_the_cuts_plans_again_and_says_before_what_it_undoes(by_hand: Desk):
    asked: Any = by_hand("undone_by", {"beats_per_cut": 2})
    ask(by_hand, beats_per_cut=2)
    assert [facts["kind"] for facts in asked] == ["move", "swap", "roll"]
    planned = by_hand("adopt_settings")
    assert planned.operation == {"kind": "plan", "settings": ["beats_per_cut"], "lost": asked}


def test_an_edit_that_nobody_touched_is_planned_in_its_new_shape(desk: Desk):
    desk("generate")
    ask(desk, **SQUARE)
    assert desk("adopt_settings").operation["kind"] == "plan"
