"""The music page: corrections are done, undone and refused in words; the edit page lets the edit follow."""

import json

import pytest
from nicegui.testing import User
from sqlalchemy import select

from beatstitch_ui.components.song_wave import SongWave
from core.edit.operations import operation_from
from core.music.grid.beat_grid import BeatGrid, load_grid, save_grid
from core.music.grid.grid_operations import Halve, edit_grid
from core.projects.edit import timelines
from core.projects.media.media import StoredUpload, attach_song
from core.projects.opened import OpenProject
from core.projects.projects import settings_of, update_settings
from core.projects.song.song_trash import keep_song
from core.projects.song.songs import state_of
from core.store.db import Database
from core.store.models import AudioTrack, Job, Project
from tests.beatstitch_ui.stories import chosen, fill_in, press, take_back, until
from tests.core.furnish import furnish, plan


@pytest.fixture
def furnished(studio_data, project_id) -> str:
    """Return the id of a project with an edit on 32 beats at 120 BPM."""
    with studio_data.reading() as session:
        project = session.get_one(Project, project_id)
    furnish(studio_data, project)
    plan(studio_data, project)
    return project_id


def grid_now(studio_data, project_id) -> BeatGrid:
    with studio_data.reading() as session:
        return state_of(OpenProject(session, studio_data.layout, session.get_one(Project, project_id))).grid


def edit_by_hand(studio_data, project_id) -> None:
    """Change the edit as a person does, so that it is not planned again by itself."""
    operation = operation_from({"kind": "set_fit", "index": 0, "fit": "blur"})
    with studio_data.writing() as session:
        project = session.get_one(Project, project_id)
        timelines.edit(OpenProject(session, studio_data.layout, project), operation)


def ask(user: User, operation: dict[str, object]) -> None:
    """Send an operation as the waveform does."""
    user.find(SongWave).trigger("operation", {"operation": operation})


def test_beats_are_corrected_and_undone_by_button(play, studio_data, furnished):
    async def story(user: User) -> None:
        await user.open(f"/p/{furnished}/music")
        await user.should_see("120 BPM")
        press(user, "Twice as many")
        await user.should_see("240 BPM")
        await user.should_see("64 beats")
        fill_in(user, "Metre", "3/4")
        await until(lambda: grid_now(studio_data, furnished).time_signature == "3/4")
        press(user, "Undo")
        await until(lambda: grid_now(studio_data, furnished).time_signature == "4/4")
        press(user, "Undo")
        await until(lambda: len(grid_now(studio_data, furnished).beats) == 32)
        press(user, "Redo")
        await until(lambda: len(grid_now(studio_data, furnished).beats) == 64)
        await user.should_see("240 BPM")

    play(story)


def test_what_the_waveform_asks_for_is_done_or_refused_in_words(play, studio_data, furnished):
    async def story(user: User) -> None:
        await user.open(f"/p/{furnished}/music")
        ask(user, {"kind": "move_beat", "beat": 3, "to_ms": 1540})
        await until(lambda: grid_now(studio_data, furnished).times_ms[3] == 1540)
        ask(user, {"kind": "move_beat", "beat": 3, "to_ms": 2900})
        await user.should_see("Beats must keep their order")
        ask(user, {"kind": "melt"})
        await user.should_see("That change was not understood")
        ask(user, {"kind": "use", "start_ms": 2000, "fade_out_ms": 1500})
        await until(lambda: project_now().fade_out_ms == 1500)
        assert project_now().song_start_ms == 2000
        assert grid_now(studio_data, furnished).times_ms[3] == 1540

    def project_now() -> Project:
        with studio_data.reading() as session:
            return session.get_one(Project, furnished)

    play(story)


def test_the_edit_follows_corrected_beats_and_names_what_could_not(play, studio_data, furnished):
    edit_by_hand(studio_data, furnished)

    async def story(user: User) -> None:
        await user.open(f"/p/{furnished}/music")
        ask(user, {"kind": "remove_beat", "beat": 8})
        await user.should_see("31 beats")
        await user.open(f"/p/{furnished}/edit")
        await user.should_see("The beats changed since this edit was planned.")
        press(user, "Follow the beats")
        await user.should_see("Segment 3 lost its beat and begins on the nearest.")
        await user.should_not_see("The beats changed")

    play(story)


def test_the_browser_gets_beats_parts_and_what_is_used(asks, furnished):
    song = asks("ada").get(f"/api/projects/{furnished}/audio/wave-state").json()
    assert (song["duration_ms"], len(song["beats_ms"]), song["downbeats"][:2]) == (16_000, 32, [0, 4])
    assert (song["part_start_ms"], song["part_end_ms"], song["fade_out_ms"]) == (0, 16_000, 0)
    part = {"start_ms": 0, "end_ms": 16_000, "label": "A", "intensity": "medium", "beats_per_cut": None}
    assert song["sections"] == [part]
    assert asks("bob").get(f"/api/projects/{furnished}/audio/wave-state").status_code == 404


