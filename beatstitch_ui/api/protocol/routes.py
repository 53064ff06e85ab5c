"""What every route of the API does before its own work: ask who is there, then read the body, strictly."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from typing import Any, Final, Literal, TypeVar

from fastapi import FastAPI, Request, Response
from fastapi.routing import APIRoute, iter_route_contexts
from starlette.endpoints import HTTPEndpoint
from starlette.requests import ClientDisconnect
from starlette.routing import Route, compile_path

from beatstitch_ui.api.protocol.json_bodies import JsonBody
from beatstitch_ui.api.protocol.once import once
from beatstitch_ui.api.protocol.strict_json import strict_json
from beatstitch_ui.auth.session import visitor_of
from beatstitch_ui.serving.head_requests import GET, HEAD, AnswersHead
from core.accounts.visitors import Visitor
from core.errors import (
    BrowserOnlyError,
    MethodUnknownError,
    NotFoundError,
    NotSignedInError,
    RequestUnreadableError,
    ScopeMissingError,
)
from core.schemas import Scope

API = "/api/"
REST = f"{API}{{rest:path}}"
Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])
METHOD_CHARS = 40
SEEING = (GET, HEAD)
_OPEN, _NEEDS = "_beatstitch_open_to_strangers", "_beatstitch_needs"
BROWSER: Final = "browser"
Need = Scope | Literal["browser"]


def open_to_strangers(endpoint: Endpoint) -> Endpoint:
    """Mark an endpoint that people use before they have signed in."""
    setattr(endpoint, _OPEN, True)
    return endpoint


def for_browsers(endpoint: Endpoint) -> Endpoint:
    """Mark an endpoint that no token may use: it is about the account itself."""
    setattr(endpoint, _NEEDS, BROWSER)
    return endpoint


def for_renders(endpoint: Endpoint) -> Endpoint:
    """Mark an endpoint for which a token needs the scope of rendering."""
    setattr(endpoint, _NEEDS, "render")
    return endpoint


class _StrictRequest(Request):
    async def json(self) -> Any:
        return await asyncio.to_thread(strict_json, await self.body())


class ApiRoute(AnswersHead):
    """A route that reads nothing of a request before its sender is known, unless it is open to strangers."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handler, is_open = super().get_route_handler(), is_open_to_strangers(self)
        body = JsonBody.of(self.dependant)

        async def checked(request: Request) -> Response:
            if body is not None:
                await asyncio.to_thread(body.check, request.headers.get("content-type"), await _read(request))
            return await handler(request)

        async def keyed(request: Request, visitor: Visitor) -> Response:
            return await once(request, visitor, checked, b"" if body is None else await _read(request))

        async def handle(request: Request) -> Response:
            strict = _StrictRequest(request.scope, request.receive)
            if is_open:
                return await checked(strict)
            visitor, need = visitor_of(request), need_of(self, request.method)
            if visitor is None:
                raise NotSignedInError
            _require(visitor, need)
            if need == BROWSER:
                return await checked(strict)
            return await keyed(strict, visitor)

        return handle


async def _read(request: Request) -> bytes:
    try:
        return await request.body()
    except ClientDisconnect as error:
        raise RequestUnreadableError from error


def _require(visitor: Visitor, need: Need) -> None:
    if need == BROWSER:
        if visitor.scopes is not None:
            raise BrowserOnlyError
    elif not visitor.may(need):
        raise ScopeMissingError(scope=need)


def need_of(route: APIRoute, method: str) -> Need:
    """Return the scope that a token needs for a route: of seeing or of changing, if nothing else is said."""
    return getattr(route.endpoint, _NEEDS, "read" if method in SEEING else "edit")


def is_open_to_strangers(route: APIRoute) -> bool:
    return getattr(route.endpoint, _OPEN, False)


def api_routes(app: FastAPI) -> Iterator[tuple[str, str, APIRoute]]:
    """Yield method, path and route of everything under /api, whether it is documented or not.

    Raises TypeError for a route of another class than ours: nothing would ask who is there.
    """
    for context in iter_route_contexts(app.routes):
        path, route = context.path or "", context.original_route
        if not path.startswith(API) or path.startswith(REST):
            continue
        if not isinstance(route, ApiRoute):
            raise TypeError(f"{path} is no ApiRoute")
        for method in sorted(context.methods or ()):
            yield method, path, route


def answer_the_rest(app: FastAPI) -> None:
    """Let `app` say of other paths under /api that there is nothing, and of other methods what there is.

    Any word may be a method: what is refused here never comes to the pages, which would answer in HTML.
    """
    known: dict[str, list[str]] = {}
    for method, path, _ in api_routes(app):
        known.setdefault(path, []).extend([GET, HEAD] if method == GET else [method])
    patterns = [(compile_path(path)[0], methods) for path, methods in known.items()]

    class Rest(HTTPEndpoint):
        async def dispatch(self) -> None:
            path, method = self.scope["path"], self.scope["method"]
            allowed = next((methods for pattern, methods in patterns if pattern.match(path)), None)
            if allowed is None:
                raise NotFoundError(what="This")
            raise MethodUnknownError(method=method[:METHOD_CHARS], allowed=", ".join(allowed))

    app.router.routes.append(Route(REST, Rest, include_in_schema=False))
