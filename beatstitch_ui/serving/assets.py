"""Serves the style sheet and pictures of the pages, and puts them into every page's head."""

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, Response
from nicegui import app, ui

from beatstitch_ui.serving.head_requests import AnswersHead

STATIC = Path(__file__).parent / "static"
FAVICON = STATIC / "favicon.svg"
STYLE_SHEETS = (
    "theme.css",
    "base.css",
    "controls.css",
    "shell.css",
    "media_grid.css",
    "lightbox.css",
    "dashboard.css",
    "render.css",
    "account.css",
    "upload_queue.css",
    "beat_timeline.css",
    "edit_player.css",
    "edit_panels.css",
    "picture_picker.css",
    "menu.css",
    "styles.css",
    "song_wave.css",
    "pages.css",
    "workshop.css",
    "public.css",
)
FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}
A_DAY = {"Cache-Control": "public, max-age=86400"}

# Runs before the first paint, so that a chosen theme never flashes the other one.
THEME_SCRIPT = """<script>
const theme = localStorage.getItem("bs-theme");
if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
</script>"""
# Without it a browser would leave the page for a file that is dropped beside a place for files.
DROP_SCRIPT = """<script>
const keep = (event) => {
  if (!event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "none";
};
window.addEventListener("dragover", keep);
window.addEventListener("drop", keep);
</script>"""
# Quasar must start in the same theme; this takes the place of NiceGUI's own start script.
START_SCRIPT = """
app.use(Quasar, {config: vue_config});
applyColors(vue_config.brand);
Quasar.lang.set(Quasar.lang[language.replace('-', '')]);
darkSetter = (dark) => Quasar.Dark.set(dark === None ? "auto" : dark);
setDark({light: false, dark: true}[localStorage.getItem("bs-theme")]);
document.querySelectorAll(".q-loading-bar").forEach((bar) => bar.remove());
"""

router = APIRouter(prefix="/static", route_class=AnswersHead)


@lru_cache(maxsize=1)
def style_sheet() -> tuple[str, str]:
    """Return the one style sheet of all pages and a short hash of it for its address."""
    css = "\n".join((STATIC / name).read_text(encoding="utf-8") for name in STYLE_SHEETS)
    return css, hashlib.sha256(css.encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Packed:
    """What is sent compressed to browsers that take it so."""

    plain: bytes
    packed: bytes
    media_type: str

    def answer(self, request: Request, headers: Mapping[str, str]) -> Response:
        """Return the content as the one who asks takes it."""
        if "gzip" not in request.headers.get("accept-encoding", ""):
            return Response(self.plain, media_type=self.media_type, headers=dict(headers))
        coding = {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
        return Response(self.packed, media_type=self.media_type, headers={**headers, **coding})


def packed(content: bytes, media_type: str) -> Packed:
    """Return content with its compressed form, made once."""
    return Packed(content, gzip.compress(content, mtime=0), media_type)


@lru_cache(maxsize=1)
def _packed_style_sheet() -> Packed:
    return packed(style_sheet()[0].encode(), "text/css")


@router.get("/{version}/beatstitch.css")
def _style_sheet(version: str, request: Request) -> Response:
    is_current = version == style_sheet()[1]
    return _packed_style_sheet().answer(request, FOREVER if is_current else A_DAY)


@router.get("/icons.svg")
def _icons() -> FileResponse:
    return FileResponse(STATIC / "icons.svg", headers=A_DAY)


def dress_pages(head: str = "") -> None:
    """Give every page the theme before its first paint, and keep Quasar's own colours out.

    `head` comes into every page's head besides.
    """
    _, version = style_sheet()
    ui.add_head_html(
        f'{THEME_SCRIPT}{DROP_SCRIPT}<link rel="stylesheet" href="/static/{version}/beatstitch.css">{head}',
        shared=True,
    )
    app.config.quasar_config["loadingBar"]["skipHijack"] = True
    app.config.vue_config_script = START_SCRIPT
