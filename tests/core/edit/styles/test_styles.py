"""A style sets what belongs to it, what changed since is known, and its titles and accents are there."""

from datetime import date

import pytest

from core.edit.edl import EditDecisionList
from core.edit.styles.presets import STYLES, changed_since, settings_of_style, style_of
from core.edit.styles.styled import styled
from core.edit.styles.titling import TitleTexts
from core.edit.title_texts import captions_of
from core.edit.validate import check_edl
from core.effects import StyleName
from core.music.sections.song_sections import Section
from core.music.song_part import song_part
from core.projects.projects import changed_settings
from core.schemas import ProjectSettings
from core.store.db import Database
from core.store.models import Project
from tests.core.edit.edit_samples import even_grid, photo, planned
from tests.core.projects.edit.edited_project import Desk, set_desk

GRID = even_grid(beats=64)
PARTS = [
    Section(start_ms=0, end_ms=8000, label="Intro", intensity="calm"),
    Section(start_ms=8000, end_ms=32_000, label="Drop", intensity="drop"),
]
DAYS = {f"id-{n}": date(2024, 7, 5 if n < 8 else 6) for n in range(16)}
TEXTS = TitleTexts("Norway\n5 July", "The End", captions_of(DAYS, dict.fromkeys(DAYS)))


def film(texts: TitleTexts = TEXTS, **changes: object) -> EditDecisionList:
    settings = ProjectSettings.model_validate(changes)
    edl = planned([photo(str(n)) for n in range(16)], GRID, settings)
    made = styled(edl, settings, song_part(GRID), PARTS, texts)
    check_edl(made, beats=GRID)
    return made


def titles(edl: EditDecisionList) -> dict[int, str]:
    return {s.index: s.effects.title.text for s in edl.segments if s.effects.title}


@pytest.fixture
def desk(database: Database, project: Project) -> Desk:
    return set_desk(database, project)


def test_without_a_wish_for_effects_a_plan_is_what_it_was() -> None:
    assert film() == planned([photo(str(n)) for n in range(16)], GRID, ProjectSettings())


def test_a_film_is_opened_and_closed() -> None:
    edl = film(titles="ends", title_style="serif")
    assert titles(edl) == {0: "Norway\n5 July", 15: "The End"}
    opening = edl.segments[0].effects.title
    assert opening
    assert (opening.style, opening.beats, opening.duration_ms) == ("serif", 8, 4000)


def test_a_film_without_a_name_and_days_has_no_opening() -> None:
    assert titles(film(TitleTexts("", "The End"), titles="ends")) == {15: "The End"}


def test_captions_say_where_another_day_begins_and_never_over_the_opening() -> None:
    edl = film(titles="captions")
    assert titles(edl) == {0: "Norway\n5 July", 2: "5 July 2024", 8: "6 July 2024", 15: "The End"}


def test_the_first_beat_of_a_part_flashes_and_bars_pulse() -> None:
    edl = film(flash="white", pulse="downbeats", pulse_zoom=0.03)
    assert [s.timeline_in_ms for s in edl.segments if s.effects.flash] == [8000]
    assert all(s.effects.beat_pulse and s.effects.beat_pulse.at_ms == [0] for s in edl.segments)


@pytest.mark.parametrize("style", STYLES)
def test_a_style_is_valid_and_known_by_what_it_sets(style: StyleName) -> None:
    settings = changed_settings(ProjectSettings(output_width=1080), {"style": style})
    assert (settings.style, settings.output_width) == (style, 1080)
    assert changed_since(settings) == []
    other = settings.model_copy(update={"fade_out_ms": 1234})
    assert changed_since(other) == ["fade_out_ms"]
    assert changed_since(ProjectSettings()) == []
    assert set(settings_of_style(style)) <= set(ProjectSettings.model_fields)


def test_a_project_of_the_pages_begins_in_the_simple_style_which_leads_back_to_that() -> None:
    begun = ProjectSettings(pacing="directed")
    assert style_of(begun) == "simple"
    assert style_of(begun.model_copy(update={"titles": "ends"})) is None
    assert style_of(ProjectSettings()) is None
    party = changed_settings(begun, {"style": "party"})
    back = changed_settings(party, {"style": "simple"})
    assert back.model_copy(update={"style": None}) == begun


def test_another_look_of_titles_changes_a_style_that_has_titles() -> None:
    settings = changed_settings(ProjectSettings(), {"style": "calm"})
    assert changed_since(settings.model_copy(update={"title_style": "bold"})) == ["title_style"]
    simple = changed_settings(ProjectSettings(), {"style": "simple"})
    assert changed_since(simple.model_copy(update={"title_style": "bold"})) == []


def test_one_style_after_another_leaves_nothing_of_the_first() -> None:
    party = changed_settings(ProjectSettings(), {"style": "party"})
    calm = changed_settings(party, {"style": "calm"})
    assert calm == changed_settings(ProjectSettings(), {"style": "calm"})


def test_a_style_is_one_change_that_undo_takes_back(desk: Desk) -> None:
    desk("generate")
    before = desk.settings
    desk.change(**settings_of_style("party"))
    desk("adopt_settings")
    assert any(s.effects.beat_pulse for s in desk.state.edl.segments)
    desk("undo")
    assert desk.settings == before
    assert not any(s.effects.beat_pulse for s in desk.state.edl.segments)


def test_what_a_hand_wrote_is_still_there_after_another_plan(desk: Desk) -> None:
    desk("generate")
    desk.edit(kind="set_title", index=0, title={"text": "Our summer"})
    desk.change(beats_per_cut=2)
    desk("adopt_settings")
    assert titles(desk.state.edl) == {0: "Our summer"}
    desk.change(**settings_of_style("calm"))
    desk("adopt_settings")
    assert titles(desk.state.edl)[0] == "Our summer"
    desk.change(titles="none")
    desk("adopt_settings")
    assert titles(desk.state.edl) == {}
