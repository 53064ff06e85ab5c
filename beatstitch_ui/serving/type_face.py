"""Serves the type face of the pages, the same that titles use, so that they look alike on every machine."""

import gzip
import hashlib
from functools import lru_cache

from fastapi import APIRouter, Request
from fastapi.responses import Response

from beatstitch_ui.serving.assets import FOREVER
from core.errors import NotFoundError
from core.render.titles.fonts import fonts_folder
from core.render.titles.looks import SANS

FACE = "VariableFont_wght"  # all weights in one file
FAMILY = "Manrope"

router = APIRouter(prefix="/static")


@lru_cache(maxsize=1)
def _font() -> tuple[bytes, bytes, str] | None:
    """Return the font, the font compressed, and a short hash of it; None where it is not installed."""
    file = fonts_folder() / SANS.format(weight=FACE)
    if not file.is_file():
        return None
    content = file.read_bytes()
    return content, gzip.compress(content, mtime=0), hashlib.sha256(content).hexdigest()[:12]


def head() -> str:
    """Return the tags that load the font early; without it pages take the system's."""
    font = _font()
    if font is None:
        return ""
    url = f"/static/{font[2]}/manrope.ttf"
    source = f"src: url({url}) format('truetype'); font-weight: 200 800; font-display: swap"
    return (
        f'<link rel="preload" as="font" type="font/ttf" href="{url}" crossorigin>'
        f"<style>@font-face {{ font-family: {FAMILY}; {source} }}</style>"
    )


@router.get("/{version}/manrope.ttf")
def _face(version: str, request: Request) -> Response:
    font = _font()
    if font is None or font[2] != version:
        raise NotFoundError(what="The font")
    content, packed, _ = font
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers = FOREVER | {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
        return Response(packed, media_type="font/ttf", headers=headers)
    return Response(content, media_type="font/ttf", headers=FOREVER)
