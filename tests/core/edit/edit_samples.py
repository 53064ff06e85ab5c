"""Songs, pictures and projects for the tests of editing: fixed ones, and strategies for arbitrary ones."""

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from hypothesis import strategies as st

from core.edit.apply import EditContext
from core.edit.edl import EditDecisionList
from core.edit.planning.planner import plan
from core.media.info import Source
from core.music.analyzed_song import AnalyzedSong
from core.music.grid.beat_grid import Beat, BeatGrid
from core.music.sections.song_sections import BeatsPerCut, Intensity, Section
from core.schemas import BEATS_PER_CUT, EDLSegment, Pacing, ProjectSettings

MADE_AT = datetime(2024, 1, 15, 10, 30, tzinfo=UTC)
SONG = "5" * 64
SONG_PATH = "uploads/project/audio/song.mp3"
TRANSITIONS = ("cut", "crossfade", "fade_black", "fade_white")


def grid_of(times_ms: list[int], duration_ms: int, first_downbeat: int = 0) -> BeatGrid:
    beats = [
        Beat(
            time_ms=time_ms,
            beat_number=(number - first_downbeat) % 4 + 1,
            is_downbeat=(number - first_downbeat) % 4 == 0,
            confidence=0.9,
        )
        for number, time_ms in enumerate(times_ms)
    ]
    return BeatGrid(
        analyzed_at=MADE_AT,
        audio_file_checksum=SONG,
        sample_rate=44100,
        duration_ms=duration_ms,
        bpm=120.0,
        bpm_confidence=0.9,
        beats=beats,
    )


def even_grid(beats: int = 64, beat_ms: int = 500, lead_in_ms: int = 0, **kwargs: int) -> BeatGrid:
    times = [lead_in_ms + number * beat_ms for number in range(beats)]
    return grid_of(times, lead_in_ms + beats * beat_ms, **kwargs)


def photo(name: str, width: int = 1920, height: int = 1080, **facts: float) -> Source:
    return Source(f"id-{name}", f"sum-{name}", "image", Path(f"{name}.jpg"), width, height, **facts)  # pyright: ignore[reportArgumentType]


def clip(name: str, duration_ms: int) -> Source:
    return Source(f"id-{name}", f"sum-{name}", "video", Path(f"{name}.mp4"), 1280, 720, duration_ms)


def planned(
    sources: list[Source],
    grid: BeatGrid,
    settings: ProjectSettings | None = None,
    *,
    sections: Sequence[Section] = (),
    start_ms: int = 0,
    duration_ms: int | None = None,
    locked: Sequence[EDLSegment] = (),
) -> EditDecisionList:
    song = AnalyzedSong(SONG_PATH, SONG, grid, sections, start_ms, duration_ms)
    wanted = settings or ProjectSettings()
    return plan(wanted, sources, song, project_id="project", generated_at=MADE_AT, locked=locked).edl


def context_of(sources: list[Source], grid: BeatGrid, settings: ProjectSettings | None = None) -> EditContext:
    by_id = {source.asset_id: source for source in sources}
    return EditContext(grid=grid, sources=by_id, settings=settings or ProjectSettings())


def section(
    start_ms: int, end_ms: int, intensity: Intensity = "medium", beats_per_cut: BeatsPerCut | None = None
) -> Section:
    return Section(
        start_ms=start_ms, end_ms=end_ms, label="A", intensity=intensity, beats_per_cut=beats_per_cut
    )


def golden_plan(transition: str) -> EditDecisionList:
    """Return the plan that a golden file holds: a lead-in, all shapes of photo, a clip, a short rest."""
    times = [640 + number * 480 + (number * 7) % 11 for number in range(41)]
    sources = [
        photo("wide", 4000, 1500),
        clip("waves", 5200),
        photo("tall", 1200, 1600, focus_x=0.4, focus_y=0.2),
        photo("plain"),
    ]
    settings = ProjectSettings.model_validate({"transition_type": transition, "transition_duration_ms": 600})
    return planned(sources, grid_of(times, 20_700, first_downbeat=2), settings)


@st.composite
def grids(draw: st.DrawFn, min_beats: int = 0, max_beats: int = 80) -> BeatGrid:
    """Songs with any lead-in, changing tempo, any downbeat phase and any rest after the last beat."""
    gaps = draw(st.lists(st.integers(120, 1200), min_size=max(0, min_beats - 1), max_size=max_beats))
    first = draw(st.integers(0, 5000))
    times = [first] if gaps or min_beats else []
    for gap in gaps:
        times.append(times[-1] + gap)
    rest = draw(st.integers(1, 3000))
    return grid_of(times, (times[-1] if times else 0) + rest, draw(st.integers(0, 3)))


@st.composite
def source_lists(draw: st.DrawFn, max_size: int = 8) -> list[Source]:
    count = draw(st.integers(1, max_size))
    sides = st.integers(100, 6000)
    share = st.floats(0, 1)
    sources: list[Source] = []
    for number in range(count):
        if draw(st.booleans()):
            focus = {"focus_x": draw(share), "focus_y": draw(share)} if draw(st.booleans()) else {}
            sources.append(photo(f"p{number}", draw(sides), draw(sides), **focus))
        else:
            sources.append(clip(f"c{number}", draw(st.integers(40, 30_000))))
    return sources


def all_settings(pacings: tuple[Pacing, ...] = ("steady", "directed")) -> st.SearchStrategy[ProjectSettings]:
    return st.builds(
        ProjectSettings,
        beats_per_cut=st.sampled_from(BEATS_PER_CUT),
        pacing=st.sampled_from(pacings),
        transition_type=st.sampled_from(TRANSITIONS),
        transition_duration_ms=st.integers(100, 2000),
        ken_burns_enabled=st.booleans(),
        output_fps=st.integers(15, 60),
        fit=st.sampled_from([None, "cover", "contain", "blur"]),
    )


@st.composite
def section_lists(draw: st.DrawFn) -> list[Section]:
    """Sections without gaps of any lengths, down to half a second, with any intensity and pace."""
    lengths = draw(st.lists(st.integers(500, 20_000), min_size=1, max_size=8))
    starts = [sum(lengths[:n]) for n in range(len(lengths) + 1)]
    return [
        section(
            start,
            end,
            draw(st.sampled_from(["calm", "medium", "high", "drop"])),
            draw(st.sampled_from([None, *BEATS_PER_CUT])),
        )
        for start, end in pairwise(starts)
    ]
