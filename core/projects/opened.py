"""A project in an open session: the one value that every use-case of a project works on."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy.orm import Session

from core.accounts.users import named_user
from core.projects.projects import owned_project
from core.store.db import Database, database
from core.store.layout import Layout, ProjectFolders
from core.store.models import Project


@dataclass(frozen=True)
class OpenProject:
    """A project of its owner, the session that reads or writes it, and where its files are."""

    session: Session
    layout: Layout
    project: Project

    @property
    def folders(self) -> ProjectFolders:
        return self.layout.project(self.project.id)


@contextmanager
def reading(user_id: str, project_id: str) -> Iterator[OpenProject]:
    """Yield a person's project in a session that reads; NotFoundError when it is not theirs."""
    with database().reading() as session:
        yield OpenProject(session, database().layout, owned_project(session, user_id, project_id))


@contextmanager
def reading_as(database: Database, username: str, project_id: str) -> Iterator[OpenProject]:
    """Yield the project of an account of that name in a session that reads; raises NotFoundError."""
    with database.reading() as session:
        user_id = named_user(session, username).id
        yield OpenProject(session, database.layout, owned_project(session, user_id, project_id))


@contextmanager
def writing_as(database: Database, username: str, project_id: str) -> Iterator[OpenProject]:
    """Yield the project of an account of that name in a session that writes; raises NotFoundError."""
    with database.writing() as session:
        user_id = named_user(session, username).id
        yield OpenProject(session, database.layout, owned_project(session, user_id, project_id))


@contextmanager
def writing(user_id: str, project_id: str) -> Iterator[OpenProject]:
    """Yield a person's project in a session that writes, committed at the end; raises like `reading`."""
    with database().writing() as session:
        yield OpenProject(session, database().layout, owned_project(session, user_id, project_id))
