"""Lets phones share photos with the installed app: https://www.w3.org/TR/web-share-target/."""

from typing import Any

from fastapi import APIRouter
from fastapi.responses import FileResponse, RedirectResponse

from beatstitch_ui.serving.assets import STATIC
from beatstitch_ui.serving.head_requests import AnswersHead

SHARED = "/shared"
WORKER = "/static/share-worker.js"
TARGET: dict[str, Any] = {
    "action": SHARED,
    "method": "POST",
    "enctype": "multipart/form-data",
    "params": {"files": [{"name": "files", "accept": ["image/*", "video/*", "audio/*"]}]},
}
# The worker sees nothing but what is shared: its scope is that one page. Browsers have it over https only.
HEAD = f"""<script>
navigator.serviceWorker?.register("{WORKER}", {{ scope: "{SHARED}" }}).catch(() => null);
</script>"""

router = APIRouter(route_class=AnswersHead)


@router.get(WORKER)
def _worker() -> FileResponse:
    headers = {"Service-Worker-Allowed": SHARED, "Cache-Control": "no-cache"}
    return FileResponse(STATIC / "share_worker.js", media_type="text/javascript", headers=headers)


@router.post(SHARED)
def _without_worker() -> RedirectResponse:
    """Lead to the page that says what to do: the worker, which keeps what is shared, was not there yet."""
    return RedirectResponse(SHARED, status_code=303)
