"""The Edit page says why a picture is not shown: the plan's reason, whatever a hand has done since."""

from core.projects.edit.coverage import Shown, shown_of
from core.projects.edit.edit_state import edit_state
from core.projects.opened import OpenProject
from core.store.db import Database
from core.store.models import Project
from tests.core.projects.edit.edited_project import Desk, add_photo


def reasons(desk: Desk) -> dict[str, str]:
    with desk.database.reading() as session:
        project = session.get_one(Project, desk.project_id)
        assets = edit_state(OpenProject(session, desk.layout, project))["assets"]
    return {one["name"]: one["left_out"]["reason"] for one in assets.values() if "left_out" in one}


def test_what_a_hand_took_out_says_so_until_it_is_taken_back(desk: Desk, database: Database):
    shown = [s.media_asset_id for s in desk("generate").edl.segments]
    for index in reversed([at for at, asset in enumerate(shown) if asset == shown[0]]):
        desk.edit(kind="delete", index=index)
    assert reasons(desk) == {"a.jpg": "taken_out"}
    with database.reading() as session:
        project = session.get_one(Project, desk.project_id)
    add_photo(database, project, "d")
    assert reasons(desk) == {"a.jpg": "taken_out", "d.jpg": "added_since"}
    desk.edit(kind="insert", index=0, asset_id=shown[0])
    assert reasons(desk) == {"d.jpg": "added_since"}
    desk("undo")
    assert reasons(desk) == {"a.jpg": "taken_out", "d.jpg": "added_since"}


def told(desk: Desk) -> Shown:
    with desk.database.reading() as session:
        opened = OpenProject(session, desk.layout, session.get_one(Project, desk.project_id))
        shown = shown_of(opened, desk.state.edl)
    assert shown
    return shown


def test_what_a_hand_took_out_is_not_missing_and_stays_out_of_every_plan(desk: Desk):
    shown = [s.media_asset_id for s in desk("generate").edl.segments]
    for index in reversed([at for at, asset in enumerate(shown) if asset == shown[0]]):
        desk.edit(kind="delete", index=index)
    assert (told(desk).pictures, told(desk).shown) == (2, 2)
    for beats in (2, 4):
        desk.change(beats_per_cut=beats, beats_per_cut_auto=False)
        again = desk("generate")
        assert shown[0] not in {s.media_asset_id for s in again.edl.segments}
        assert "lost" not in again.operation
        assert reasons(desk) == {"a.jpg": "taken_out"}
        assert (told(desk).pictures, told(desk).shown) == (2, 2)
    desk.edit(kind="insert", index=0, asset_id=shown[0])
    assert told(desk).pictures == 3
    assert shown[0] in {s.media_asset_id for s in desk("generate").edl.segments}
    assert (reasons(desk), told(desk).shown) == ({}, 3)
