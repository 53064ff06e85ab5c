"""What every route of the API does before its own work: ask who is there, then read the body, strictly."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from typing import Any, TypeVar

from fastapi import FastAPI, Request, Response
from fastapi.routing import APIRoute, iter_route_contexts
from starlette.routing import Match

from beatstitch_ui.api.strict_json import strict_json
from beatstitch_ui.auth.session import visitor_of
from core.errors import MethodUnknownError, NotFoundError, NotSignedInError

API = "/api/"
REST = f"{API}{{rest:path}}"
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])
_OPEN = "_beatstitch_open_to_strangers"


def open_to_strangers(endpoint: Endpoint) -> Endpoint:
    """Mark an endpoint that people use before they have signed in."""
    setattr(endpoint, _OPEN, True)
    return endpoint


class _StrictRequest(Request):
    async def json(self) -> Any:
        return await asyncio.to_thread(strict_json, await self.body())


class ApiRoute(APIRoute):
    """A route that reads nothing of a request before its sender is known, unless it is open to strangers."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handler, is_open = super().get_route_handler(), is_open_to_strangers(self)

        async def handle(request: Request) -> Response:
            if not is_open and visitor_of(request) is None:
                raise NotSignedInError
            return await handler(_StrictRequest(request.scope, request.receive))

        return handle


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
    """Let `app` say of other paths under /api that there is nothing, and of other methods what there is."""
    before = list(app.routes)

    def rest(request: Request) -> None:
        allowed = [
            method
            for method in METHODS
            if any(
                route.matches(dict(request.scope) | {"method": method})[0] is Match.FULL for route in before
            )
        ]
        if not allowed:
            raise NotFoundError(what="This")
        raise MethodUnknownError(method=request.method, allowed=", ".join(allowed))

    app.add_api_route(REST, rest, methods=[*METHODS, "TRACE"], include_in_schema=False)
