"""Finished videos go to Immich over HTTP: send one, follow it, stop it, go on with it."""

from fastapi import APIRouter

from beatstitch_ui.api.protocol.routes import ApiRoute
from beatstitch_ui.auth.access import OwnProject
from core.projects.sending import sending
from core.projects.sending.sending import ImmichSend, SentVideoResponse

router = APIRouter(prefix="/api/projects/{project_id}", route_class=ApiRoute, tags=["Sharing"])


@router.post("/renders/{render_id}/immich", status_code=201)
def send(access: OwnProject, render_id: str, body: ImmichSend) -> SentVideoResponse:
    """Send a finished video to Immich, into an album if wanted; it is there once, however often sent."""
    with access.writing() as opened:
        return sending.send_to_immich(opened, render_id, body)


@router.get("/sent-videos")
def list_of(access: OwnProject) -> list[SentVideoResponse]:
    """List what was sent of the project, the newest first."""
    with access.reading() as opened:
        return sending.list_sent(opened)


@router.get("/sent-videos/{sent_id}")
def one(access: OwnProject, sent_id: str) -> SentVideoResponse:
    """Get one: how far it is, and why it failed or waits."""
    with access.reading() as opened:
        return sending.sent_of(opened, sent_id)


@router.post("/sent-videos/{sent_id}/cancel")
def cancel(access: OwnProject, sent_id: str) -> SentVideoResponse:
    """Stop sending; what has arrived in Immich stays there."""
    with access.writing() as opened:
        return sending.cancel_send(opened, sent_id)


@router.post("/sent-videos/{sent_id}/retry")
def retry(access: OwnProject, sent_id: str) -> SentVideoResponse:
    """Go on with one that failed or was stopped."""
    with access.writing() as opened:
        return sending.retry_send(opened, sent_id)


@router.delete("/sent-videos/{sent_id}", status_code=204)
def delete(access: OwnProject, sent_id: str) -> None:
    """Take one out of the list; what has arrived in Immich stays there."""
    with access.writing() as opened:
        sending.delete_sent(opened, sent_id)
