"""What happens to a person's projects, as events for scripts: the difference of two looks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar, get_args

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.jobs.messages import News
from core.store.db import Database
from core.store.models import MediaImport, Project, RenderJob, SentVideo

MOST_SHOWN = 1000
EventKind = Literal["project", "render", "import", "send"]
EVENT_KINDS: tuple[EventKind, ...] = get_args(EventKind)
Row = TypeVar("Row", RenderJob, MediaImport, SentVideo)
Seen = Mapping[tuple[EventKind, str], dict[str, Any]]


@dataclass(frozen=True)
class Event:
    """A project, render, import or send (a sent video) that is new, changed or gone, then with only an id."""

    kind: EventKind
    data: dict[str, Any]


def look(database: Database, user_id: str) -> Seen:
    """Return the state of a person's projects, newest renders, imports and sent videos by kind and id."""
    mine = (Project.owner_id == user_id, Project.deleted_at.is_(None))
    with database.reading() as session:
        projects = session.scalars(select(Project).where(*mine)).all()
        renders = _newest(session, RenderJob, user_id)
        imports = _newest(session, MediaImport, user_id)
        sent = _newest(session, SentVideo, user_id)
    seen: dict[tuple[EventKind, str], dict[str, Any]] = {}
    for project in projects:
        seen["project", project.id] = {"id": project.id, "name": project.name, "status": project.status}
    for render in renders:
        seen["render", render.id] = _of(render) | {
            "job_type": render.job_type,
            "progress_percent": render.progress_percent,
            "phase": News.read(render.progress_message).phase,
        }
    for one in imports:
        seen["import", one.id] = _of(one)
    for one in sent:
        seen["send", one.id] = _of(one) | {"render_id": one.render_id}
    return seen


def changes(before: Seen, now: Seen) -> list[Event]:
    """Return what is new, changed or gone since `before`."""
    told = [Event(kind, data) for (kind, key), data in now.items() if before.get((kind, key)) != data]
    gone = [key for key in before if key not in now]
    return told + [Event(kind, {"id": key, "status": "deleted"}) for kind, key in gone]


def _newest(session: Session, table: type[Row], user_id: str) -> Sequence[Row]:
    """Return the newest rows of a table that belong to a person's projects."""
    mine = (Project.owner_id == user_id, Project.deleted_at.is_(None))
    rows = select(table).join(Project, table.project_id == Project.id).where(*mine)
    return session.scalars(rows.order_by(table.created_at.desc()).limit(MOST_SHOWN)).all()


def _of(row: Row) -> dict[str, Any]:
    return {
        "id": row.id,
        "project_id": row.project_id,
        "status": row.status,
        "error_message": row.error_message,
    }
