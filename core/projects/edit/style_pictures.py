"""A few of a project's pictures on which styles are shown."""

from core.edit.edl import EditDecisionList
from core.projects.addresses import thumbnail_url
from core.projects.media.media import list_media
from core.projects.opened import OpenProject

SHOWN = 3


def style_pictures(opened: OpenProject, edl: EditDecisionList) -> list[str]:
    """Return the addresses of up to three thumbnails, spread over what the edit shows."""
    used = {asset_id for segment in edl.segments for asset_id in segment.asset_ids}
    assets = [asset for asset in list_media(opened.session, opened.project.id) if asset.id in used]
    urls = [url for asset in assets if (url := thumbnail_url(asset))]
    step = max(1, len(urls) // SHOWN)
    return urls[::step][:SHOWN]