def test_a_song_that_was_removed_or_replaced_comes_back_with_its_corrections(play, studio_data, furnished):
    async def story(user: User) -> None:
        await user.open(f"/p/{furnished}/music")
        press(user, "Twice as many")
        await user.should_see("64 beats")
        press(user, "Remove the song")
        await user.should_not_see("64 beats")
        await take_back(user)
        await user.should_see("64 beats")
        replace_song(studio_data, furnished)
        await user.should_see("Analysing the song")
        await take_back(user)
        await user.should_see("64 beats")
        await user.should_see("240 BPM")

    play(story)


def replace_song(database: Database, project_id: str) -> None:
    """Give the project another song, as an upload does."""
    with database.writing() as session:
        project = session.get_one(Project, project_id)
        keep_song(OpenProject(session, database.layout, project))
        attach_song(session, project, StoredUpload("uploads/other.ogg", "other.ogg", 1, "audio/ogg"))


def test_a_song_that_can_be_counted_in_two_ways_offers_both(play, studio_data, furnished):
    folders = studio_data.layout.project(furnished)
    found = load_grid(folders.beats)
    save_grid(edit_grid(found, Halve(), found=found), folders.alternative_beats)

    async def story(user: User) -> None:
        await user.open(f"/p/{furnished}/music")
        await user.should_see("Do the cuts come too fast or too slowly?")
        press(user, "60 BPM")
        await user.should_see("16 beats")
        await until(lambda: pressed(user) == {"120 BPM": "false", "60 BPM": "true"})
        press(user, "120 BPM")
        await user.should_see("32 beats")
        press(user, "10 ms later")
        await user.should_not_see("Do the cuts come too fast or too slowly?")

    play(story)


def test_a_song_is_reanalysed_by_the_analyser_that_is_chosen(play, studio_data, furnished):
    async def story(user: User) -> None:
        await user.open(f"/p/{furnished}/music")
        await user.should_see("Beats by BeatStitch")
        fill_in(user, "Analyser", "librosa")
        press(user, "Re-analyse")
        await until(lambda: asked_for() == {"analyzer": "librosa"})
        await take_back(user)
        await user.should_see("Beats by BeatStitch")
        fill_in(user, "Analyser", "an analyser that nobody offered")
        press(user, "Re-analyse")
        await until(lambda: asked_for() == {"analyzer": "beatstitch"})

    def asked_for() -> dict[str, str]:
        newest = select(Job.payload).where(Job.kind == "analyze").order_by(Job.created_at.desc()).limit(1)
        with studio_data.reading() as session:
            return json.loads(session.scalars(newest).one())

    play(story)


def test_beats_that_librosa_found_are_shown_as_its_own(play, studio_data, furnished):
    folders = studio_data.layout.project(furnished)
    by_librosa = {"analyzer": "librosa", "analyzer_version": "0.11.0"}
    save_grid(load_grid(folders.beats).model_copy(update=by_librosa), folders.beats)

    async def story(user: User) -> None:
        await user.open(f"/p/{furnished}/music")
        await user.should_see("Beats by librosa")
        assert chosen(user, "Analyser") == "librosa"

    play(story)


def pressed(user: User) -> dict[str, str]:
    """Return which of the ways to count is the one in use."""
    shown = [
        (name, found.parent_slot) for name in ("120 BPM", "60 BPM") for found in user.find(name).elements
    ]
    buttons = [(name, slot.parent) for name, slot in shown if slot and slot.parent.tag == "button"]
    return {name: button.props["aria-pressed"] for name, button in buttons}


def test_a_project_without_a_song_can_have_our_own(play, project_id, studio_data):
    async def story(user: User) -> None:
        await user.open(f"/p/{project_id}/music")
        await user.should_see("No song at hand?")
        press(user, "Take BeatStitch's own")
        await user.should_see("Analysing the song")
        await user.should_not_see("No song at hand?")

    play(story)
    with studio_data.reading() as session:
        track = session.scalars(select(AudioTrack)).one()
        assert (track.original_filename, track.file_path.endswith(".flac")) == ("Demo song.flac", True)
        assert [job.kind for job in session.scalars(select(Job))] == ["analyze"]


def test_corrections_are_folded_away_where_the_beats_are_sure(play, furnished, studio_data):
    folders = studio_data.layout.project(furnished)

    async def fold_is_open(user: User) -> bool:
        await user.open(f"/p/{furnished}/music")
        (label,) = user.find("Do the beats not fit?").elements
        fold = label.parent_slot and label.parent_slot.parent
        return bool(fold and fold.props.get("open"))

    async def story(user: User) -> None:
        assert not await fold_is_open(user)
        save_grid(load_grid(folders.beats).model_copy(update={"bpm_confidence": 0.1}), folders.beats)
        assert await fold_is_open(user)

    play(story)


def test_a_film_that_is_set_shorter_than_its_song_is_told(play, furnished, studio_data):
    with studio_data.writing() as session:
        project = session.get_one(Project, furnished)
        update_settings(project, settings_of(project).model_copy(update={"film_length_ms": 6000}))

    async def story(user: User) -> None:
        await user.open(f"/p/{furnished}/music")
        await user.should_see("The film is set to 0:06 (Edit, Settings), and plays so much of it.")

    play(story)
