"""Pictures of an edit that its page shows at once: a few with which styles are drawn, and its first frame."""

from core.edit.edl import EditDecisionList
from core.projects.addresses import shown_url, thumbnail_url
from core.projects.media.media import list_media
from core.projects.opened import OpenProject
from core.store.models import MediaAsset

SHOWN = 3


def style_pictures(opened: OpenProject, edl: EditDecisionList) -> list[str]:
    """Return the addresses of up to three thumbnails, spread over what the edit shows."""
    used = {asset_id for segment in edl.segments for asset_id in segment.asset_ids}
    assets = [asset for asset in list_media(opened.session, opened.project.id) if asset.id in used]
    urls = [url for asset in assets if (url := thumbnail_url(asset))]
    step = max(1, len(urls) // SHOWN)
    return urls[::step][:SHOWN]


def first_picture(opened: OpenProject, edl: EditDecisionList) -> str | None:
    """Return where the photo that an edit begins with is served, None when it begins with a clip."""
    asset = opened.session.get(MediaAsset, edl.segments[0].asset_ids[0]) if edl.segments else None
    return shown_url(asset) if asset is not None and asset.media_type == "image" else None
