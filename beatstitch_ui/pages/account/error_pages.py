"""What people meet when a page does not exist or breaks: still inside the shell, with a way back."""

from fastapi import Request, Response
from fastapi.responses import JSONResponse
from nicegui import Client, app

from beatstitch_ui import texts
from beatstitch_ui.shell.elements import Box, Text
from beatstitch_ui.shell.frame import page
from beatstitch_ui.shell.shell import PageLocation, shell

HTTP_NOT_FOUND = 404
HTTP_BROKEN = 500


def register() -> None:
    """Let NiceGUI use these pages instead of its own."""
    app.add_exception_handler(HTTP_NOT_FOUND, _not_found)
    app.on_page_exception(_broken)


async def _not_found(request: Request, _: Exception) -> Response:
    if request.url.path.startswith(("/api/", "/_nicegui/", "/static/")):
        return JSONResponse({"detail": texts.shell.NOT_FOUND_TITLE}, HTTP_NOT_FOUND)
    with Client(page(""), request=request) as client:
        say_not_found()
    return client.build_response(request, HTTP_NOT_FOUND)


def say_not_found() -> None:
    """Fill the page that is being built with what a wrong address gets."""
    _say(HTTP_NOT_FOUND, texts.shell.NOT_FOUND_TITLE, texts.shell.NOT_FOUND)


def _broken() -> None:
    _say(HTTP_BROKEN, texts.shell.BROKEN_TITLE, texts.shell.BROKEN)


def _say(code: int, title: str, sentence: str) -> None:
    with shell(PageLocation(title), user_name=None), Box("div", "bs-lost"):
        Text("p", str(code), "bs-lost__code", aria_hidden="true")
        Text("h1", title)
        Text("p", sentence, "bs-muted")
        Text("a", texts.shell.BACK_TO_PROJECTS, "bs-button bs-button--primary", href="/")
