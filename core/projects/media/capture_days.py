"""On which day each picture was taken, as the clocks there showed it, and in which town."""

from datetime import date

from core.media.capture.places import place_name
from core.projects.media.media import list_media
from core.projects.media.media_set import captured_of
from core.projects.opened import OpenProject
from core.store.models import MediaAsset


def day_of(asset: MediaAsset) -> date | None:
    """Return the day on which a photo or clip was taken, None where that is not known."""
    captured = captured_of(asset)
    return captured.day if captured else None


def days_of(opened: OpenProject) -> dict[str, date]:
    """Return the days of the pictures that a plan may show, by asset id."""
    assets = list_media(opened.session, opened.project.id)
    days = {asset.id: day_of(asset) for asset in assets if not asset.hidden}
    return {asset_id: day for asset_id, day in days.items() if day is not None}


def place_of(asset: MediaAsset) -> str | None:
    """Return the town where a photo or clip was taken, None where that is not known."""
    return place_name(asset.latitude, asset.longitude)


def places_of(opened: OpenProject) -> dict[str, str | None]:
    """Return the towns of the pictures that a plan may show, by asset id."""
    assets = list_media(opened.session, opened.project.id)
    return {asset.id: place_of(asset) for asset in assets if not asset.hidden}
