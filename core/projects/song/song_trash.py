"""Keeps a song that is taken away, replaced or re-analysed, so that it can come back as it was."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from sqlalchemy import inspect

from core.errors import NotFoundError
from core.files import link_or_copy, write_atomic
from core.jobs.lifecycle import cancel_work_on, submit
from core.music.analyzers import BEATSTITCH, Analyzer
from core.projects.media.media import analyse_again, detach_song, song_of
from core.projects.opened import OpenProject
from core.projects.projects import note_change
from core.projects.song.songs import UseSong, use_of
from core.store.layout import KEPT, ProjectFolders, is_id
from core.store.models import AudioTrack

NOTE = f"{KEPT}song"
DATES = ("analyzed_at", "created_at")


@dataclass(frozen=True)
class EarlierSong:
    """A song that can come back; `is_present` where it is today's, as it was before it was re-analysed."""

    id: str
    name: str
    is_present: bool


class KeptSong(BaseModel):
    """The song's row, and what was used of it."""

    track: dict[str, Any]
    use: UseSong


def keep_song(opened: OpenProject) -> str | None:
    """Keep the project's song, its beats and their corrections; return its id, None if there is none.

    Its files share their bytes with what is kept, where the disk can. Housekeeping takes away a day
    later what nobody asked for.
    """
    track = song_of(opened.session, opened.project.id)
    if track is None:
        return None
    folders = opened.layout.project(opened.project.id)
    home = folders.corrections_of(track.id)
    for result in folders.song_results if track.analysis_status == "complete" else ():
        kept = home / f"{KEPT}{result.name}"
        kept.unlink(missing_ok=True)
        if result.is_file():
            link_or_copy(result, kept)
    row = {column.key: _plain(getattr(track, column.key)) for column in inspect(AudioTrack).columns}
    write_atomic(home / NOTE, KeptSong(track=row, use=use_of(opened.project)).model_dump_json().encode())
    played = opened.layout.absolute(track.playable_path or track.file_path)
    for file in (opened.layout.absolute(track.file_path), played, *home.iterdir()):
        if file.is_file():
            file.touch()  # housekeeping spares for a day what has just arrived
    return track.id


def earlier_songs(opened: OpenProject) -> list[EarlierSong]:
    """Return what `bring_back` can bring back, the one that was kept last first."""
    present = song_of(opened.session, opened.project.id)
    notes = opened.layout.project(opened.project.id).corrections.glob(f"*/{NOTE}")
    found: list[EarlierSong] = []
    for note in sorted(notes, key=lambda file: file.stat().st_mtime, reverse=True):
        track = KeptSong.model_validate_json(note.read_bytes()).track
        is_present = present is not None and present.id == track["id"]
        as_before = track["analyzed_at"] == (present and _plain(present.analyzed_at))
        if opened.layout.absolute(track["file_path"]).is_file() and not (is_present and as_before):
            found.append(EarlierSong(track["id"], track["original_filename"], is_present))
    return found


def remove_song(opened: OpenProject) -> str:
    """Take the song away and return the id that brings it back; NotFoundError without one."""
    kept = keep_song(opened)
    if kept is None:
        raise NotFoundError(what="The song")
    detach_song(opened.session, opened.project)
    return kept


def reanalyse_song(opened: OpenProject, analyzer: Analyzer = BEATSTITCH) -> str:
    """Have `analyzer` find the beats again, dropping corrections; return the id that brings them back.

    Raises NotFoundError without a song.
    """
    kept = keep_song(opened)
    if kept is None:
        raise NotFoundError(what="The song")
    analyse_again(opened.session, opened.project, analyzer)
    return kept


def bring_back(opened: OpenProject, track_id: str) -> None:
    """Make a kept song the project's song again, in place of the present one, which is kept then.

    Raises NotFoundError when it is gone for good.
    """
    folders = opened.layout.project(opened.project.id)
    if not is_id(track_id) or not (folders.corrections_of(track_id) / NOTE).is_file():
        raise NotFoundError(what="The song")
    home = folders.corrections_of(track_id)
    kept = KeptSong.model_validate_json((home / NOTE).read_bytes())
    track = AudioTrack(**{name: _value(name, value) for name, value in kept.track.items()})
    if track.project_id != opened.project.id or not opened.layout.absolute(track.file_path).is_file():
        raise NotFoundError(what="The song")
    present = song_of(opened.session, opened.project.id)
    if present is not None:
        if present.id != track_id:
            keep_song(opened)
        cancel_work_on(opened.session, present.id)
        opened.session.delete(present)
        opened.session.flush()
    if track.analysis_status == "complete":
        _publish(home, folders)
    opened.session.add(track)
    opened.session.flush()
    opened.project.song_start_ms, opened.project.song_duration_ms = kept.use.start_ms, kept.use.duration_ms
    if track.analysis_status not in ("complete", "failed"):
        submit(opened.session, "analyze", project_id=opened.project.id, subject_id=track.id)
    note_change(opened.session, opened.project)


def _publish(home: Path, folders: ProjectFolders) -> None:
    for result in folders.song_results:
        kept = home / f"{KEPT}{result.name}"
        if kept.is_file():
            write_atomic(result, kept.read_bytes())
        else:
            result.unlink(missing_ok=True)  # it is another song's


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


def _value(name: str, value: Any) -> Any:
    return datetime.fromisoformat(value) if name in DATES and value is not None else value
