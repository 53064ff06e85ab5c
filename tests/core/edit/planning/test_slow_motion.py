"""The director slows down the best moments of clips that have the frames for it, slowest on their beat."""

from dataclasses import replace
from itertools import pairwise

from core.edit.edl import EditDecisionList
from core.edit.validate import check_edl
from core.media.info import Source
from core.schemas import EDLSegment, ProjectSettings
from core.vision.analysis import Moment, VisualAnalysis
from tests.core.edit.edit_samples import clip, even_grid, photo, planned

GRID = even_grid(beats=96)
PEAK_MS = 6_300
MOMENT = Moment(start_ms=4_000, end_ms=8_500, peak_ms=PEAK_MS, score=0.9)


def seen_clip(name: str, fps: float = 60.0, *, score: float = 0.9, cuts_ms: tuple[int, ...] = ()) -> Source:
    moment = MOMENT.model_copy(update={"score": score})
    seen = VisualAnalysis.of_nothing().model_copy(update={"moments": (moment,), "cuts_ms": cuts_ms})
    return replace(clip(name, 12_000), fps=fps, analysis=seen)


def film(*clips: Source, photos: int = 6, **changes: object) -> EditDecisionList:
    settings = ProjectSettings.model_validate({"pacing": "directed", "slow_motion": True} | changes)
    sources = [*(photo(f"p{n}") for n in range(photos)), *clips]
    edl = planned(sources, GRID, settings)
    check_edl(edl, beats=GRID, sources={source.asset_id: source for source in sources})
    return edl


def slow(edl: EditDecisionList) -> list[EDLSegment]:
    return [segment for segment in edl.segments if segment.effects.speed]


def test_a_peak_is_slowest_on_its_beat() -> None:
    (segment,) = slow(film(seen_clip("a")))
    speed = segment.effects.speed
    assert speed is not None
    assert speed.ramp is not None
    assert (speed.percent, speed.ramp.percent) == (100, 50)
    at_ms = segment.timeline_in_ms + speed.ramp.at_ms
    assert at_ms in [beat.time_ms for beat in GRID.beats]
    shown_ms = segment.source_in_ms + speed.curve.played(speed.ramp.at_ms)
    assert abs(shown_ms - PEAK_MS) <= 1


def test_it_shows_a_part_of_what_it_showed() -> None:
    (segment,) = slow(film(seen_clip("a")))
    usual = film(seen_clip("a"), slow_motion=False).segments[segment.index]
    assert usual.source_out_ms is not None
    assert segment.source_out_ms is not None
    assert usual.source_in_ms < segment.source_in_ms
    assert segment.source_out_ms < usual.source_out_ms


def test_a_clip_without_the_frames_a_weak_moment_and_a_cut_clip_play_as_they_were_taken() -> None:
    assert not slow(film(seen_clip("a", fps=30.0)))
    assert not slow(film(seen_clip("a"), output_fps=60))
    assert not slow(film(seen_clip("a", score=0.4)))
    assert not slow(film(seen_clip("a", cuts_ms=(PEAK_MS - 200,))))


def test_it_is_rare() -> None:
    edl = film(*(seen_clip(name) for name in "abcdef"), photos=12)
    numbers = [segment.index for segment in slow(edl)]
    assert numbers
    assert all(later - earlier >= 8 for earlier, later in pairwise(numbers))


def test_nothing_is_slow_unless_a_director_was_asked_for_it() -> None:
    assert not slow(film(seen_clip("a"), slow_motion=False))
    assert not slow(film(seen_clip("a"), pacing="energy"))
    assert ProjectSettings().model_dump() == ProjectSettings(slow_motion=False).model_dump()
    assert "slow_motion" not in ProjectSettings().model_dump()
