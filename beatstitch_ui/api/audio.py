"""The song over HTTP: bring it, hear it, see its waveform, and correct its beats."""

import asyncio
from typing import Any
from uuid import uuid4

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse

from beatstitch_ui.api.media import RAW_BODY, FileName, Length
from beatstitch_ui.api.protocol.receiving import Coming, take
from beatstitch_ui.api.protocol.routes import ApiRoute
from beatstitch_ui.auth.access import OwnProject, ProjectAccess
from beatstitch_ui.serving.bodies import UPLOAD_BYTES
from core.errors import RequestUnreadableError
from core.music.analyzers import BEATSTITCH, Analyzer
from core.music.grid.beat_grid import BeatGrid
from core.music.sections.song_sections import Sections
from core.projects import project_files
from core.projects.described import described_song
from core.projects.edit.film_song import film_song_file
from core.projects.song import songs
from core.projects.song.song_state import song_state
from core.projects.song.song_trash import reanalyse_song, remove_song
from core.projects.song.songs import SongOperation
from core.schemas import AudioTrackResponse

router = APIRouter(prefix="/api/projects/{project_id}", route_class=ApiRoute, tags=["Audio"])
REVALIDATED = {"Cache-Control": "private, no-cache"}


@router.get("/audio")
def audio(access: OwnProject) -> AudioTrackResponse:
    """Get the song and how far its analysis is; 404 without one."""
    with access.reading() as opened:
        return described_song(opened)


@router.post("/audio", status_code=201, max_body_size=UPLOAD_BYTES, openapi_extra=RAW_BODY)
async def add(access: OwnProject, filename: FileName, request: Request, size: Length) -> AudioTrackResponse:
    """Make the body the project's song, in place of an earlier one; its beats are found then."""
    coming = Coming(access, "song", uuid4(), filename, size)
    if await take(coming, request) is None:
        await asyncio.to_thread(coming.part.unlink, missing_ok=True)
        raise RequestUnreadableError
    return await asyncio.to_thread(_described, access)


def _described(access: ProjectAccess) -> AudioTrackResponse:
    with access.reading() as opened:
        return described_song(opened)


@router.delete("/audio", status_code=204)
def delete(access: OwnProject) -> None:
    """Take the song away."""
    with access.writing() as opened:
        remove_song(opened)


@router.post("/audio/analyse", status_code=202)
def analyse(access: OwnProject, analyzer: Analyzer = BEATSTITCH) -> AudioTrackResponse:
    """Find the beats of the song again, dropping their corrections; `beats` then says who found them."""
    with access.writing() as opened:
        reanalyse_song(opened, analyzer)
        return described_song(opened)


@router.get("/audio/sound", response_class=FileResponse)
def sound(access: OwnProject) -> FileResponse:
    """Get the song as browsers can play it, in ranges if they are asked for."""
    with access.reading() as opened:
        return FileResponse(project_files.song_file(opened), headers=REVALIDATED)


@router.get("/audio/film", response_class=FileResponse)
def film(access: OwnProject) -> FileResponse:
    """Get the song as the current edit plays it: shortened, where the film is shorter than the song."""
    with access.reading() as opened:
        return FileResponse(film_song_file(opened), headers=REVALIDATED)


@router.get("/audio/peaks", response_class=FileResponse)
def peaks(access: OwnProject) -> FileResponse:
    """Get the waveform, in the binary form that core.music.peaks describes."""
    with access.reading() as opened:
        path = project_files.peaks_file(opened)
    return FileResponse(path, media_type="application/octet-stream", headers=REVALIDATED)


@router.get("/audio/wave-state")
def wave_state(access: OwnProject) -> dict[str, Any]:
    """Get what the page's waveform shows: beats, bars, confidences, parts, what is used."""
    with access.reading() as opened:
        return song_state(opened)


@router.get("/beats")
def beats(access: OwnProject) -> BeatGrid:
    """Get the beats as beats.json, corrections included; 422 until they are found."""
    with access.reading() as opened:
        return songs.state_of(opened).grid


@router.get("/parts")
def parts(access: OwnProject) -> Sections:
    """Get the parts of the song, each with how much happens in it."""
    with access.reading() as opened:
        return songs.state_of(opened).parts


@router.post("/beats/operations")
def correct(access: OwnProject, operation: SongOperation) -> BeatGrid:
    """Correct the beats or the parts, or choose which stretch of the song is used."""
    with access.writing() as opened:
        return songs.correct(opened, operation).grid


@router.post("/beats/undo")
def undo(access: OwnProject) -> BeatGrid:
    """Take the last correction back."""
    with access.writing() as opened:
        return songs.undo(opened).grid


@router.post("/beats/redo")
def redo(access: OwnProject) -> BeatGrid:
    """Make the correction again that was taken back."""
    with access.writing() as opened:
        return songs.redo(opened).grid
