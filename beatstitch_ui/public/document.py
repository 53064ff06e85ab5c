"""The frame of a page for strangers: plain HTML in our style, without a socket and without scripts."""

from collections.abc import Mapping
from html import escape

from fastapi.responses import HTMLResponse

from beatstitch_ui import texts
from beatstitch_ui.languages.current import html_language
from beatstitch_ui.serving.assets import THEME_SCRIPT, style_sheet
from beatstitch_ui.serving.head import type_face

# Nobody else keeps it, no search engine lists it, and the address of the link is told to no other site.
HEADERS = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex, nofollow"}


def document(
    title: str, body: str, *, about: Mapping[str, str | int] | None = None, status: int = 200
) -> HTMLResponse:
    """Return a page; `title` is text, `body` is HTML, `about` are its Open Graph properties."""
    _, version = style_sheet()
    told = "".join(
        f'<meta property="{escape(name)}" content="{escape(str(value))}">'
        for name, value in (about or {}).items()
    )
    return HTMLResponse(
        f'<!doctype html><html lang="{html_language()}"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title>"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"{told}{THEME_SCRIPT}"
        f'<link rel="stylesheet" href="/static/{version}/beatstitch.css">{type_face.head()}'
        f'</head><body><main class="bs-public">{body}'
        f'<p class="bs-public__made">{escape(texts.sharing.MADE_WITH)}</p></main></body></html>',
        status,
        HEADERS,
    )


def heading(title: str) -> str:
    return f"<h1>{escape(title)}</h1>"


def paragraph(text: str, classes: str = "bs-muted") -> str:
    return f'<p class="{classes}">{escape(text)}</p>'


def refusal(sentence: str, status: int, *, way_on: tuple[str, str] | None = None) -> HTMLResponse:
    """Return the page that says why there is nothing to see; `way_on` is a link with its words."""
    body = heading(texts.shell.BRAND) + paragraph(sentence)
    if way_on is not None:
        body += f'<p><a class="bs-button" href="{escape(way_on[0])}">{escape(way_on[1])}</a></p>'
    return document(texts.shell.BRAND, body, status=status)
