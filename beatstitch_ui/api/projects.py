"""A person's projects over HTTP: list and create them, as core/schemas describes them."""

from fastapi import APIRouter

from beatstitch_ui.api.protocol.paging import Page
from beatstitch_ui.api.protocol.routes import ApiRoute
from beatstitch_ui.auth.access import OwnAccount
from core.projects.projects import create_project, describe_project, list_projects
from core.schemas import ProjectCreate, ProjectResponse

router = APIRouter(prefix="/api/projects", route_class=ApiRoute, tags=["Projects"])


@router.get("")
def projects(account: OwnAccount, page: Page) -> list[ProjectResponse]:
    """List your projects, the one worked on last first."""
    with account.reading() as opened:
        mine = list_projects(opened.session, opened.user_id)
        shown = page.page(mine, lambda one: [-round(one.updated_at.timestamp() * 1e6), one.id])
        return [describe_project(opened.session, one) for one in shown]


@router.post("", status_code=201)
def create(account: OwnAccount, body: ProjectCreate) -> ProjectResponse:
    """Create a project without pictures and without a song."""
    with account.writing() as opened:
        return describe_project(opened.session, create_project(opened.session, opened.user_id, body))
