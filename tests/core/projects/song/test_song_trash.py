"""A song that was removed, replaced or analysed again comes back with its beats and their corrections."""

import pytest

from core.errors import NotFoundError
from core.files import write_atomic
from core.music.grid.grid_operations import Double
from core.projects.media.media import StoredUpload, analyse_again, attach_song, detach_song, song_of
from core.projects.opened import OpenProject
from core.projects.song import song_trash, songs
from core.store.db import Database
from core.store.models import AudioTrack, Job, Project
from tests.core.furnish import furnish

OTHER = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def corrected(database: Database, project: Project) -> str:
    """Return the id of a song whose beats were doubled, and of which a part is used."""
    furnish(database, project)
    with database.writing() as session:
        mine = session.get_one(Project, project.id)
        songs.correct(OpenProject(session, database.layout, mine), Double())
        songs.correct(OpenProject(session, database.layout, mine), songs.UseSong(start_ms=2000))
        track = song_of(session, project.id)
    assert track is not None
    return track.id


def facts(track: AudioTrack | None) -> dict[str, object]:
    return {name: value for name, value in vars(track).items() if not name.startswith("_")}


def assert_is_back(database: Database, project: Project, before: dict[str, object]) -> None:
    with database.reading() as session:
        mine = session.get_one(Project, project.id)
        assert facts(song_of(session, project.id)) == before
        state = songs.state_of(OpenProject(session, database.layout, mine))
    assert (len(state.grid.beats), state.use.start_ms) == (64, 2000)
    assert [state.undoes and state.undoes["kind"], state.redoes] == ["use", None]


def keep(database: Database, project: Project, change: str) -> tuple[str, dict[str, object]]:
    """Keep the song, then remove it, replace it or have it analysed again; return its id and facts."""
    layout = database.layout
    other = layout.project(project.id).audio(OTHER, ".ogg")
    write_atomic(other, b"another song")
    with database.writing() as session:
        mine = session.get_one(Project, project.id)
        before = facts(song_of(session, project.id))
        kept = song_trash.keep_song(OpenProject(session, layout, mine))
        assert kept is not None
        if change == "remove":
            detach_song(session, mine)
        elif change == "replace":
            attach_song(
                session, mine, StoredUpload(layout.relative(other), "other.ogg", 12, "audio/ogg"), OTHER
            )
        else:
            analyse_again(session, mine)
    return kept, before


@pytest.mark.parametrize("change", ["remove", "replace", "analyse"])
def test_a_song_comes_back_as_it_was(
    database: Database, project: Project, corrected: str, change: str
) -> None:
    kept, before = keep(database, project, change)
    folders = database.layout.project(project.id)
    if change != "remove":  # the new beats have been found meanwhile
        write_atomic(folders.beats, b"those of another song")
        write_atomic(folders.sections, b"those of another song")
    with database.writing() as session:
        song_trash.bring_back(
            OpenProject(session, database.layout, session.get_one(Project, project.id)), kept
        )
    assert kept == corrected
    assert_is_back(database, project, before)
    with database.reading() as session:
        assert session.query(Job).filter_by(kind="analyze", status="queued").count() == 0


def test_a_song_that_is_gone_for_good_does_not_come_back(
    database: Database, project: Project, corrected: str
) -> None:
    kept, before = keep(database, project, "remove")
    database.layout.absolute(str(before["file_path"])).unlink()
    with database.writing() as session:
        mine = session.get_one(Project, project.id)
        for track_id in (kept, OTHER, ".."):
            with pytest.raises(NotFoundError):
                song_trash.bring_back(OpenProject(session, database.layout, mine), track_id)
    assert kept == corrected


def test_earlier_songs_are_told_and_the_one_they_replace_is_kept_too(
    database: Database, project: Project, corrected: str
) -> None:
    keep(database, project, "replace")

    def told() -> list[tuple[str, str, bool]]:
        with database.reading() as session:
            opened = OpenProject(session, database.layout, session.get_one(Project, project.id))
            return [(one.id, one.name, one.is_present) for one in song_trash.earlier_songs(opened)]

    assert told() == [(corrected, "song.mp3", False)]
    with database.writing() as session:
        opened = OpenProject(session, database.layout, session.get_one(Project, project.id))
        song_trash.bring_back(opened, corrected)
    assert told() == [(OTHER, "other.ogg", False)]
