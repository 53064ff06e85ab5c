"""What happens to a person's projects, as events for scripts: the difference of two looks."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from core.jobs.messages import ProgressMessage
from core.store.db import Database
from core.store.models import MediaImport, Project, RenderJob, SentVideo

MOST_SHOWN = 1000
EventKind = Literal["project", "render", "import", "send"]
EVENT_KINDS: tuple[EventKind, ...] = get_args(EventKind)
Table = type[RenderJob] | type[MediaImport] | type[SentVideo]
Column = InstrumentedAttribute[Any]
Seen = Mapping[tuple[EventKind, str], dict[str, Any]]
_RENDER_COLUMNS = (RenderJob.job_type, RenderJob.progress_percent, RenderJob.progress_message)


@dataclass(frozen=True)
class Event:
    """A project, render, import or send (a sent video) that is new, changed or gone, then with only an id."""

    kind: EventKind
    data: dict[str, Any]


def look(database: Database, user_id: str) -> Seen:
    """Return the state of a person's projects, newest renders, imports and sent videos by kind and id."""
    with database.reading() as session:
        projects = _facts(session, select(Project.id, Project.name, Project.status).where(*_mine(user_id)))
        renders = _newest(session, user_id, RenderJob, *_RENDER_COLUMNS)
        imports = _newest(session, user_id, MediaImport)
        sent = _newest(session, user_id, SentVideo, SentVideo.render_id)
    told: dict[EventKind, list[dict[str, Any]]] = {
        "project": projects,
        "render": [_of_render(facts) for facts in renders],
        "import": imports,
        "send": sent,
    }
    return {(kind, facts["id"]): facts for kind, every in told.items() for facts in every}


def changes(before: Seen, now: Seen) -> list[Event]:
    """Return what is new, changed or gone since `before`."""
    told = [Event(kind, data) for (kind, key), data in now.items() if before.get((kind, key)) != data]
    gone = [key for key in before if key not in now]
    return told + [Event(kind, {"id": key, "status": "deleted"}) for kind, key in gone]


def _mine(user_id: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return Project.owner_id == user_id, Project.deleted_at.is_(None)


def _newest(session: Session, user_id: str, table: Table, *more: Column) -> list[dict[str, Any]]:
    """Return the facts of the newest rows of a table that belong to a person's projects."""
    shown = select(table.id, table.project_id, table.status, table.error_message, *more)
    mine = shown.join(Project, table.project_id == Project.id).where(*_mine(user_id))
    return _facts(session, mine.order_by(table.created_at.desc()).limit(MOST_SHOWN))


def _facts(session: Session, rows: Select[*tuple[Any, ...]]) -> list[dict[str, Any]]:
    return [dict(row) for row in session.execute(rows).mappings()]


def _of_render(facts: dict[str, Any]) -> dict[str, Any]:
    phase = ProgressMessage.read(facts["progress_message"]).phase
    return {name: value for name, value in facts.items() if name != "progress_message"} | {"phase": phase}
