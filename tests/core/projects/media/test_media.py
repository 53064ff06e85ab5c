"""Photos, clips and the song of a project: added, ordered, hidden and brought back."""

import pytest

from core.errors import NotFoundError, OrderMismatchError
from core.projects.media.media import (
    StoredUpload,
    add_media,
    attach_song,
    delete_media,
    detach_song,
    list_media,
    media_of,
    reorder_media,
    restore_media,
    song_of,
)
from core.projects.projects import create_project, owned_project, set_song_range
from core.schemas import ProjectCreate
from core.store.db import Database
from core.store.models import Project


def upload(name: str) -> StoredUpload:
    return StoredUpload(f"uploads/x/media/stored-{name}", f"My {name}", 1000, "image/jpeg", "c" * 64)


@pytest.fixture
def assets(database: Database, project: Project) -> list[str]:
    with database.writing() as session:
        mine = owned_project(session, project.owner_id, project.id)
        return [add_media(session, mine, upload(name), "image").id for name in ("a.jpg", "b.jpg", "c.jpg")]


def order(database: Database, project: Project) -> list[str]:
    with database.reading() as session:
        return [asset.id for asset in list_media(session, project.id)]


def test_media_keep_the_order_in_which_they_came(
    database: Database, project: Project, assets: list[str]
) -> None:
    assert order(database, project) == assets
    with database.reading() as session:
        first = list_media(session, project.id)[0]
    assert (first.filename, first.original_filename) == ("stored-a.jpg", "My a.jpg")
    assert first.processing_status == "pending"


def test_media_can_be_put_in_another_order(database: Database, project: Project, assets: list[str]) -> None:
    with database.writing() as session:
        reorder_media(session, owned_project(session, project.owner_id, project.id), assets[::-1])
    assert order(database, project) == assets[::-1]


@pytest.mark.parametrize("wrong", [[], [0, 1], [0, 1, 1], [0, 1, 2, 2]])
def test_an_order_that_is_not_of_these_media_changes_nothing(
    database: Database, project: Project, assets: list[str], wrong: list[int]
) -> None:
    with database.writing() as session:
        mine = owned_project(session, project.owner_id, project.id)
        with pytest.raises(OrderMismatchError):
            reorder_media(session, mine, [assets[place] for place in wrong])
    assert order(database, project) == assets


def test_a_deleted_photo_is_hidden_and_comes_back_to_its_place(
    database: Database, project: Project, assets: list[str]
) -> None:
    with database.writing() as session:
        mine = owned_project(session, project.owner_id, project.id)
        delete_media(session, mine, assets[1:2])
        with pytest.raises(NotFoundError):
            media_of(session, mine, assets[1])
    assert order(database, project) == [assets[0], assets[2]]
    with database.writing() as session:
        restore_media(session, owned_project(session, project.owner_id, project.id), assets[1:2])
    assert order(database, project) == assets


def test_another_projects_photo_is_not_found(database: Database, project: Project, assets: list[str]) -> None:
    with database.writing() as session:
        other = create_project(session, project.owner_id, ProjectCreate(name="Other"))
        for forbidden in (delete_media, restore_media):
            with pytest.raises(NotFoundError):
                forbidden(session, other, assets[:1])
    assert order(database, project) == assets


def test_a_new_song_takes_the_place_of_the_old_one(database: Database, project: Project) -> None:
    with database.writing() as session:
        mine = owned_project(session, project.owner_id, project.id)
        attach_song(session, mine, upload("one.mp3"))
        set_song_range(mine, 5000, 10_000)
        attach_song(session, mine, upload("two.mp3"))
    with database.reading() as session:
        track = song_of(session, project.id)
        mine = owned_project(session, project.owner_id, project.id)
    assert track is not None
    assert (track.original_filename, track.analysis_status) == ("My two.mp3", "pending")
    assert (mine.song_start_ms, mine.song_duration_ms) == (0, None)


def test_a_song_can_be_taken_away(database: Database, project: Project) -> None:
    with database.writing() as session:
        mine = owned_project(session, project.owner_id, project.id)
        attach_song(session, mine, upload("one.mp3"))
        assert mine.status == "analyzing"
        detach_song(session, mine)
        assert mine.status == "draft"
        assert song_of(session, mine.id) is None
