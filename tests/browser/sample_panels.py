"""A made-up split screen, as the server lays it on the beats."""

from typing import Any


def side_by_side(segment: dict[str, Any], beats_ms: list[int]) -> dict[str, object]:
    """Return photos in two panels beside that of a segment, each on one of its beats."""
    first = beats_ms.index(segment["timeline_in_ms"])
    placed = {"fit": "cover", "focus": None, "ken_burns": None}
    beside = [
        {
            "media_asset_id": f"a{20 + number}",
            "beat": number,
            "at_ms": beats_ms[first + number] - segment["timeline_in_ms"],
        }
        | placed
        for number in (1, 2)
    ]
    return {"layout": "columns", "beside": beside}
