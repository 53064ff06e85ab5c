"""A project in an open session: the one value that every use-case of a project works on."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from core.store.layout import Layout
from core.store.models import Project


@dataclass(frozen=True)
class OpenProject:
    """A project of its owner, the session that reads or writes it, and where its files are."""

    session: Session
    layout: Layout
    project: Project
