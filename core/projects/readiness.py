"""How far a project is on its way from files to a video, in the few facts that pages lead on by."""

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import func, select

from core.projects.media.awaited_looks import awaited_looks
from core.projects.media.media import list_media, song_of
from core.projects.opened import OpenProject
from core.store.models import AudioTrack, RenderJob, Timeline

SongState = Literal["none", "coming", "ready", "failed"]


@dataclass(frozen=True)
class Readiness:
    """Photos and clips that a plan may show, by how far their preparation is; the song; what was made.

    Of those that are ready, `pictures_unseen` are still to be looked at; those called `unread` can't be read.
    `has_video` tells of one of the edit as it is now.
    `has_beats` stays true while a song is analysed again: its edit can be shown.
    """

    pictures_ready: int
    pictures_coming: int
    song: SongState
    song_name: str
    has_beats: bool
    has_edit: bool
    has_video: bool
    pictures_unseen: int = 0
    unread: tuple[str, ...] = ()

    @property
    def can_plan(self) -> bool:
        """Tell whether all that was brought is ready and seen, so that a plan would know all of it."""
        is_all_there = not self.pictures_coming and not self.pictures_unseen
        return self.song == "ready" and self.pictures_ready > 0 and is_all_there

    @property
    def pictures_seen(self) -> int:
        """How many of those that are ready were looked at."""
        return self.pictures_ready - self.pictures_unseen


def readiness_of(opened: OpenProject) -> Readiness:
    """Return how far the project's pictures, its song, its edit and its video are."""
    session, project_id = opened.session, opened.project.id
    shown = [asset for asset in list_media(session, project_id) if not asset.hidden]
    states, awaited = [asset.processing_status for asset in shown], awaited_looks(session, project_id)
    track = song_of(session, project_id)
    shown_now = select(Timeline.content_hash).where(Timeline.project_id == project_id).scalar_subquery()
    finals = select(RenderJob.id).where(
        RenderJob.project_id == project_id,
        RenderJob.job_type == "final",
        RenderJob.status == "complete",
        func.coalesce(RenderJob.edit_hash, RenderJob.content_hash) == shown_now,
    )
    edits = select(Timeline.id).where(Timeline.project_id == project_id)
    return Readiness(
        pictures_ready=states.count("ready"),
        pictures_coming=states.count("pending") + states.count("processing"),
        song=_state_of(track),
        song_name=track.original_filename if track else "",
        has_beats=track is not None and track.beat_grid_path is not None,
        has_edit=session.scalar(edits) is not None,
        has_video=session.scalar(finals.limit(1)) is not None,
        pictures_unseen=sum(asset.processing_status == "ready" and asset.id in awaited for asset in shown),
        unread=tuple(asset.original_filename for asset in shown if asset.processing_status == "failed"),
    )


def _state_of(track: AudioTrack | None) -> SongState:
    if track is None:
        return "none"
    if track.analysis_status == "failed":
        return "failed"
    return "ready" if track.analysis_status == "complete" and track.beat_grid_path else "coming"
