"""The renders that a person ordered on a page, and how they end when no worker is there."""

from core.projects.renders.renders import list_renders
from core.store.models import Job, RenderJob


def ordered(studio_data, project_id) -> list[RenderJob]:
    with studio_data.reading() as session:
        return list_renders(session, project_id)


def finish_all(studio_data, project_id, **state) -> RenderJob:
    """Let the renders of the project and their jobs end as `state` says; return the newest."""
    with studio_data.writing() as session:
        session.query(RenderJob).update(state)
        session.query(Job).filter_by(project_id=project_id).update({"status": state["status"]})
    return ordered(studio_data, project_id)[0]
