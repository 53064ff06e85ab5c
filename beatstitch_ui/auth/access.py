"""The one place where pages and routes get at a project: its owner does, to others it does not exist."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.orm import Session

from beatstitch_ui.auth.session import Visitor, visitor_of
from core.accounts.users import require_admin
from core.errors import NotSignedInError
from core.projects.opened import OpenProject
from core.projects.projects import owned_project
from core.store.db import Database, database


def current_visitor(request: Request) -> Visitor:
    """Return who sent the request; strangers get a 401."""
    visitor = visitor_of(request)
    if visitor is None:
        raise NotSignedInError
    return visitor


CurrentVisitor = Annotated[Visitor, Depends(current_visitor)]


class AccountAccess:
    """One visitor's way to what is theirs beside the projects, in sessions that read or write."""

    def __init__(self, visitor: CurrentVisitor) -> None:
        self.visitor = visitor

    @property
    def database(self) -> Database:
        return database()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        with self.database.reading() as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        with self.database.writing() as session:
            yield session


OwnAccount = Annotated[AccountAccess, Depends()]


class AdminAccess(AccountAccess):
    """The admin's way to the installation; NotFoundError for anybody else."""

    def __init__(self, visitor: CurrentVisitor) -> None:
        super().__init__(visitor)
        self.require()

    def require(self) -> None:
        """Raise NotFoundError when this is no admin any more: a page may stay open for long."""
        with self.reading() as session:
            require_admin(session, self.visitor.user_id)


Admin = Annotated[AdminAccess, Depends()]


class ProjectAccess:
    """One visitor's way to one project; every session it opens checks the owner first.

    All methods raise NotFoundError for a project that is not the visitor's. They are synchronous:
    call them off the event loop.
    """

    def __init__(self, project_id: str, visitor: CurrentVisitor) -> None:
        self.project_id = project_id
        self.visitor = visitor

    @property
    def database(self) -> Database:
        return database()

    @contextmanager
    def reading(self) -> Iterator[OpenProject]:
        """Yield the project in a session that reads."""
        with self.database.reading() as session:
            project = owned_project(session, self.visitor.user_id, self.project_id)
            yield OpenProject(session, self.database.layout, project)

    @contextmanager
    def writing(self) -> Iterator[OpenProject]:
        """Yield the project in a session that writes, committed at the end."""
        with self.database.writing() as session:
            project = owned_project(session, self.visitor.user_id, self.project_id)
            yield OpenProject(session, self.database.layout, project)


OwnProject = Annotated[ProjectAccess, Depends()]
