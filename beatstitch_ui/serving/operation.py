"""What machines ask that watch over this one: is it alive, can it work, how much does it do."""

import secrets
from ipaddress import ip_address

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse
from prometheus_client import CONTENT_TYPE_LATEST

from beatstitch_ui.api.protocol.problems import answer
from beatstitch_ui.serving import metrics
from beatstitch_ui.serving.reverse_proxies import was_forwarded
from core.errors import NotFoundError
from core.installation.current import installation
from core.installation.readiness import readiness
from core.settings import settings

NOT_KEPT = {"Cache-Control": "no-store"}
router = APIRouter(include_in_schema=False)


@router.api_route("/healthz", methods=["GET", "HEAD"])
async def alive() -> Response:
    """Answer while the pages are served at all."""
    return PlainTextResponse("ok\n", headers=NOT_KEPT)


@router.api_route("/readyz", methods=["GET", "HEAD"])
def ready() -> Response:
    """Tell whether database, workers and disk are there: 200 when all are, else 503."""
    found = readiness(installation())
    is_ready = all(verdict == "ok" for verdict in found.values())
    told = {"status": "ready" if is_ready else "not ready", "checks": found}
    return JSONResponse(told, 200 if is_ready else 503, NOT_KEPT)


@router.get("/metrics")
def measured(request: Request) -> Response:
    """Give Prometheus what it collects; to others than those that may ask, this does not exist."""
    if not _may_measure(request):
        return answer(NotFoundError(what="This"))
    return Response(metrics.exposition(), media_type=CONTENT_TYPE_LATEST, headers=NOT_KEPT)


def _may_measure(request: Request) -> bool:
    """Tell whether metrics are on, and asked for from this machine or with the token, if there is one."""
    wanted = settings()
    if not wanted.metrics:
        return False
    if wanted.metrics_token is not None:
        sent = request.headers.get("authorization", "").encode()
        return secrets.compare_digest(sent, f"Bearer {wanted.metrics_token.get_secret_value()}".encode())
    return not was_forwarded(request.scope) and _is_this_machine(request)


def _is_this_machine(request: Request) -> bool:
    try:
        return request.client is not None and ip_address(request.client.host).is_loopback
    except ValueError:
        return False
