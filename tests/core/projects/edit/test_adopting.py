"""New settings: what decides which pictures come when is planned again, all else keeps what a hand made."""

from typing import Any

import pytest

from core.edit.edl import EditDecisionList
from core.edit.styles.presets import STYLES
from core.effects import StyleName
from core.projects.edit.by_hand import picture_names
from core.projects.opened import OpenProject
from core.projects.projects import changed_settings
from core.store.db import Database
from core.store.models import Project
from tests.core.projects.edit.edited_project import Desk, add_photo, set_desk

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


@pytest.mark.parametrize("style", STYLES)
def test_a_style_that_a_film_gets_without_a_plan_leaves_its_cuts_and_is_the_chosen_one(
    by_hand: Desk, style: StyleName
):
    by_hand.edit(kind="set_title", index=1, title={"text": "Our summer", "style": "serif"})
    before, had = by_hand.state.edl, by_hand.settings
    made = by_hand("adopt_settings", {"style": style}, cuts_stay=True)
    assert shows(made.edl) == shows(before)
    assert made.operation["kind"] == "restyle"
    wanted = changed_settings(had, {"style": style})
    assert by_hand.settings == wanted
    assert by_hand.state.changed == []
    assert made.edl.settings.default_transition_type == wanted.transition_type
    assert [bool(one.effects.beat_pulse) for one in made.edl.segments[:2]] == [wanted.pulse != "none"] * 2
    assert titles(made.edl)["Our summer"] == "serif"
    planned = by_hand("generate")
    assert planned.inputs
    assert planned.inputs.project_settings == wanted
    by_hand("undo")
    assert by_hand("undo").edl == before
    assert by_hand.settings == had


def test_a_style_hides_nothing_that_had_changed_before(by_hand: Desk, database: Database, project: Project):
    add_photo(database, project, "later")
    by_hand("adopt_settings", {"style": "cinematic"}, cuts_stay=True)
    assert by_hand.state.changed == ["media"]


def test_what_a_style_made_of_a_film_is_no_handwork_that_the_next_plan_would_keep(by_hand: Desk):
    by_hand.edit(kind="set_fit", index=0, fit="contain")
    shown = by_hand.state.edl.segments[0].media_asset_id
    by_hand("adopt_settings", {"style": "party"}, cuts_stay=True)
    assert all(segment.effects.beat_pulse for segment in by_hand.state.edl.segments)
    planned = by_hand("adopt_settings", {"style": "calm"})
    assert planned.operation["kind"] == "plan"
    assert [facts["kind"] for facts in planned.operation["lost"]] == ["move", "swap", "roll"]
    assert not any(segment.effects.beat_pulse for segment in planned.edl.segments)
    fits = [segment.fit for segment in planned.edl.segments if segment.media_asset_id == shown]
    assert fits[0] == "contain"


def titles(edl: EditDecisionList) -> dict[str, str]:
    found = [segment.effects.title for segment in edl.segments]
    return {title.text: title.style for title in found if title}


@pytest.mark.parametrize("cuts_stay", [False, True])
def test_a_title_follows_the_letters_of_the_film_from_style_to_style_unless_it_has_its_own(
    desk: Desk, *, cuts_stay: bool
):
    desk("generate")
    desk.edit(kind="set_title", index=0, title={"text": "Our summer"})
    desk.edit(kind="set_title", index=1, title={"text": "Oslo", "style": "serif"})
    for style, letters in (("cinematic", "cinematic"), ("party", "bold"), ("cinematic", "cinematic")):
        made = desk("adopt_settings", {"style": style}, cuts_stay=cuts_stay)
        assert made.operation["kind"] == ("restyle" if cuts_stay else "plan")
        assert titles(made.edl) == {"Our summer": letters, "Oslo": "serif", "The End": letters}


def test_a_title_without_titles_of_the_film_follows_their_letters_too(desk: Desk):
    desk("generate")
    desk.edit(kind="set_title", index=0, title={"text": "Our summer"})
    ask(desk, beats_per_cut=2, title_style="bold")
    assert titles(desk("adopt_settings").edl) == {"Our summer": "bold"}


def test_what_would_be_lost_is_told_with_the_pictures_it_is_about(by_hand: Desk, database: Database):
    asked: Any = by_hand("undone_by", {"beats_per_cut": 2})
    moved, swapped, rolled = asked
    assert [len(facts["asset_ids"]) for facts in asked] == [1, 2, 2]
    both = by_hand.state.edl.segments[1:3]  # the edge between them was moved
    assert rolled["asset_ids"] == [segment.media_asset_id for segment in both]
    with database.reading() as session:
        opened = OpenProject(session, by_hand.layout, session.get_one(Project, by_hand.project_id))
        names = picture_names(opened, [moved, swapped])
    assert names[moved["asset_ids"][0]] == "c.jpg"
    assert {*names} == {*moved["asset_ids"], *swapped["asset_ids"]}


def test_an_edit_that_nobody_touched_is_planned_in_its_new_shape(desk: Desk):
    desk("generate")
    ask(desk, **SQUARE)
    assert desk("adopt_settings").operation["kind"] == "plan"
