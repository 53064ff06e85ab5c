"""What only the admin of an installation may ask and do; for everybody else it does not exist."""

from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import FileResponse

from beatstitch_ui.api.exports import Lasting
from beatstitch_ui.api.protocol.routes import ApiRoute, for_browsers
from beatstitch_ui.auth.access import Admin, AdminAccess
from core.accounts import invitations
from core.accounts.invitations import InvitationCreate, InvitationCreated, InvitationResponse
from core.installation.diagnostics import MOST_LINES, log_tail, write_diagnostics
from core.installation.overview import Overview, overview

router = APIRouter(prefix="/api/admin", route_class=ApiRoute, tags=["Admin"])


@router.get("/overview")
@for_browsers
def see(admin: Admin) -> Overview:
    """See accounts, storage, caches, work, versions, and who signed in lately."""
    return overview(admin.database)


@router.get("/invitations")
@for_browsers
def list_of(admin: Admin) -> list[InvitationResponse]:
    """List the invitations that can still be used."""
    with admin.reading() as opened:
        return invitations.list_invitations(opened.session)


@router.post("/invitations", status_code=201)
@for_browsers
def invite(admin: Admin, body: InvitationCreate) -> InvitationCreated:
    """Make a one-time link for somebody to create an account; its code is shown this once."""
    with admin.writing() as opened:
        return invitations.invite(opened.session, body)


@router.delete("/invitations/{invitation_id}", status_code=204)
@for_browsers
def withdraw(admin: Admin, invitation_id: str) -> None:
    """Take an invitation back."""
    with admin.writing() as opened:
        invitations.withdraw(opened.session, invitation_id)


@router.get("/log")
@for_browsers
def log(admin: Admin, lines: Annotated[int, Query(ge=1, le=MOST_LINES)] = 200) -> list[str]:
    """Get the last lines of the log, each a JSON object."""
    return log_tail(admin.database, lines)


@router.get("/diagnostics", response_class=FileResponse)
@for_browsers
def diagnostics(admin: Admin, lasting: Lasting) -> FileResponse:
    """Get versions, settings without secrets, findings, figures and the log as one file."""
    path = _made(admin, lasting)
    return FileResponse(path, filename=path.name, media_type="application/zip")


def _made(admin: AdminAccess, lasting: ExitStack) -> Path:
    temp = admin.database.layout.temp
    temp.mkdir(parents=True, exist_ok=True)
    folder = lasting.enter_context(TemporaryDirectory(dir=temp, prefix="diagnostics_"))
    path = Path(folder) / "beatstitch-diagnostics.zip"
    write_diagnostics(admin.database, path)
    return path
