"""A decision about a photo or clip for every column that keeps one, each another than what it begins with."""

from typing import Any

from core.projects.media.sources import stored_regions
from core.store.models import DECIDED_COLUMNS, MediaAsset
from core.vision.regions import Region

DECISIONS: dict[str, Any] = {
    "sort_order": 7,
    "hidden": True,
    "starred": True,
    "unstacked": True,
    "regions": stored_regions([Region(left=0.1, top=0.2, right=0.4, bottom=0.7, drawn=True)]),
    "focus_x": 0.25,
    "focus_y": 0.75,
    "in_ms": 200,
    "out_ms": 1800,
    "live_shows": "both",
    "clock_shift_s": -3600,
}


def decide_everything(asset: MediaAsset) -> None:
    """Decide about an asset whatever a person can decide."""
    for name in DECIDED_COLUMNS:
        begins_with = MediaAsset.__table__.columns[name].default
        assert DECISIONS[name] != (begins_with and begins_with.arg)
        setattr(asset, name, DECISIONS[name])


def decided(asset: MediaAsset) -> dict[str, Any]:
    """Return what is decided about an asset, by column."""
    return {name: getattr(asset, name) for name in DECIDED_COLUMNS}
