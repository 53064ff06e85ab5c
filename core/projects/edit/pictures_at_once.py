"""Pictures that the page of an edit shows at once: its first frame, some for the styles, those it names."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.edit.edl import EditDecisionList
from core.projects.addresses import shown_url, thumbnail_url
from core.projects.media.media import all_media, list_media
from core.projects.opened import OpenProject
from core.store.models import MediaAsset

SHOWN = 3


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


def first_picture(opened: OpenProject, edl: EditDecisionList) -> str | None:
    """Return where the photo that an edit begins with is served, None when it begins with a clip."""
    asset = opened.session.get(MediaAsset, edl.segments[0].asset_ids[0]) if edl.segments else None
    return shown_url(asset) if asset is not None and asset.media_type == "image" else None
