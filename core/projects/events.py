"""What happens to a person's projects, as events for scripts: the difference of two looks."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from core.jobs.messages import News
from core.store.db import Database
from core.store.models import MediaImport, Project, RenderJob

MOST_SHOWN = 1000
Seen = Mapping[tuple[str, str], dict[str, Any]]


@dataclass(frozen=True)
class Event:
    """Something that is new, changed or gone: "project", "render" or "import"; gone ones have only ids."""

    kind: str
    data: dict[str, Any]


def look(database: Database, user_id: str) -> Seen:
    """Return the state of a person's projects, their newest renders and imports, by kind and id."""
    mine = (Project.owner_id == user_id, Project.deleted_at.is_(None))
    with database.reading() as session:
        projects = session.scalars(select(Project).where(*mine)).all()
        renders = session.scalars(
            select(RenderJob)
            .join(Project)
            .where(*mine)
            .order_by(RenderJob.created_at.desc())
            .limit(MOST_SHOWN)
        ).all()
        imports = session.scalars(
            select(MediaImport)
            .join(Project, MediaImport.project_id == Project.id)
            .where(*mine)
            .order_by(MediaImport.created_at.desc())
            .limit(MOST_SHOWN)
        ).all()
    seen: dict[tuple[str, str], dict[str, Any]] = {}
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
    return seen


def changes(before: Seen, now: Seen) -> list[Event]:
    """Return what is new, changed or gone since `before`."""
    told = [Event(kind, data) for (kind, key), data in now.items() if before.get((kind, key)) != data]
    gone = [key for key in before if key not in now]
    return told + [Event(kind, {"id": key, "status": "deleted"}) for kind, key in gone]


def _of(row: RenderJob | MediaImport) -> dict[str, Any]:
    return {
        "id": row.id,
        "project_id": row.project_id,
        "status": row.status,
        "error_message": row.error_message,
    }
