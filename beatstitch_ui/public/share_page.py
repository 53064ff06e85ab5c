"""The page of a shared video: player, poster, what messengers show of a link, and the way past a password."""

import threading
from collections.abc import Callable
from html import escape
from urllib.parse import parse_qs

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool

from beatstitch_ui import texts
from beatstitch_ui.api.protocol.problems import status_of
from beatstitch_ui.languages.problems import told
from beatstitch_ui.public.document import HEADERS, document, heading, paragraph, refusal
from core.errors import BeatStitchError, RequestTooLargeError, ShareLockedError, TooManyRequestsError
from core.installation.current import installation
from core.projects.sharing import shares
from core.projects.sharing.shares import SharedVideo

KEY = "beatstitch_share"
KEY_KEPT_S = 12 * 3600
FORM_BYTES = 4096
UNCACHED = {"Cache-Control": "private, no-cache", "X-Robots-Tag": HEADERS["X-Robots-Tag"]}
_comparisons = threading.BoundedSemaphore(2)  # comparing takes a quarter second of a processor
router = APIRouter(prefix="/share/{token}", include_in_schema=False)


@router.api_route("", methods=["GET", "HEAD"])
def page(token: str, request: Request) -> Response:
    """Show the video, or ask for its password."""
    try:
        video = shares.shared_video(installation(), token, request.cookies.get(KEY))
    except ShareLockedError:
        return _locked("")
    except BeatStitchError as error:
        return refusal(told(error), status_of(error))
    return _shown(token, request, video)


@router.post("")
async def unlock(token: str, request: Request) -> Response:
    """Take the password, and remember in this browser that it was right."""
    try:
        password = await _password(request)
        address = request.client.host if request.client else ""
        key = await run_in_threadpool(_unlock, token, password, address)
    except ShareLockedError:
        return _locked(texts.sharing.PASSWORD_WRONG, 401)
    except BeatStitchError as error:
        return refusal(told(error), status_of(error))
    answer = RedirectResponse(f"/share/{token}", 303, HEADERS)
    answer.set_cookie(
        KEY,
        key,
        max_age=KEY_KEPT_S,
        path=f"/share/{token}",
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return answer


@router.api_route("/video", methods=["GET", "HEAD"])
def video(token: str, request: Request, *, download: bool = False) -> Response:
    """Give the video, in ranges if they are asked for; playing it from its beginning counts as a view."""

    def found(shared: SharedVideo) -> Response:
        if request.method == "GET" and _begins(request.headers.get("range")):
            shares.count_view(installation(), token)
        name = shared.filename if download else None
        return FileResponse(shared.video, filename=name, headers=UNCACHED)

    return _file(token, request, found)


@router.api_route("/poster", methods=["GET", "HEAD"])
def poster(token: str, request: Request) -> Response:
    """Give the picture that stands for the video."""

    def found(shared: SharedVideo) -> Response:
        if shared.poster is None:
            return Response(status_code=404, headers=HEADERS)
        return FileResponse(shared.poster, media_type="image/jpeg", headers=UNCACHED)

    return _file(token, request, found)


def _file(token: str, request: Request, found: Callable[[SharedVideo], Response]) -> Response:
    try:
        return found(shares.shared_video(installation(), token, request.cookies.get(KEY)))
    except BeatStitchError as error:
        return refusal(told(error), status_of(error))


def _begins(wanted: str | None) -> bool:
    """Tell whether somebody begins to play: Safari asks for the first two bytes before it does."""
    return wanted is None or (wanted.replace(" ", "").startswith("bytes=0-") and wanted[-3:] != "0-1")


def _unlock(token: str, password: str, address: str) -> str:
    if not _comparisons.acquire(timeout=5):
        raise TooManyRequestsError
    try:
        return shares.unlock(installation(), token, password, address)
    finally:
        _comparisons.release()


async def _password(request: Request) -> str:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > FORM_BYTES:
            raise RequestTooLargeError
    sent = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=5)
    return sent.get("password", [""])[0]


def _locked(problem: str, status: int = 200) -> Response:
    said = f'<p class="bs-problem" role="alert">{escape(problem)}</p>' if problem else ""
    form = (
        '<form method="post"><label class="bs-field">'
        f'<span class="bs-field__label">{escape(texts.sharing.PASSWORD)}</span>'
        '<input class="bs-input" type="password" name="password" required autofocus autocomplete="off">'
        "</label>"
        f'<button class="bs-button bs-button--primary">{escape(texts.sharing.UNLOCK)}</button></form>'
    )
    body = heading(texts.sharing.LOCKED) + paragraph(texts.sharing.LOCKED_LEAD) + said + form
    return document(texts.sharing.LOCKED, body, about={"og:title": texts.sharing.LOCKED}, status=status)


def _shown(token: str, request: Request, video: SharedVideo) -> Response:
    here = f"/share/{token}"
    site = str(request.base_url).rstrip("/")
    poster = f' poster="{here}/poster"' if video.poster else ""
    player = (
        f'<video controls playsinline preload="none"{poster} src="{here}/video" '
        f'width="{video.width}" height="{video.height}" '
        f'style="--bs-shape: {video.width} / {video.height}"></video>'
        if video.plays
        else paragraph(texts.sharing.NOT_PLAYED)
    )
    label = escape(texts.sharing.DOWNLOAD)
    download = f'<p><a class="bs-button" href="{here}/video?download=true" download>{label}</a></p>'
    about: dict[str, str | int] = {
        "og:title": video.title,
        "og:site_name": texts.shell.BRAND,
        "og:type": "video.other",
        "og:url": site + here,
    }
    if video.plays:
        about |= {"og:video": f"{site}{here}/video", "og:video:type": "video/mp4"}
        about |= {"og:video:width": video.width, "og:video:height": video.height}
        about |= {"video:duration": round(video.duration_ms / 1000)}
    if video.poster:
        about |= {"og:image": f"{site}{here}/poster", "og:image:alt": video.title}
    return document(video.title, heading(video.title) + player + download, about=about)
