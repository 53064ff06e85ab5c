"""A project's photos and clips as its owner sees them: in order, and what belongs together as one item."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal, cast

from core.media.capture.belonging import Half, Live, live_pairs, one_of_each, raws_with_picture
from core.media.capture.capture_time import TO_THE_SECOND, CaptureTime, Certainty
from core.media.capture.name_time import with_name
from core.media.capture.order import OrderKey, by_name, by_time
from core.store.models import MediaAsset

MediaOrder = Literal["taken", "name", "hand"]


def in_order(assets: Sequence[MediaAsset], order: str) -> list[MediaAsset]:
    """Return what is shown of these photos and clips, "hand" in the order that a person gave them.

    Of a Live Photo that is its photo, its clip, or both, as was chosen; of a raw photo, its JPEG.
    """
    match order:
        case "taken":
            ordered = by_time(assets, _shot)
        case "name":
            ordered = by_name(assets, _shot)
        case _:
            ordered = sorted(assets, key=lambda asset: (asset.sort_order, asset.created_at, asset.id))
    raws = raws_with_picture(asset.original_filename for asset in assets)
    kept = [asset for asset in ordered if asset.original_filename not in raws]
    return one_of_each(kept, live_pairs(kept, _half), lives)


def other_halves(assets: Sequence[MediaAsset]) -> dict[str, MediaAsset]:
    """Return by asset id what goes wherever a photo or clip goes: the half of a Live Photo not shown."""
    pairs = [pair for pair in live_pairs(assets, _half) if lives(pair[0]) != "both"]
    return {one.id: other for photo, clip in pairs for one, other in ((photo, clip), (clip, photo))}


def live_photos(assets: Sequence[MediaAsset]) -> dict[str, MediaAsset]:
    """Return the photo of every Live Photo, which holds the choice, by the ids of both its halves."""
    return {half.id: photo for photo, clip in live_pairs(assets, _half) for half in (photo, clip)}


def lives(photo: MediaAsset) -> Live:
    """Return what stands for a Live Photo."""
    return cast("Live", photo.live_shows)


def captured_of(asset: MediaAsset) -> CaptureTime | None:
    """Return when a photo or clip was taken, by the clock of its camera as it was set right."""
    told = _told(asset)
    if told is None or not asset.clock_shift_s or told.certainty not in TO_THE_SECOND:
        return told
    return replace(told, moment=told.moment + timedelta(seconds=asset.clock_shift_s))


def right_taken_at(asset: MediaAsset) -> datetime | None:
    """Return the moment that is stored, by a clock that was set right."""
    if asset.taken_at is None or asset.taken_certainty not in TO_THE_SECOND:
        return asset.taken_at
    return asset.taken_at + timedelta(seconds=asset.clock_shift_s or 0)


def _told(asset: MediaAsset) -> CaptureTime | None:
    """Return when a photo or clip was taken, as far as its file and its name tell."""
    known = asset.taken_at and CaptureTime(asset.taken_at, _certainty(asset), asset.taken_offset_min)
    return with_name(known, asset.original_filename, asset.duration_ms)


def keep_file_time(asset: MediaAsset, changed_at: datetime) -> None:
    """Note when a file was last changed, for want of anything better."""
    asset.taken_at, asset.taken_certainty, asset.taken_offset_min = changed_at, "file", None


def _certainty(asset: MediaAsset) -> Certainty:
    """Return how sure the time is; of files read by an earlier version, how sure it was bound to be."""
    if asset.taken_certainty is not None:
        return cast("Certainty", asset.taken_certainty)
    return "local" if asset.media_type == "image" else "instant"


def _shot(asset: MediaAsset) -> OrderKey:
    return OrderKey(asset.original_filename, captured_of(asset))


def _half(asset: MediaAsset) -> Half:
    media_type = "image" if asset.media_type == "image" else "video"
    return Half(asset.original_filename, media_type, _told(asset), asset.duration_ms, asset.content_id)
