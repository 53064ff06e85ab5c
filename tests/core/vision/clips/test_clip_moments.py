"""The best moment of a clip is one in which what moves is seen whole."""

from dataclasses import replace

from core.vision.analysis import Box
from core.vision.clips.clip_samples import Sample
from core.vision.clips.moments import moments_of
from core.vision.clips.motion import Motion
from core.vision.photos.exposure import Exposure
from core.vision.photos.sharpness import Sharpness

LIVELY = 14.0  # grey values
WHOLE = Box(left=0.3, top=0.2, right=0.7, bottom=0.9)


def sample(time_s: float, moving: Box | None, residual: float = LIVELY) -> Sample:
    return Sample(
        time_s=time_s,
        sharpness=Sharpness(400.0, 0.2),
        exposure=Exposure(118, 0, 118, 250, 0, 0),
        motion=Motion((0.0, 0.0), 0.5, residual, residual, residual, moving),
        recoloured=0.0,
        change=residual,
        look=None,
    )


def best_peak_s(early: Sample, late: Sample) -> float:
    """Return when the best moment peaks of a clip that is like `early` for five seconds, then like `late`."""
    samples = [replace(early if at < 20 else late, time_s=at / 4) for at in range(40)]
    return moments_of(samples, (), (), 10_000)[0].peak_ms / 1000


def test_what_fills_the_frame_is_not_the_best_moment_however_much_it_moves() -> None:
    too_close = sample(0, None, 2 * LIVELY)
    assert best_peak_s(sample(0, WHOLE), too_close) < 5
    assert best_peak_s(too_close, sample(0, WHOLE)) >= 5


def test_what_leaves_the_frame_on_three_sides_counts_less_than_what_is_whole() -> None:
    leaving = Box(left=0.2, top=0, right=1, bottom=1)
    assert best_peak_s(sample(0, leaving), sample(0, WHOLE)) >= 5
    standing = Box(left=0.2, top=0, right=0.8, bottom=1)
    assert best_peak_s(sample(0, standing), sample(0, WHOLE)) < 6


def test_where_nothing_is_whole_the_liveliest_moment_is_still_the_best() -> None:
    assert best_peak_s(sample(0, None, 3), sample(0, None)) >= 5


def test_no_moment_reaches_far_into_what_was_not_looked_at() -> None:
    samples = [sample(at / 4, WHOLE) for at in (*range(8), *range(24, 32))]
    moments = moments_of(samples, (), (), 8000)
    assert max(moment.end_ms for moment in moments if moment.start_ms < 2000) <= 2250
    assert min(moment.start_ms for moment in moments if moment.start_ms > 2000) >= 6000
