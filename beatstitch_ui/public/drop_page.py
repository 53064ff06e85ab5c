"""The page on which guests add pictures to a project: their name, their files, and what became of each."""

from html import escape
from pathlib import Path

from fastapi import APIRouter, Response
from fastapi.responses import FileResponse

from beatstitch_ui import texts
from beatstitch_ui.api.protocol.problems import status_of
from beatstitch_ui.languages.problems import told
from beatstitch_ui.public.document import document, heading, paragraph, refusal
from beatstitch_ui.serving.assets import A_DAY
from core.errors import BeatStitchError
from core.installation.current import installation
from core.projects.sharing.drops import OpenDrop, open_drop
from core.projects.sharing.guest_uploads import NAME_CHARS

SCRIPT = Path(__file__).parent / "guest_drop.js"
router = APIRouter(include_in_schema=False)


@router.get("/static/guest_drop.js")
def script() -> FileResponse:
    """Give what sends the files."""
    return FileResponse(SCRIPT, media_type="text/javascript", headers=A_DAY)


@router.api_route("/drop/{token}", methods=["GET", "HEAD"])
def page(token: str) -> Response:
    """Show what a guest may add, or why nothing can be added any more."""
    try:
        drop = open_drop(installation(), token)
    except BeatStitchError as error:
        return refusal(told(error), status_of(error))
    return document(texts.sharing.DROP, _body(token, drop), about={"og:title": texts.sharing.DROP})


def _body(token: str, drop: OpenDrop) -> str:
    title = heading(drop.greeting or texts.sharing.DROP)
    if drop.files_left == 0 or drop.bytes_left == 0:
        return title + paragraph(texts.sharing.DROP_FULL)
    room = texts.sharing.DROP_ROOM.format(files=drop.files_left, mb=drop.bytes_left // 1_000_000)
    words = {"sent": texts.sharing.SENT, "failed": texts.sharing.NOT_SENT}
    said = "".join(f' data-{name}="{escape(word)}"' for name, word in words.items())
    return (
        title
        + paragraph(texts.sharing.DROP_LEAD)
        + f'<form id="drop" data-url="/api/drop/{escape(token)}"{said}>'
        + f'<label class="bs-field"><span class="bs-field__label">{escape(texts.sharing.YOUR_NAME)}</span>'
        + f'<input class="bs-input" name="guest" required maxlength="{NAME_CHARS}" autocomplete="name">'
        + "</label>"
        + f'<label class="bs-field"><span class="bs-field__label">{escape(texts.sharing.PICTURES)}</span>'
        + '<input class="bs-input" type="file" name="files" multiple required accept="image/*,video/*">'
        + "</label>"
        + f'<button class="bs-button bs-button--primary">{escape(texts.sharing.SEND)}</button></form>'
        + '<ul id="arrivals" class="bs-arrivals" aria-live="polite"></ul>'
        + paragraph(room)
        + '<script type="module" src="/static/guest_drop.js"></script>'
    )
