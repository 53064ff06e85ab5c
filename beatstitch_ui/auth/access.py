"""The one place where pages and routes get at a project: its owner does, to others it does not exist."""

from contextlib import AbstractContextManager
from typing import Annotated

from fastapi import Depends, Request

from beatstitch_ui.auth.session import visitor_of
from core.accounts import opened as accounts
from core.accounts.opened import OpenAccount
from core.accounts.users import require_admin
from core.accounts.visitors import Visitor
from core.errors import NotSignedInError
from core.installation.current import Installation, installation
from core.projects import opened as projects
from core.projects.opened import OpenProject


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
    def database(self) -> Installation:
        """The handle for use-cases that open sessions of their own."""
        return installation()

    def reading(self) -> AbstractContextManager[OpenAccount]:
        """Return the account in a session that reads."""
        return accounts.reading(self.visitor.user_id)

    def writing(self) -> AbstractContextManager[OpenAccount]:
        """Return the account in a session that writes, committed at the end."""
        return accounts.writing(self.visitor.user_id)


OwnAccount = Annotated[AccountAccess, Depends()]


class AdminAccess(AccountAccess):
    """The admin's way to the installation; NotFoundError for anybody else."""

    def __init__(self, visitor: CurrentVisitor) -> None:
        super().__init__(visitor)
        self.require()

    def require(self) -> None:
        """Raise NotFoundError when this is no admin any more: a page may stay open for long."""
        with self.reading() as opened:
            require_admin(opened.session, opened.user_id)


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
    def database(self) -> Installation:
        """The handle for use-cases that open sessions of their own."""
        return installation()

    def reading(self) -> AbstractContextManager[OpenProject]:
        """Return the project in a session that reads."""
        return projects.reading(self.visitor.user_id, self.project_id)

    def writing(self) -> AbstractContextManager[OpenProject]:
        """Return the project in a session that writes, committed at the end."""
        return projects.writing(self.visitor.user_id, self.project_id)


OwnProject = Annotated[ProjectAccess, Depends()]
