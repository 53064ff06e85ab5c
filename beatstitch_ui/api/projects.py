"""A project over HTTP, as the seed's schema describes it."""

from fastapi import APIRouter

from beatstitch_ui.access import OwnProject
from core.projects import describe_project
from core.schemas import ProjectResponse

router = APIRouter(prefix="/api/projects/{project_id}")


@router.get("")
def project(access: OwnProject) -> ProjectResponse:
    with access.reading() as (session, mine):
        return describe_project(session, mine)
