"""The song as a film plays it, for the preview: a shortened one is made by the renderer."""

from dataclasses import replace
from pathlib import Path

from core.edit.edl import EditDecisionList
from core.hashing import digest
from core.projects.edit.timelines import current
from core.projects.opened import OpenProject
from core.projects.project_files import song_file
from core.projects.renders.renders import song_played
from core.render.sound.mix import Mix


def film_song_url(project_id: str, edl: EditDecisionList) -> str | None:
    """Return where the preview gets a shortened song, other pieces elsewhere; None for a whole one."""
    if not edl.audio.pieces:
        return None
    pieces = [[piece.start_ms, piece.duration_ms] for piece in edl.audio.pieces]
    return f"/api/projects/{project_id}/audio/film?pieces={digest(pieces)[:16]}"


def film_song_file(opened: OpenProject) -> Path:
    """Return the song that the current edit plays, as browsers can play it; made when it is first asked for.

    Raises NoEditError, SongNotReadyError, NotFoundError, FfmpegError.
    """
    from core.render.sound.audio import soundtrack  # noqa: PLC0415 - pages load without what decodes

    audio = current(opened.layout, opened.project).edl.audio
    if not audio.pieces:
        return song_file(opened)
    song = song_played(opened)
    rate_hz = song.output_rate_hz
    mix = Mix(
        rate_hz=rate_hz,
        samples=round(audio.duration_ms * rate_hz / 1000),
        song_start_ms=audio.start_offset_ms,
        song_pieces=tuple((piece.start_ms, piece.duration_ms) for piece in audio.pieces),
    )
    heard = replace(song, path=opened.layout.absolute(song.path.as_posix()))
    return soundtrack(
        heard, mix, codec="aac", bitrate="192k", folder=opened.layout.spans / "sound", quick=True
    )
