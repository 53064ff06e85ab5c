"""Serves the type face of the pages, the same that titles use, so that they look alike on every machine."""

import hashlib
from functools import lru_cache

from fastapi import APIRouter, Request
from fastapi.responses import Response

from beatstitch_ui.serving.assets import FOREVER, Packed, packed
from beatstitch_ui.serving.head_requests import AnswersHead
from core.errors import NotFoundError
from core.render.titles.fonts import fonts_folder
from core.render.titles.looks import SANS

FACE = "VariableFont_wght"  # all weights in one file
FAMILY = "Manrope"

router = APIRouter(prefix="/static", route_class=AnswersHead)


@lru_cache(maxsize=1)
def _font() -> tuple[Packed, str] | None:
    """Return the font and a short hash of it; None where it is not installed."""
    file = fonts_folder() / SANS.format(weight=FACE)
    if not file.is_file():
        return None
    content = file.read_bytes()
    return packed(content, "font/ttf"), hashlib.sha256(content).hexdigest()[:12]


def head() -> str:
    """Return the tags that load the font early; without it pages take the system's."""
    font = _font()
    if font is None:
        return ""
    url = f"/static/{font[1]}/manrope.ttf"
    source = f"src: url({url}) format('truetype'); font-weight: 200 800; font-display: swap"
    return (
        f'<link rel="preload" as="font" type="font/ttf" href="{url}" crossorigin>'
        f"<style>@font-face {{ font-family: {FAMILY}; {source} }}</style>"
    )


@router.get("/{version}/manrope.ttf")
def _face(version: str, request: Request) -> Response:
    font = _font()
    if font is None or font[1] != version:
        raise NotFoundError(what="The font")
    return font[0].answer(request, FOREVER)
