"""A project and what belongs to it over HTTP, as the seed's schemas describe them."""

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel

from beatstitch_ui.api.media import thumbnail_url
from beatstitch_ui.api.renders import video_url
from beatstitch_ui.api.routes import ApiRoute
from beatstitch_ui.auth.access import OwnProject
from core.errors import NotFoundError
from core.jobs.messages import News
from core.projects.media import list_media, song_of
from core.projects.projects import describe_project
from core.projects.renders import list_renders
from core.projects.timelines import current
from core.schemas import (
    AudioTrackResponse,
    EDLResponse,
    MediaAssetResponse,
    ProjectResponse,
    RenderJobResponse,
)
from core.store.db import Base
from core.store.models import RenderJob

router = APIRouter(prefix="/api/projects/{project_id}", route_class=ApiRoute)


@router.get("")
def project(access: OwnProject) -> ProjectResponse:
    with access.reading() as opened:
        return describe_project(opened.session, opened.project)


@router.get("/assets")
def assets(access: OwnProject) -> list[MediaAssetResponse]:
    """Return the photos and clips in their order."""
    with access.reading() as opened:
        return [
            MediaAssetResponse(**_columns(asset, MediaAssetResponse), thumbnail_url=thumbnail_url(asset))
            for asset in list_media(opened.session, opened.project.id)
        ]


@router.get("/audio")
def audio(access: OwnProject) -> AudioTrackResponse:
    """Return the song and how far its analysis is; 404 without one."""
    with access.reading() as opened:
        track = song_of(opened.session, opened.project.id)
        if track is None:
            raise NotFoundError(what="The song")
        return AudioTrackResponse(**_columns(track, AudioTrackResponse))


@router.get("/timeline")
def timeline(access: OwnProject) -> EDLResponse:
    """Return the current edit, whose segments `PUT` takes back changed; 422 before the first one."""
    with access.reading() as opened:
        revision = current(opened.layout, opened.project)
    edl = revision.edl
    return EDLResponse(
        version=edl.version,
        project_id=edl.project_id,
        generated_at=edl.generated_at or revision.made_at,
        edl_hash=edl.edl_hash or "",
        total_duration_ms=edl.total_duration_ms,
        segment_count=len(edl.segments),
        segments=edl.segments,
    )


@router.get("/renders")
def renders(access: OwnProject) -> list[RenderJobResponse]:
    """Return the ordered videos, the newest first."""
    with access.reading() as opened:
        return [_described(render) for render in list_renders(opened.session, opened.project.id)]


def _described(render: RenderJob) -> RenderJobResponse:
    phase = News.read(render.progress_message).phase or None
    told = {"progress_message": phase, "output_url": video_url(render)}
    return RenderJobResponse.model_validate(_columns(render, RenderJobResponse) | told)


def _columns(row: Base, schema: type[BaseModel]) -> dict[str, Any]:
    """Return the fields of `schema` that `row` has as columns."""
    return {name: getattr(row, name) for name in schema.model_fields if hasattr(row, name)}
