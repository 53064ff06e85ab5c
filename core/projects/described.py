"""What belongs to a project as the API shows it: rows become the public schemas."""

import json
from collections.abc import Collection, Sequence
from typing import Any

from pydantic import BaseModel

from core.edit.framing.shapes import ratio_of
from core.errors import NotFoundError
from core.jobs.messages import ProgressMessage
from core.projects.addresses import thumbnail_url, video_url
from core.projects.edit.timelines import state_of
from core.projects.media.awaited_looks import awaited_looks
from core.projects.media.media import list_media, media_of, song_of
from core.projects.media.media_set import right_taken_at
from core.projects.media.sources import analysis_of, regions_of
from core.projects.opened import OpenProject
from core.projects.renders.renders import list_renders, render_of
from core.schemas import (
    AudioTrackResponse,
    EDLResponse,
    Focus,
    MediaAssetResponse,
    MediaVision,
    RenderJobResponse,
    RenderSettings,
)
from core.store.db import Base, utc_now
from core.store.models import MediaAsset, RenderJob


def described_media(opened: OpenProject) -> list[MediaAssetResponse]:
    """Return the photos and clips of a project in their order."""
    unseen = awaited_looks(opened.session, opened.project.id)
    return [_asset(asset, unseen) for asset in list_media(opened.session, opened.project.id)]


def described_asset(opened: OpenProject, asset_id: str) -> MediaAssetResponse:
    """Return one photo or clip; NotFoundError when the project has none of that id."""
    unseen = awaited_looks(opened.session, opened.project.id)
    return _asset(media_of(opened.session, opened.project, asset_id), unseen)


def _asset(asset: MediaAsset, unseen: Collection[str]) -> MediaAssetResponse:
    """Describe one; to clients it is ready once it was looked at, so that what they plan then is final."""
    focus = None
    if asset.focus_x is not None and asset.focus_y is not None:
        focus = Focus(x=asset.focus_x, y=asset.focus_y)
    seen = analysis_of(asset)
    told = {
        "processing_status": "processing" if asset.id in unseen else asset.processing_status,
        "thumbnail_url": thumbnail_url(asset),
        "taken_at": right_taken_at(asset),
        "focus": focus,
        "regions": regions_of(asset),
        "people": json.loads(asset.people) if asset.people else [],
        "vision": MediaVision.model_validate(seen) if seen else None,
    }
    return MediaAssetResponse.model_validate(_columns(asset, MediaAssetResponse) | told)


def described_song(opened: OpenProject) -> AudioTrackResponse:
    """Return the song and how far its analysis is; NotFoundError without one."""
    track = song_of(opened.session, opened.project.id)
    if track is None:
        raise NotFoundError(what="The song")
    return AudioTrackResponse.model_validate(_columns(track, AudioTrackResponse))


def described_timeline(opened: OpenProject) -> EDLResponse:
    """Return the current edit; raises NoEditError before the first one."""
    state = state_of(opened)
    return EDLResponse(
        version=state.edl.version,
        project_id=state.edl.project_id,
        generated_at=state.edl.generated_at or utc_now(),
        edl_hash=state.edl.edl_hash or "",
        total_duration_ms=state.edl.total_duration_ms,
        segment_count=len(state.edl.segments),
        segments=state.edl.segments,
        markers=state.edl.markers,
        revision=state.revision,
        content_hash=state.content_hash,
        changed=list(state.changed),
        removed=state.removed,
        undoes=state.undoes,
        redoes=state.redoes,
    )


def described_renders(opened: OpenProject) -> list[RenderJobResponse]:
    """Return the ordered videos of a project, the newest first."""
    return [describe_render(render) for render in list_renders(opened.session, opened.project.id)]


def described_render(opened: OpenProject, render_id: str) -> RenderJobResponse:
    """Return one ordered video; NotFoundError when the project has none of that id."""
    return describe_render(render_of(opened, render_id))


def describe_order(renders: Sequence[RenderJob]) -> RenderJobResponse:
    """Return the first video of an order, which tells of the others."""
    first, *others = map(describe_render, renders)
    return first.model_copy(update={"also_ordered": others})


def describe_render(render: RenderJob) -> RenderJobResponse:
    settings = _settings(render)
    told = {
        "progress_message": ProgressMessage.read(render.progress_message).phase or None,
        "output_url": video_url(render),
        "settings": settings,
        "edit_hash": render.edit_hash or render.content_hash,
        "aspect_ratio": settings and ratio_of((settings.output_width, settings.output_height)),
    }
    return RenderJobResponse.model_validate(_columns(render, RenderJobResponse) | told)


def _settings(render: RenderJob) -> RenderSettings | None:
    stored = render.render_settings_json
    return RenderSettings.model_validate_json(stored) if stored != "{}" else None


def _columns(row: Base, schema: type[BaseModel]) -> dict[str, Any]:
    """Return the fields of `schema` that `row` has as columns."""
    return {name: getattr(row, name) for name in schema.model_fields if hasattr(row, name)}
