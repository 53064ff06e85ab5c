"""Renders over HTTP: order a video, follow it, cancel it, play or download it."""

from fastapi import APIRouter
from fastapi.responses import FileResponse, Response

from beatstitch_ui.api.protocol.paging import Page
from beatstitch_ui.api.protocol.routes import ApiRoute, for_renders
from beatstitch_ui.auth.access import OwnProject
from core.projects import project_files
from core.projects.described import describe_order, describe_render, described_render, described_renders
from core.projects.renders import renders
from core.schemas import RenderJobCreate, RenderJobResponse

router = APIRouter(prefix="/api/projects/{project_id}/renders", route_class=ApiRoute, tags=["Renders"])
REVALIDATED = {"Cache-Control": "private, no-cache"}


@router.get("")
def list_of(access: OwnProject, page: Page) -> list[RenderJobResponse]:
    """List the ordered videos, the newest first."""
    with access.reading() as opened:
        found = described_renders(opened)
    return page.page(found, lambda one: [-round(one.created_at.timestamp() * 1e6), one.id])


@router.post("", status_code=201)
@for_renders
def order(access: OwnProject, body: RenderJobCreate) -> RenderJobResponse:
    """Order a video of the edit as it is now; 409 when it is no longer what `content_hash` names.

    With `aspect_ratios` one video is ordered for each of them; the first is returned, the others as
    `also_ordered`. An equal render that is under way already is returned instead.
    """
    return describe_order(
        renders.order_renders(access.database, access.visitor.user_id, access.project_id, body)
    )


@router.get("/{render_id}")
def render(access: OwnProject, render_id: str) -> RenderJobResponse:
    """Get a render: how far it is, and where its video is once it is complete."""
    with access.reading() as opened:
        return described_render(opened, render_id)


@router.post("/{render_id}/cancel")
@for_renders
def cancel(access: OwnProject, render_id: str) -> RenderJobResponse:
    """Stop a render; one that is over stays as it is."""
    with access.writing() as opened:
        return describe_render(renders.cancel_render(opened, render_id))


@router.post("/{render_id}/retry", status_code=201)
@for_renders
def retry(access: OwnProject, render_id: str) -> RenderJobResponse:
    """Start a failed or cancelled render again, from the same edit with the same settings."""
    with access.reading() as opened:
        renders.render_of(opened, render_id)
    return describe_render(renders.retry_render(access.database, access.visitor.user_id, render_id))


@router.delete("/{render_id}", status_code=204)
@for_renders
def delete(access: OwnProject, render_id: str) -> None:
    """Delete a render and its video; one that is under way is cancelled."""
    with access.writing() as opened:
        renders.delete_render(opened, render_id)


@router.get("/{render_id}/video", response_class=FileResponse)
def video(access: OwnProject, render_id: str, *, download: bool = False) -> FileResponse:
    """Get the video, in ranges if they are asked for; 404 until it is complete."""
    with access.reading() as opened:
        path, name = project_files.video_file(opened, render_id)
    return FileResponse(path, filename=name if download else None, headers=REVALIDATED)


@router.get("/{render_id}/poster", response_class=FileResponse)
def poster(access: OwnProject, render_id: str) -> Response:
    """Get the picture of a render; while it is drawn, the last finished one."""
    with access.reading() as opened:
        content = project_files.poster_content(opened, render_id)
    return Response(content, media_type="image/jpeg", headers=REVALIDATED)
