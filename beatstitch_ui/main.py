"""Puts the web application together: guard, API, style, pages."""

from fastapi import FastAPI
from nicegui import ui

from beatstitch_ui import assets, texts
from beatstitch_ui.guard import OriginGuard, own_host_names
from beatstitch_ui.pages import lost


def create_app(*host_names: str) -> FastAPI:
    """Return the parent application, NiceGUI's pages mounted in it; once per process.

    Routes of the parent come first, so `/api` and files never pass through NiceGUI's middleware.
    """
    parent = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    parent.include_router(assets.router)
    assets.dress_pages()
    lost.register()
    parent.add_middleware(OriginGuard, host_names=own_host_names(*host_names))
    return parent


def mount_pages(parent: FastAPI) -> None:
    """Mount NiceGUI under everything the parent serves itself."""
    ui.run_with(
        parent,
        mount_path="/",
        tailwind=False,
        language="en-US",
        title=texts.BRAND,
        favicon=assets.FAVICON,
        dark=None,
        reconnect_timeout=20,
        show_welcome_message=False,
    )
