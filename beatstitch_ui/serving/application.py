"""Puts the web application together: guard, session gate, API, style, pages."""

from collections.abc import Sequence

from fastapi import FastAPI
from nicegui import ui

from beatstitch_ui import texts
from beatstitch_ui.api import accounts, exports, media, problems, projects, renders, song, timeline, uploads
from beatstitch_ui.auth.session import SessionGate
from beatstitch_ui.pages import register_pages
from beatstitch_ui.pages.account import error_pages
from beatstitch_ui.serving import assets
from beatstitch_ui.serving.bodies import BodyLimit
from beatstitch_ui.serving.guard import OriginGuard, own_host_names

ROUTERS = (accounts, projects, uploads, media, song, timeline, renders, exports)
RECONNECT_LIMIT_S = 20


def application(host_names: Sequence[str] = ()) -> FastAPI:
    """Return the whole application on this process's database; once per process."""
    parent = with_api(bare())
    register_pages()
    return finished(parent, host_names)


def with_api(parent: FastAPI) -> FastAPI:
    """Let `parent` answer under /api, and know who asks."""
    for module in ROUTERS:
        parent.include_router(module.router)
    problems.answer_problems(parent)
    parent.add_middleware(SessionGate)
    parent.add_middleware(BodyLimit)
    return parent


def bare() -> FastAPI:
    """Return a parent application that serves nothing but the style of the pages."""
    parent = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    parent.include_router(assets.router)
    assets.dress_pages()
    error_pages.register()
    return parent


def finished(parent: FastAPI, host_names: Sequence[str] = ()) -> FastAPI:
    """Put the guard around everything, and the pages under what the parent serves itself.

    So `/api` and files never pass through NiceGUI's middleware, and nothing passes by the guard,
    which must be the last middleware added.
    """
    parent.add_middleware(OriginGuard, host_names=own_host_names(*host_names))
    ui.run_with(
        parent,
        mount_path="/",
        tailwind=False,
        language="en-US",
        title=texts.shell.BRAND,
        favicon=assets.FAVICON,
        dark=None,
        reconnect_timeout=RECONNECT_LIMIT_S,
        show_welcome_message=False,
    )
    return parent
