"""Lets browsers install BeatStitch as an app: its manifest and icons, and the tags in every page's head."""

from typing import Any

from fastapi import APIRouter
from fastapi.responses import FileResponse, JSONResponse

from beatstitch_ui import texts
from beatstitch_ui.serving.assets import A_DAY, STATIC
from beatstitch_ui.serving.head import share_target
from beatstitch_ui.serving.head_requests import AnswersHead

BARS = {"light": "#ffffff", "dark": "#191c1e"}  # as theme.css has --bs-surface
GROUND = "#f6f6f3"
SIZES_PX = (180, 192, 512)
FULL_BLEED = "maskable"  # without round corners: phones cut the shape that they like
HEAD = (
    '<link rel="manifest" href="/static/app.webmanifest">'
    '<link rel="apple-touch-icon" href="/static/app-icon/180.png">'
    + "".join(
        f'<meta name="theme-color" media="(prefers-color-scheme: {theme})" content="{colour}">'
        for theme, colour in BARS.items()
    )
)

router = APIRouter(prefix="/static", route_class=AnswersHead)


def manifest() -> dict[str, Any]:
    """Return the manifest: https://www.w3.org/TR/appmanifest/."""
    pictures = [
        {"src": f"/static/app-icon/{size}.png", "sizes": f"{size}x{size}", "type": "image/png"}
        for size in SIZES_PX[1:]
    ]
    return {
        "id": "/",
        "name": texts.shell.BRAND,
        "short_name": texts.shell.BRAND,
        "description": texts.shell.BRAND_SAYS,
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "share_target": share_target.TARGET,
        "background_color": GROUND,
        "theme_color": BARS["light"],
        "icons": [
            *pictures,
            {
                "src": "/static/app-icon/512.png",
                "sizes": "512x512",
                "type": "image/png",
                "purpose": FULL_BLEED,
            },
        ],
    }


@router.get("/app.webmanifest")
def _manifest() -> JSONResponse:
    return JSONResponse(manifest(), media_type="application/manifest+json", headers=A_DAY)


@router.get("/app-icon/{size}.png")
def _icon(size: int) -> FileResponse:
    nearest = min(SIZES_PX, key=lambda one: abs(one - size))
    return FileResponse(STATIC / f"app-icon-{nearest}.png", headers=A_DAY)
