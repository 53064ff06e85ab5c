"""The photos and clips as the media grid of the page needs them."""

from core.projects.addresses import shown_url, thumbnail_url
from core.projects.media import list_media
from core.projects.opened import OpenProject
from core.projects.sources import get_display_dimensions
from core.store.models import MediaAsset


def media_state(opened: OpenProject) -> list[dict[str, object]]:
    """Return the items of the media grid in their order."""
    return [_item(asset) for asset in list_media(opened.session, opened.project.id)]


def _item(asset: MediaAsset) -> dict[str, object]:
    ready = asset.processing_status == "ready"
    width, height = get_display_dimensions(asset) if ready else (None, None)
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
        "taken": asset.taken_at and asset.taken_at.isoformat(),
        "focus": None if asset.focus_x is None else [asset.focus_x, asset.focus_y],
        "in_ms": asset.in_ms,
        "out_ms": asset.out_ms,
        "url": shown_url(asset),
    }
