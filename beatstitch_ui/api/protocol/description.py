"""The description of the API for programs (OpenAPI 3.1) and, made from it, a page for people."""

from functools import lru_cache
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.openapi.utils import get_openapi
from fastapi.responses import HTMLResponse, JSONResponse
from pydantic import BaseModel

from beatstitch_ui.api.protocol.docs_page import docs_page
from beatstitch_ui.api.protocol.routes import (
    API,
    ApiRoute,
    api_routes,
    is_open_to_strangers,
    need_of,
    open_to_strangers,
)

VERSION = "1"
COOKIE, BEARER = "cookie", "token"
SECURITY = {
    BEARER: {"type": "http", "scheme": "bearer", "description": "A token made on the account page."},
    COOKIE: {"type": "apiKey", "in": "cookie", "name": "beatstitch_session"},
}
ABOUT = (
    "Photos, clips and one song become a video whose every cut sits on a beat. Scripts sign in with a "
    "token: `Authorization: Bearer ...`. Every error is `{error, message, details}`."
)
router = APIRouter(prefix="/api", route_class=ApiRoute, tags=["Description"])


class Problem(BaseModel):
    """What went wrong: a name for programs, a sentence for people, and the facts in it."""

    error: str
    message: str
    details: dict[str, str | float | None]


PROBLEMS: dict[int | str, dict[str, Any]] = {
    "4XX": {"model": Problem, "description": "It was refused; the message says why."},
}


@router.get("/openapi.json", response_class=JSONResponse)
@open_to_strangers
def openapi(request: Request) -> JSONResponse:
    """Get this description."""
    return JSONResponse(description_of(request.app))


@router.get("/docs", response_class=HTMLResponse)
@open_to_strangers
def docs(request: Request) -> HTMLResponse:
    """Get this description as a page to read."""
    return HTMLResponse(docs_page(description_of(request.app)))


@lru_cache(maxsize=4)
def description_of(app: FastAPI) -> dict[str, Any]:
    """Return the description of everything under /api."""
    described = get_openapi(title="BeatStitch", version=VERSION, description=ABOUT, routes=app.routes)
    described["paths"] = {path: facts for path, facts in described["paths"].items() if path.startswith(API)}
    described["components"]["securitySchemes"] = SECURITY
    for method, path, route in api_routes(app):
        operation = described["paths"].get(path, {}).get(method.lower())
        if operation is None:
            continue
        operation["responses"].pop("422", None)  # FastAPI's own shape, which nobody gets
        need = need_of(route, method)
        if is_open_to_strangers(route):
            operation["security"] = []
        elif need == "browser":
            operation["security"] = [{COOKIE: []}]
        else:
            operation["security"] = [{BEARER: []}, {COOKIE: []}]
            operation["x-scope"] = need
    for unused in ("HTTPValidationError", "ValidationError"):
        described["components"]["schemas"].pop(unused, None)
    _close_bodies(described)
    return described


def _close_bodies(described: dict[str, Any]) -> None:
    """Say of every schema that bodies are made of that it has no other fields; they are refused."""
    schemas, closed = described["components"]["schemas"], set[str]()
    waiting = [
        operation.get("requestBody", {})
        for path in described["paths"].values()
        for operation in path.values()
    ]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            if part.get("type") == "object" and "properties" in part:
                part.setdefault("additionalProperties", False)
            name = str(part.get("$ref", "")).rpartition("/")[2]
            if name and name not in closed:
                closed.add(name)
                waiting.append(schemas[name])
        if isinstance(part, dict | list):
            waiting.extend(part.values() if isinstance(part, dict) else part)
