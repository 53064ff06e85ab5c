"""Gives an imported project its beats and its edit, as soon as its song and its media have been read."""

import time
from itertools import pairwise
from pathlib import Path

import structlog
from pydantic import BaseModel, ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import ArchiveInvalidError, BeatStitchError, SongPartEmptyError
from core.files import STRAY_AGE_S
from core.jobs.kinds import UNFINISHED
from core.music.grid.beat_grid import BeatGrid, measures_of
from core.music.sections.song_sections import Sections
from core.music.song_history import SongState
from core.music.song_part import song_part
from core.projects.archive.contents import Song
from core.projects.edit import timelines
from core.projects.opened import OpenProject
from core.projects.projects import set_song_range
from core.projects.song import songs
from core.schemas import MOST_BEATS, EditMarker, EDLSegment, EDLUpdateRequest
from core.store.db import Database
from core.store.models import Job, Project

READING = ("ingest", "analyze")

log = structlog.stdlib.get_logger(__name__)


class Pending(BaseModel):
    """What an archive said that needs the song or the media to have been read."""

    song: Song | None = None
    segments: list[EDLSegment] = []
    markers: list[EditMarker] = []


def settle_imports(database: Database) -> None:
    """Bring those imports to their end whose worker died after the last file was read.

    A project whose import was killed before, and not begun again for a day, goes.
    """
    layout = database.layout
    for folder in layout.projects_in(layout.project_homes[1]):
        under_way = layout.project(folder.name).import_under_way
        if under_way.exists() and time.time() - under_way.stat().st_mtime > STRAY_AGE_S:
            forget_broken_import(database, folder.name)
        settle_import(database, folder.name)


def forget_broken_import(database: Database, project_id: str) -> None:
    """Take away the project of an import that was not finished; its files are swept with what is nobody's."""
    with database.writing() as session:
        project = session.get(Project, project_id)
        if project is not None:
            session.delete(project)
    database.layout.project(project_id).import_under_way.unlink(missing_ok=True)


def settle_import(database: Database, project_id: str | None) -> None:
    """Do what is still pending of an import; nothing happens while something is being read.

    It is called whenever a file has been read, and does its work once: the write lock is held meanwhile.
    """
    if project_id is None:
        return
    pending = database.layout.project(project_id).pending_import
    if not pending.is_file():
        return
    with database.writing() as session:
        if not pending.is_file() or _is_reading(session, project_id):
            return
        project = session.get(Project, project_id)
        if project is not None:
            _settle(OpenProject(session, database.layout, project), pending)
        pending.unlink()


def _is_reading(session: Session, project_id: str) -> bool:
    work = select(Job.id).where(
        Job.project_id == project_id, Job.kind.in_(READING), Job.status.in_(UNFINISHED)
    )
    return session.scalar(work.limit(1)) is not None


def _settle(opened: OpenProject, pending: Path) -> None:
    """Do as much as can be done; an archive that contradicts itself leaves a project without an edit."""
    try:
        told = Pending.model_validate_json(pending.read_bytes())
        if told.song is not None:
            _correct(opened, told.song)
            _use(opened, told.song)
        if told.segments:
            _edit(opened, told.segments, told.markers)
    except (BeatStitchError, ValidationError) as error:
        log.warning("an import was not followed to its end", project=opened.project.id, reason=str(error))


def _correct(opened: OpenProject, song: Song) -> None:
    """Make the beats and parts of the archive a correction of those that were found, if they differ."""
    if song.beats is None or song.parts is None:
        return
    history, track = songs.history_of(opened)
    found = history.current()
    if song.beats.audio_file_checksum != found.grid.audio_file_checksum:
        raise ArchiveInvalidError(reason="its beats are those of another song")
    grid, parts = _checked_grid(song.beats, found.grid), _checked_parts(song.parts, found.parts)
    if (grid.beats, parts.sections) != (found.grid.beats, found.parts.sections):
        history.append(SongState(grid, parts), {"kind": "imported"})
        track.bpm, track.beat_count = grid.bpm, len(grid.beats)


def _checked_grid(told: BeatGrid, found: BeatGrid) -> BeatGrid:
    """Return the found grid with the beats of the archive, which must be those of a song of its length."""
    times_ms = told.times_ms
    in_order = all(before < after for before, after in pairwise(times_ms))
    is_sane = 0 < len(times_ms) <= MOST_BEATS and in_order and times_ms[-1] <= found.duration_ms
    if not is_sane or not 0 < told.bpm < 1000 or any(beat.beat_number > 64 for beat in told.beats):
        raise ArchiveInvalidError(reason="its beats are not those of a song")
    counts = {beat.beat_number for beat in told.beats}
    return found.model_copy(
        update={
            "beats": told.beats,
            "bpm": told.bpm,
            "measures": measures_of(told.beats, found.duration_ms),
            "time_signature": f"{max(counts)}/4",
            "edited": True,
        }
    )


def _checked_parts(told: Sections, found: Sections) -> Sections:
    if told.duration_ms != found.duration_ms:
        raise ArchiveInvalidError(reason="its parts are not those of this song")
    return found.edited_to(told.sections) if told.sections != found.sections else found


def _use(opened: OpenProject, song: Song) -> None:
    try:
        song_part(songs.state_of(opened).grid, song.start_ms, song.duration_ms)
    except SongPartEmptyError as error:
        raise ArchiveInvalidError(reason="it uses a part that the song does not have") from error
    set_song_range(opened.project, song.start_ms, song.duration_ms)


def _edit(opened: OpenProject, segments: list[EDLSegment], markers: list[EditMarker]) -> None:
    """Plan, then put the archive's cuts in the plan's place: they are checked as if a browser sent them."""
    timelines.generate(opened)
    timelines.put(opened, EDLUpdateRequest(segments=segments, off_grid=True), markers)
