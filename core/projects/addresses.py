"""Where the API serves what a project consists of; the public schemas carry these addresses."""

from pathlib import Path

from core.media.clips.filmstrip import filmstrip_of
from core.render.sound.sound_copy import sound_copy_of
from core.render.titles.shown import TITLES_VERSION
from core.store.layout import Layout
from core.store.models import MediaAsset, Project, RenderJob


def project_url(project_id: str) -> str:
    return f"/api/projects/{project_id}"


def thumbnail_url(asset: MediaAsset) -> str | None:
    """Return where the thumbnail of an asset is served, None while there is none."""
    return f"{_media_url(asset)}/thumbnail" if asset.thumbnail_path else None


def shown_url(asset: MediaAsset) -> str:
    """Return where the preview's picture of an asset is served: the still, or the clip's proxy."""
    return f"{_media_url(asset)}/shown"


def sound_url(asset: MediaAsset, layout: Layout) -> str | None:
    """Return where the preview's copy of a clip's sound is served, None when there is nothing to hear."""
    copy = sound_copy(asset, layout)
    return f"{_media_url(asset)}/sound" if copy is not None and _has_content(copy) else None


def filmstrip_url(asset: MediaAsset, layout: Layout) -> str | None:
    """Return where the frames of a clip's filmstrip are served by number, None while there is none."""
    strip = filmstrip(asset, layout)
    return f"{_media_url(asset)}/filmstrip" if strip is not None and _has_content(strip) else None


def filmstrip(asset: MediaAsset, layout: Layout) -> Path | None:
    """Return where the filmstrip of a clip lies, None for what has none."""
    if asset.media_type != "video" or asset.checksum is None:
        return None
    return filmstrip_of(layout.project(asset.project_id).stills, asset.checksum)


def sound_copy(asset: MediaAsset, layout: Layout) -> Path | None:
    """Return where the preview's copy of a clip's sound lies, None for what has no sound."""
    if not asset.has_sound or asset.checksum is None:
        return None
    return sound_copy_of(layout.project(asset.project_id).stills, asset.checksum)


def title_url(project: Project) -> str:
    """Return where pictures of titles are served; browsers keep those of an earlier version for a day."""
    return f"{project_url(project.id)}/timeline/title.png?version={TITLES_VERSION}"


def video_url(render: RenderJob) -> str | None:
    """Return where the video of a render is served, None while there is none."""
    return f"{render_url(render.project_id, render.id)}/video" if render.output_path else None


def poster_url(project_id: str, render_id: str) -> str:
    """Return where the picture of a render is served."""
    return f"{render_url(project_id, render_id)}/poster"


def render_url(project_id: str, render_id: str) -> str:
    return f"{project_url(project_id)}/renders/{render_id}"


def _media_url(asset: MediaAsset) -> str:
    return f"{project_url(asset.project_id)}/media/{asset.id}"


def _has_content(path: Path) -> bool:
    return path.is_file() and path.stat().st_size > 0
