"""Links to finished videos over HTTP: make, list and revoke them."""

from fastapi import APIRouter, Request

from beatstitch_ui.api.protocol.routes import ApiRoute
from beatstitch_ui.auth.access import OwnProject
from core.projects.sharing import shares
from core.projects.sharing.shares import ShareCreate, ShareResponse

router = APIRouter(prefix="/api/projects/{project_id}", route_class=ApiRoute, tags=["Sharing"])


@router.post("/renders/{render_id}/shares", status_code=201)
def share(access: OwnProject, render_id: str, body: ShareCreate, request: Request) -> ShareResponse:
    """Make a link by which everybody who knows it sees this video, and nothing else."""
    with access.writing() as opened:
        return _addressed(shares.share(opened, render_id, body), request)


@router.get("/shares")
def list_of(access: OwnProject, request: Request) -> list[ShareResponse]:
    """List the links to videos of the project, the newest first."""
    with access.reading() as opened:
        return [_addressed(one, request) for one in shares.list_shares(opened)]


@router.delete("/shares/{share_id}", status_code=204)
def revoke(access: OwnProject, share_id: str) -> None:
    """End a link at once."""
    with access.writing() as opened:
        shares.revoke_share(opened, share_id)


def _addressed(link: ShareResponse, request: Request) -> ShareResponse:
    return link.model_copy(update={"url": f"{str(request.base_url).rstrip('/')}{link.path}"})
