"""The version of the data: another one after every commit, the same one while nothing happens."""

from sqlalchemy import text

from core.projects.projects import rename_project
from core.store.db import Database
from core.store.models import Project


def test_reading_and_waiting_leave_the_version_as_it_is(database: Database, project: Project) -> None:
    version = database.version()
    with database.reading() as session:
        assert session.get(Project, project.id) is not None
    assert database.version() == version


def test_a_commit_of_this_process_or_another_changes_the_version(
    database: Database, project: Project
) -> None:
    seen = {database.version()}
    with database.writing() as session:
        rename_project(session.get_one(Project, project.id), "Winter")
    seen.add(database.version())
    other = Database(database.layout.root)
    with other.writing() as session:
        session.execute(text("UPDATE projects SET name = 'Spring'"))
    other.close()
    seen.add(database.version())
    assert len(seen) == 3


def test_the_version_tells_of_commits_again_after_closing(database: Database, project: Project) -> None:
    database.version()
    database.close()
    version = database.version()
    assert database.version() == version
    with database.writing() as session:
        rename_project(session.get_one(Project, project.id), "Winter")
    assert database.version() != version
