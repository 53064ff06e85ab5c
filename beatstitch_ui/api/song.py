"""The song over HTTP: its sound, its waveform and its beats."""

from pathlib import Path
from typing import Any

from fastapi import APIRouter
from fastapi.responses import FileResponse

from beatstitch_ui.api.routes import ApiRoute
from beatstitch_ui.auth.access import OwnProject, ProjectAccess
from core.errors import NotFoundError
from core.music.grid.beat_grid import BeatGrid
from core.projects import songs
from core.projects.media import song_of
from core.store.models import AudioTrack

router = APIRouter(prefix="/api/projects/{project_id}/song", route_class=ApiRoute)
REVALIDATED = {"Cache-Control": "private, no-cache"}


@router.get("/sound")
def sound(access: OwnProject) -> FileResponse:
    """Return the song as browsers can play it, in ranges if they ask for them."""
    track = _track(access)
    path = access.database.layout.absolute(track.playable_path or track.file_path)
    return FileResponse(_existing(path), headers=REVALIDATED)


@router.get("/peaks")
def peaks(access: OwnProject) -> FileResponse:
    """Return the waveform, in the binary form that core.music.peaks describes."""
    _track(access)
    path = access.database.layout.project(access.project_id).peaks
    return FileResponse(_existing(path), media_type="application/octet-stream", headers=REVALIDATED)


@router.get("/beats")
def beats(access: OwnProject) -> dict[str, Any]:
    """Return what the waveform page shows: beats, bars, confidences, parts, what is used."""
    with access.reading() as opened:
        state = songs.state_of(opened)
    grid, use = state.grid, state.use
    end_ms = grid.duration_ms
    if use.duration_ms is not None:
        end_ms = min(end_ms, use.start_ms + use.duration_ms)
    return _beats(grid) | {
        "part_start_ms": use.start_ms,
        "part_end_ms": end_ms,
        "fade_in_ms": use.fade_in_ms,
        "fade_out_ms": use.fade_out_ms,
        "sections": [section.model_dump() for section in state.parts.sections],
    }


def _beats(grid: BeatGrid) -> dict[str, Any]:
    return {
        "duration_ms": grid.duration_ms,
        "beats_ms": grid.times_ms,
        "downbeats": [index for index, beat in enumerate(grid.beats) if beat.is_downbeat],
        "confidences": [beat.confidence for beat in grid.beats],
    }


def _track(access: ProjectAccess) -> AudioTrack:
    with access.reading() as opened:
        track = song_of(opened.session, opened.project.id)
    if track is None:
        raise NotFoundError(what="The song")
    return track


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise NotFoundError(what="This file")
    return path
