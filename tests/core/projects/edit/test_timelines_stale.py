"""A timeline tells which of its inputs have changed since it was planned, and what settles that."""

import pytest

from core.errors import CutsOffBeatError
from core.music.sections.song_sections import Intensity, Sections, save_sections
from core.projects.edit.edit_state import edit_state
from core.projects.media.media import delete_media
from core.projects.opened import OpenProject
from core.projects.projects import set_song_range
from core.store.db import Database
from core.store.models import MediaAsset, Project
from tests.core.edit.edit_samples import SONG, even_grid, section
from tests.core.projects.edit.edited_project import Desk, write_grid


def test_each_changed_input_is_named_and_planning_again_settles_it(desk: Desk, database: Database):
    desk("generate")
    desk.change(beats_per_cut=8)
    assert desk.state.changed == ["settings"]
    with database.writing() as session:
        project = session.get_one(Project, desk.project_id)
        delete_media(session, project, [project.media_assets[0].id])
        write_grid(database, project, even_grid(beats=24, lead_in_ms=40))
    assert desk.state.changed == ["settings", "media", "grid"]
    desk("generate")
    assert desk.state.changed == []
    assert desk.state.undoes == {"kind": "plan"}


def test_new_sections_make_a_plan_stale_only_when_it_follows_them(desk: Desk):
    def write(intensity: Intensity) -> None:
        parts = [section(0, 6000, "calm"), section(6000, 12_000, intensity)]
        stored = Sections(audio_file_checksum=SONG, sections=parts)
        save_sections(stored, desk.layout.project(desk.project_id).sections)

    write("high")
    desk("generate")
    write("drop")
    assert desk.state.changed == []
    desk.change(pacing="energy")
    energetic = desk("adopt_settings")
    assert len(energetic.edl.segments) > 6
    write("medium")
    assert desk.state.changed == ["sections"]


def test_a_hidden_photo_stays_in_the_edit_until_it_is_planned_anew(desk: Desk, database: Database):
    first = desk("generate").edl.segments[0].media_asset_id
    with database.writing() as session:
        session.get_one(MediaAsset, first).hidden = True
    assert desk.state.changed == ["media"]
    kept = desk.edit(kind="set_ken_burns", index=1, ken_burns=None)
    assert kept.edl.segments[0].media_asset_id == first
    assert first not in {segment.media_asset_id for segment in desk("generate").edl.segments}


def test_a_song_that_is_gone_or_shorter_is_a_change_of_the_song(desk: Desk, database: Database):
    desk("generate")
    with database.writing() as session:
        set_song_range(session.get_one(Project, desk.project_id), 60_000, None)
    assert desk.state.changed == ["song"]


def test_a_stale_timeline_can_be_kept(desk: Desk):
    desk("generate")
    edl = desk.state.edl
    desk.change(beats_per_cut=8)
    desk("keep")
    assert desk.state.changed == []
    assert desk.state.edl.segments == edl.segments
    assert desk.row.edl_hash == desk.state.edl.edl_hash != edl.edl_hash


def test_settings_that_no_plan_was_made_with_stay_when_an_edit_is_undone(desk: Desk):
    desk("generate")
    desk.edit(kind="delete", index=0)
    desk.change(beats_per_cut=2)
    desk("undo")
    assert desk.settings.beats_per_cut == 2
    assert desk.state.changed == ["settings"]


def test_a_removed_picture_that_is_taken_out_of_the_film_leaves_nothing_to_be_told(
    desk: Desk, database: Database, project: Project
):
    desk.change(pacing="directed")
    before = desk("generate")
    desk.edit(kind="swap", index=0, other=1)
    gone = before.edl.segments[1].media_asset_id
    with database.writing() as session:
        delete_media(session, session.merge(project), [gone])
    assert (desk.state.changed, desk.state.removed) == (["media"], [gone])
    taken_out = desk.edit(kind="take_out", asset_ids=[gone])
    assert gone not in taken_out.edl.asset_ids
    assert (desk.state.changed, desk.state.removed) == ([], [])
    assert desk.state.undoes == {"kind": "take_out", "asset_ids": [gone]}
    desk("undo")
    assert (desk.state.changed, desk.state.removed) == (["media"], [gone])


def test_an_edit_of_a_part_that_another_song_does_not_have_can_be_seen_and_planned_again(
    desk: Desk, database: Database, project: Project
):
    write_grid(database, project, even_grid(beats=200))
    with database.writing() as session:
        set_song_range(session.get_one(Project, desk.project_id), 60_000, None)
    desk("generate")
    desk.edit(kind="set_lock", index=0, locked=True)
    write_grid(database, project, even_grid(beats=40))
    with database.writing() as session:
        set_song_range(session.get_one(Project, desk.project_id), 0, None)
        mine = session.get_one(Project, desk.project_id)
        shown = edit_state(OpenProject(session, desk.layout, mine))
    assert (shown["beats_ms"], shown["duration_ms"]) == ((), 40_000)
    with pytest.raises(CutsOffBeatError):
        desk.edit(kind="split", beat=2)
    assert desk("generate").edl.total_duration_ms == 20_000


def test_a_range_that_leaves_a_short_film_as_it_is_changes_nothing(desk: Desk, database: Database) -> None:
    desk.change(film_length_ms=6000)
    desk("generate")
    with database.writing() as session:
        project = session.get_one(Project, desk.project_id)
        set_song_range(project, 0, 11_000)
    assert desk.state.changed == []
