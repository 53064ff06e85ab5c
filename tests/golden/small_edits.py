"""Small edits that touch what the page computes: transitions, capped ones, a lead-in, a lock, heard clips."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from core.edit.apply import EditContext, apply
from core.edit.edl import EditDecisionList
from core.edit.operations import operation_from
from core.edit.planning.planner import plan
from core.media.info import Source
from core.music.analyzed_song import AnalyzedSong
from core.music.grid.beat_grid import Beat, BeatGrid
from core.music.song_part import SongPart, song_part
from core.schemas import ProjectSettings

MADE_AT = datetime(2024, 1, 15, 10, 30, tzinfo=UTC)
BEAT_MS = 480
Json = dict[str, Any]


def edits() -> dict[str, EditDecisionList]:
    """Return small edits by name: of cuts, with transitions, with a lead-in, with a lock, and with sound."""
    cuts = ProjectSettings(beats_per_cut=4, ken_burns_enabled=False)
    crossfades = cuts.model_copy(update={"transition_type": "crossfade", "transition_duration_ms": 480})
    short = {"beats_per_cut": 1, "transition_type": "fade_black", "transition_duration_ms": 2000}
    loud = {"kind": "set_volume", "index": 0, "last": 3, "volume": 0.8}
    long = {"kind": "set_transition", "index": 1, "type": "fade_black", "duration_ms": 900}
    faded = {"kind": "set_transition", "type": "fade_white", "duration_ms": 480}
    return {
        "cuts": _edit(cuts),
        "crossfades": _edit(crossfades),
        "short fades": _edit(cuts.model_copy(update=short), beats=9),
        "capped": _edit(cuts, {"kind": "roll", "index": 0, "beats": -3}, long),
        "lead-in": _edit(cuts, lead_in_ms=760),
        "locked": _edit(cuts, {"kind": "set_lock", "index": 2, "locked": True}),
        "swapped": _edit(cuts, {"kind": "swap", "index": 2, "other": 3}),
        "heard": _edit(cuts, loud),
        "heard, crossed": _edit(crossfades, loud),
        "heard, faded": _edit(cuts, loud, faded),
        "heard again": _edit(cuts, loud, {"kind": "set_loop", "index": 2, "loop": True}),
        "split": _edit(cuts, loud, {"kind": "split", "beat": 6}),
    }


def titled_edits() -> dict[str, EditDecisionList]:
    """Return small edits with an opening title, a caption and a closing title, on different cuts."""
    cuts = ProjectSettings(beats_per_cut=4, ken_burns_enabled=False)
    crossfades = cuts.model_copy(update={"transition_type": "crossfade", "transition_duration_ms": 480})
    opening = {"text": "Our holiday", "card": True, "beats": 3}
    caption = {"text": "5 July 2024", "place": "lower_third"}
    titles = [(0, opening), (2, caption), (3, {"text": "The End", "card": True})]
    said = [{"kind": "set_title", "index": index, "title": title} for index, title in titles]
    return {
        "cuts": _edit(cuts, *said),
        "crossfades": _edit(crossfades, *said),
        "lead-in": _edit(cuts, *said, lead_in_ms=760),
        "only the end": _edit(cuts, *said[1:]),
    }


def _edit(
    settings: ProjectSettings, *operations: Json, beats: int = 16, lead_in_ms: int = 0
) -> EditDecisionList:
    context = EditContext(_grid(beats, lead_in_ms), {one.asset_id: one for one in SOURCES}, settings)
    edit = plan(
        settings,
        SOURCES,
        AnalyzedSong("uploads/project/audio/song.mp3", "5" * 64, context.grid),
        project_id="project",
        generated_at=MADE_AT,
    ).edl
    for operation in operations:
        edit = apply(edit, operation_from(operation), context)
    return edit


def _source(name: str, duration_ms: int | None = None) -> Source:
    file = Path(f"{name}.mp4" if duration_ms else f"{name}.jpg")
    kind = "video" if duration_ms else "image"
    return Source(name, name, kind, file, 1920, 1080, duration_ms, sound_path=file if duration_ms else None)


SOURCES = [_source("photo"), _source("long", 9000), _source("short", 1400), _source("other")]


def _grid(beats: int, lead_in_ms: int) -> BeatGrid:
    """Return beats that are whole frames apart; the sixth and seventh are nearer together."""
    times = [lead_in_ms + number * BEAT_MS for number in range(beats)]
    times[6] -= 120
    marks = [
        Beat(time_ms=at_ms, beat_number=number % 4 + 1, is_downbeat=number % 4 == 0, confidence=0.9)
        for number, at_ms in enumerate(times)
    ]
    return BeatGrid(
        analyzed_at=MADE_AT,
        audio_file_checksum="5" * 64,
        sample_rate=44_100,
        duration_ms=lead_in_ms + beats * BEAT_MS,
        bpm=125.0,
        bpm_confidence=0.9,
        beats=marks,
    )


def _grid_of(edit: EditDecisionList) -> BeatGrid:
    lead_in_ms = 760 if edit.audio.duration_ms % BEAT_MS else 0
    return _grid((edit.audio.duration_ms - lead_in_ms) // BEAT_MS, lead_in_ms)


def context_of(edit: EditDecisionList) -> EditContext:
    return EditContext(_grid_of(edit), sources_of(edit), ProjectSettings())


def sources_of(edit: EditDecisionList) -> dict[str, Source]:
    used = {segment.media_asset_id for segment in edit.segments}
    return {source.asset_id: source for source in SOURCES if source.asset_id in used}


def song_of(edit: EditDecisionList) -> SongPart:
    return song_part(_grid_of(edit), edit.audio.start_offset_ms, edit.audio.duration_ms)
