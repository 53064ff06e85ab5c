"""The song over HTTP: its sound, its waveform and its beats."""

import json
from pathlib import Path
from typing import Any

from fastapi import APIRouter
from fastapi.responses import FileResponse

from beatstitch_ui.access import OwnProject, ProjectAccess
from core.errors import NotFoundError, SongNotReadyError
from core.models import AudioTrack
from core.music.grid import BeatGrid, load_grid
from core.project_media import song_of

router = APIRouter(prefix="/api/projects/{project_id}/song")
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
    """Return what the waveform page shows: beats, bars, confidences, sections, the chosen part."""
    with access.reading() as (session, project):
        track = song_of(session, project.id)
        start_ms, length_ms = project.song_start_ms, project.song_duration_ms
    if track is None or track.beat_grid_path is None:
        raise SongNotReadyError
    grid = load_grid(access.database.layout.absolute(track.beat_grid_path))
    end_ms = grid.duration_ms if length_ms is None else min(grid.duration_ms, start_ms + length_ms)
    return _beats(grid) | {
        "part_start_ms": start_ms,
        "part_end_ms": end_ms,
        "sections": _sections(access.database.layout.project(access.project_id).sections),
    }


def _beats(grid: BeatGrid) -> dict[str, Any]:
    return {
        "duration_ms": grid.duration_ms,
        "beats_ms": grid.times_ms,
        "downbeats": [index for index, beat in enumerate(grid.beats) if beat.is_downbeat],
        "confidences": [beat.confidence for beat in grid.beats],
    }


def _sections(path: Path) -> list[dict[str, Any]]:
    if not path.is_file():
        return []
    found = json.loads(path.read_bytes())
    return found["sections"] if isinstance(found, dict) else found


def _track(access: ProjectAccess) -> AudioTrack:
    with access.reading() as (session, project):
        track = song_of(session, project.id)
    if track is None:
        raise NotFoundError(what="The song")
    return track


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise NotFoundError(what="This file")
    return path
