"""Photos and clips over HTTP: their list, thumbnails, and what the preview shows of them."""

from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import FileResponse

from beatstitch_ui.api.routes import ApiRoute
from beatstitch_ui.auth.access import OwnProject, ProjectAccess
from core.errors import NotFoundError
from core.projects.media import all_media, kept_media_of, list_media
from core.projects.media_set import captured_of, live_photos
from core.projects.sources import get_display_dimensions
from core.render.sound.preview_copy import sound_copy_of
from core.store.layout import Layout
from core.store.models import MediaAsset

router = APIRouter(prefix="/api/projects/{project_id}/media", route_class=ApiRoute)
UNCHANGING = {"Cache-Control": "private, max-age=31536000, immutable"}


@router.get("")
def items(access: OwnProject) -> list[dict[str, object]]:
    """Return the items of the media grid in their order."""
    with access.reading() as opened:
        photos = live_photos(all_media(opened.session, opened.project.id))
        return [_item(asset, photos.get(asset.id)) for asset in list_media(opened.session, opened.project.id)]


def _item(asset: MediaAsset, live_photo: MediaAsset | None) -> dict[str, object]:
    ready = asset.processing_status == "ready"
    width, height = get_display_dimensions(asset) if ready else (None, None)
    captured = captured_of(asset)
    return {
        "id": asset.id,
        "name": asset.original_filename,
        "kind": asset.media_type,
        "thumb": thumbnail_url(asset),
        "width": width,
        "height": height,
        "duration_ms": asset.duration_ms,
        "status": asset.processing_status,
        "error": asset.processing_error,
        "hidden": asset.hidden,
        "taken": captured and captured.clock.isoformat(),
        "taken_certainty": captured and captured.certainty,
        "live": live_photo and live_photo.live_shows,
        "focus": None if asset.focus_x is None else [asset.focus_x, asset.focus_y],
        "in_ms": asset.in_ms,
        "out_ms": asset.out_ms,
        "url": shown_url(asset),
    }


def thumbnail_url(asset: MediaAsset) -> str | None:
    """Return where the thumbnail of an asset is served, None while there is none."""
    if not asset.thumbnail_path:
        return None
    return f"/api/projects/{asset.project_id}/media/{asset.id}/thumbnail"


def shown_url(asset: MediaAsset) -> str:
    """Return where the preview's picture of an asset is served: the still, or the clip's proxy."""
    return f"/api/projects/{asset.project_id}/media/{asset.id}/shown"


def sound_url(asset: MediaAsset, layout: Layout) -> str | None:
    """Return where the preview's copy of a clip's sound is served, None when there is nothing to hear."""
    copy = _sound_copy(asset, layout)
    if copy is None or not copy.is_file() or not copy.stat().st_size:
        return None
    return f"/api/projects/{asset.project_id}/media/{asset.id}/sound"


def _sound_copy(asset: MediaAsset, layout: Layout) -> Path | None:
    if not asset.has_sound or asset.checksum is None:
        return None
    return sound_copy_of(layout.project(asset.project_id).stills, asset.checksum)


@router.get("/{asset_id}/thumbnail")
def thumbnail(access: OwnProject, asset_id: str) -> FileResponse:
    asset = _asset(access, asset_id)
    return FileResponse(_existing(access, asset.thumbnail_path), headers=UNCHANGING)


@router.get("/{asset_id}/shown")
def shown(access: OwnProject, asset_id: str) -> FileResponse:
    """Return what stands for an asset in the preview, in ranges if the browser asks for them."""
    asset = _asset(access, asset_id)
    stored = asset.draw_path if asset.media_type == "image" else asset.proxy_path or asset.draw_path
    return FileResponse(_existing(access, stored), headers=UNCHANGING)


@router.get("/{asset_id}/sound")
def sound(access: OwnProject, asset_id: str) -> FileResponse:
    """Return the sound of a clip for the preview, in ranges if the browser asks for them."""
    copy = _sound_copy(_asset(access, asset_id), access.database.layout)
    if copy is None or not copy.is_file():
        raise NotFoundError(what="This file")
    return FileResponse(copy, headers=UNCHANGING)


def _asset(access: ProjectAccess, asset_id: str) -> MediaAsset:
    with access.reading() as opened:
        return kept_media_of(opened.session, opened.project, asset_id)


def _existing(access: ProjectAccess, stored: str | None) -> Path:
    path = access.database.layout.absolute(stored) if stored else None
    if path is None or not path.is_file():
        raise NotFoundError(what="This file")
    return path
