"""The photos and clips as the media grid of the page needs them."""

from collections import Counter

from core.edit.framing.aims import SURE
from core.edit.selection.choice import LeftOut, unwanted
from core.projects.addresses import shown_url, thumbnail_url
from core.projects.media.media import all_media, list_media
from core.projects.media.media_set import captured_of, live_photos
from core.projects.media.sources import analysis_of, get_display_dimensions, regions_of, source_of
from core.projects.opened import OpenProject
from core.store.models import MediaAsset
from core.vision.regions import found_regions


def media_state(opened: OpenProject) -> list[dict[str, object]]:
    """Return the items of the media grid in their order."""
    photos = live_photos(all_media(opened.session, opened.project.id))
    assets = list_media(opened.session, opened.project.id)
    offered = [one for one in assets if one.processing_status == "ready" and not one.hidden]
    weak = unwanted([source_of(asset, opened.layout) for asset in offered])
    names = {asset.id: asset.original_filename for asset in assets}
    stacks = Counter(one.instead for one in weak.values() if one.instead)
    return [
        _item(asset, photos.get(asset.id)) | _seen(weak.get(asset.id), names, stacks[asset.id])
        for asset in assets
    ]


def _seen(weak: LeftOut | None, names: dict[str, str], copies: int) -> dict[str, object]:
    """Return why a new plan passes a picture over, or of how many near-copies it is the best."""
    return {
        "passed_over": weak and weak.reason,
        "instead": names.get(weak.instead) if weak and weak.instead else None,
        "under": weak.instead if weak else None,
        "stack": copies + 1 if copies else 0,
    }


def _found(asset: MediaAsset) -> dict[str, object]:
    """Return what was found or marked in a picture; `marked` tells whether a person has had a say.

    `shows` is "photo", "screenshot" or "document".
    """
    marked, seen = regions_of(asset), analysis_of(asset)
    shown = marked if marked is not None else found_regions(seen) if asset.media_type == "image" else ()
    subject = seen.subject if seen and not shown and seen.subject.certainty >= SURE else None
    return {
        "flaws": list(seen.quality.flaws) if seen else [],
        "shows": seen.kind if seen else "photo",
        "marked": marked is not None,
        "regions": [region.model_dump() for region in shown],
        "subject": subject and subject.box.model_dump(),
    }


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
        "starred": asset.starred,
        "taken": captured and captured.clock.isoformat(),
        "taken_certainty": captured and captured.certainty,
        "live": live_photo and live_photo.live_shows,
        "unstacked": asset.unstacked,
        **_found(asset),
        "focus": None if asset.focus_x is None else [asset.focus_x, asset.focus_y],
        "in_ms": asset.in_ms,
        "out_ms": asset.out_ms,
        "url": shown_url(asset),
    }
