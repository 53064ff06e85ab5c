"""One project over HTTP: get, change, set up, copy, delete and bring back."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, Field

from beatstitch_ui.api.protocol.paging import Page
from beatstitch_ui.api.protocol.routes import ApiRoute
from beatstitch_ui.auth.access import OwnAccount, OwnProject, ProjectAccess
from core.jobs.listing import JobResponse, list_jobs
from core.projects.duplicate import duplicate_project
from core.projects.edit.adopting import adopt_looks
from core.projects.projects import (
    changed_settings,
    delete_project,
    describe_project,
    rename_project,
    restore_project,
    settings_of,
    update_settings,
)
from core.schemas import ProjectResponse, ProjectSettings

router = APIRouter(prefix="/api/projects/{project_id}", route_class=ApiRoute, tags=["Projects"])
Name = Annotated[str, Field(min_length=1, max_length=100)]


class ProjectUpdate(BaseModel):
    """What is not sent stays as it is."""

    name: Name | None = None
    description: str | None = Field(default=None, max_length=500)


class ProjectCopy(BaseModel):
    name: Name | None = None


@router.get("")
def project(access: OwnProject) -> ProjectResponse:
    """Get a project with its settings and where it stands."""
    with access.reading() as opened:
        return describe_project(opened.session, opened.project)


@router.patch("")
def change(access: OwnProject, body: ProjectUpdate) -> ProjectResponse:
    """Change the name or the description."""
    with access.writing() as opened:
        mine, sent = opened.project, body.model_fields_set
        description = body.description if "description" in sent else mine.description
        rename_project(mine, body.name or mine.name, description)
        return describe_project(opened.session, mine)


@router.patch("/settings")
def change_settings(access: OwnProject, body: ProjectSettings) -> ProjectResponse:
    """Change the settings that are sent.

    A timeline that was edited by hand follows at once those that change only its look: size, fit, frame
    rate, moves, transitions, fades, loudness, accents, titles. The next generated one follows all.
    """
    with access.writing() as opened:
        now = settings_of(opened.project)
        update_settings(opened.project, changed_settings(now, body.model_dump(exclude_unset=True)))
        adopt_looks(opened)
        return describe_project(opened.session, opened.project)


@router.delete("", status_code=204)
def delete(access: OwnProject) -> None:
    """Delete a project and stop its renders; for a day it can be restored."""
    with access.writing() as opened:
        delete_project(opened.session, opened.project)


@router.post("/restore")
def restore(account: OwnAccount, project_id: str) -> ProjectResponse:
    """Bring back a project that was deleted less than a day ago."""
    with account.writing() as opened:
        restored = restore_project(opened.session, opened.user_id, project_id)
        return describe_project(opened.session, restored)


@router.post("/duplicate", status_code=201)
def duplicate(access: OwnProject, body: ProjectCopy | None = None) -> ProjectResponse:
    """Make a second project that starts out as this one is now, without its renders."""
    with access.reading() as opened:
        name = (body and body.name) or opened.project.name
    copied = duplicate_project(access.database, access.visitor.user_id, access.project_id, name)
    with ProjectAccess(copied.id, access.visitor).reading() as opened:
        return describe_project(opened.session, opened.project)


@router.get("/jobs", tags=["Jobs"])
def jobs(access: OwnProject, page: Page) -> list[JobResponse]:
    """List the background work of a project, the newest first."""
    with access.reading() as opened:
        found = list_jobs(opened.session, opened.project.id)
        return page.page(found, lambda one: [-round(one.created_at.timestamp() * 1e6), one.id])
