"""Pictures that the page of an edit shows at once: its opening, some for the styles, those it names."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.edit.edl import EditDecisionList
from core.projects.addresses import shown_url, thumbnail_url
from core.projects.media.media import all_media, list_media
from core.projects.media.sources import get_display_dimensions
from core.projects.opened import OpenProject
from core.render.compiler import fit_of
from core.render.draw.motion import pose_at, still_pose, window
from core.schemas import EDLSegment
from core.store.models import MediaAsset

SHOWN = 3


@dataclass(frozen=True)
class Placed:
    """Where a picture stands in a frame, in shares of the frame's sides: beyond 0 and 1 it is cut off."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class OpeningPicture:
    """The photo that an edit begins with: its address, and the film's width by its height.

    `placed` is where it stands in the first frame, None where that shows more than the one photo.
    """

    url: str
    film_aspect: float
    placed: Placed | None


@dataclass(frozen=True)
class Pictured:
    """What a photo or clip is called, and the address of its thumbnail, None while there is none."""

    name: str
    thumbnail: str | None


def pictured(opened: OpenProject, asset_ids: Iterable[str]) -> list[Pictured]:
    """Return how to tell of the media with these ids, each once, in this order; what is gone is left out."""
    wanted = dict.fromkeys(asset_ids)
    media = all_media(opened.session, opened.project.id) if wanted else []
    found = {one.id: Pictured(one.original_filename, thumbnail_url(one)) for one in media}
    return [found[asset_id] for asset_id in wanted if asset_id in found]


def style_pictures(opened: OpenProject, edl: EditDecisionList) -> list[str]:
    """Return the addresses of up to three thumbnails, spread over what the edit shows."""
    used = set(edl.asset_ids)
    assets = [asset for asset in list_media(opened.session, opened.project.id) if asset.id in used]
    urls = [url for asset in assets if (url := thumbnail_url(asset))]
    step = max(1, len(urls) // SHOWN)
    return urls[::step][:SHOWN]


def opening_picture(opened: OpenProject, edl: EditDecisionList) -> OpeningPicture | None:
    """Return the photo that an edit begins with, None when that is a clip."""
    first = next(iter(edl.segments), None)
    asset = opened.session.get(MediaAsset, first.media_asset_id) if first else None
    if first is None or asset is None or asset.media_type != "image":
        return None
    frame = edl.settings.output_width, edl.settings.output_height
    return OpeningPicture(
        shown_url(asset), frame[0] / frame[1], _placed(first, get_display_dimensions(asset), frame)
    )


def _placed(first: EDLSegment, size: tuple[int, int], frame: tuple[int, int]) -> Placed | None:
    move = first.effects.ken_burns
    fit = fit_of(first.fit, move)
    if not all(size) or fit == "blur" or first.effects.panels is not None:
        return None
    focus = (first.focus.x, first.focus.y) if first.focus else None
    pose = pose_at(move, 0) if move and move.enabled else still_pose(fit, focus, size, frame)
    seen = window(fit, pose, size, frame)
    wide, high = size[0] / seen.width_px, size[1] / seen.height_px
    return Placed(-seen.left_px / seen.width_px, -seen.top_px / seen.height_px, wide, high)
