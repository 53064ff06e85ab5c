"""The song as the waveform page needs it: beats, bars, confidences, parts, and what is used."""

from dataclasses import dataclass
from typing import Any

from core.music.grid.beat_grid import BeatGrid
from core.projects.media.media import song_of
from core.projects.opened import OpenProject
from core.projects.projects import settings_of
from core.projects.song.songs import CorrectionState, has_beats, state_of


@dataclass(frozen=True)
class ShownSong:
    """A song as its page shows it, with its `state` once it has been analysed.

    `film_ms` is the length that is set for the film where that is less than what is used of the song.
    """

    id: str
    name: str
    status: str
    error: str | None
    damaged_ms: int
    state: CorrectionState | None
    film_ms: int | None = None


def shown_song(opened: OpenProject) -> ShownSong | None:
    """Return the song of a project, None without one."""
    track = song_of(opened.session, opened.project.id)
    if track is None:
        return None
    state = state_of(opened) if has_beats(track) else None
    return ShownSong(
        id=track.id,
        name=track.original_filename,
        status=track.analysis_status,
        error=track.analysis_error,
        damaged_ms=track.damaged_ms,
        state=state,
        film_ms=_film_ms(opened, state) if state else None,
    )


def _film_ms(opened: OpenProject, state: CorrectionState) -> int | None:
    film_ms, use = settings_of(opened.project).film_length_ms, state.use
    used_ms = state.grid.duration_ms - use.start_ms if use.duration_ms is None else use.duration_ms
    return film_ms if film_ms is not None and film_ms < used_ms else None


def song_state(opened: OpenProject) -> dict[str, Any]:
    """Return what the waveform page shows; raises SongNotReadyError while there are no beats."""
    return described_corrections(state_of(opened))


def described_corrections(state: CorrectionState) -> dict[str, Any]:
    """Return the beats, parts and use of a song as plain JSON values."""
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
