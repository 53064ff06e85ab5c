"""What is told of a video that is ready, or could not be made, to the addresses that the operator named."""

from dataclasses import dataclass

from core.settings import settings
from core.store.db import Database
from core.store.models import Project, RenderJob

READY, FAILED = "{name} is ready", "{name} could not be made"
WHERE = "{site}/p/{project_id}/render"


@dataclass(frozen=True)
class Notice:
    """One notice, as it is read on a phone."""

    title: str
    body: str


def notice_of(database: Database, render_id: str) -> Notice | None:
    """Return what to tell of a render, None when it is gone or is not over."""
    with database.reading() as session:
        render = session.get(RenderJob, render_id)
        project = render and session.get(Project, render.project_id)
    if render is None or project is None or render.status not in ("complete", "failed"):
        return None
    names = settings().host_names
    where = WHERE.format(site=f"https://{names[0]}", project_id=project.id) if names else ""
    title = (READY if render.status == "complete" else FAILED).format(name=project.name)
    told = [render.error_message if render.status == "failed" else None, where]
    return Notice(title, "\n".join(one for one in told if one) or title)
