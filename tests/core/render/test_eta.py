"""What a render says of its time left comes true, whatever its spans show and cost."""

import heapq
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from core.media.info import Source
from core.render.eta import EtaEstimator, joining_s, sound_left_s
from core.render.sound.mix import HeardClip, Mix
from core.render.spans import Layer, Span
from core.schemas import KenBurnsEffect

HANDS = 2
EVENT_FRAMES = 12
STARTING_S = 1.2
# Seconds that one process takes for a frame: of a still photo, one that moves, a clip, and a blend more.
DEAR_CLIPS = {"still": 0.01, "moving": 0.05, "clip": 0.15, "blend": 0.02}
CHEAP_CLIPS = {"still": 0.02, "moving": 0.05, "clip": 0.03, "blend": 0.04}


def span(number: int, kind: str, frames: int = 60, blend: int = 0) -> Span:
    source = Source(str(number), str(number), "video" if kind == "clip" else "image", Path(kind), 1920, 1080)
    move = KenBurnsEffect(enabled=True) if kind == "moving" else None
    layer = Layer(source, "cover", 0, frames, ken_burns=move)
    return Span(number * frames, frames, layer, layer if blend else None, "crossfade", blend)


def drawn(spans: list[Span], costs: dict[str, float]) -> Iterator[tuple[float, Span, int, float | None]]:
    """Yield when which span grew by how many frames, and the seconds they took as a process tells them."""
    waiting = list(reversed(spans))
    events: list[tuple[float, int, Span, int, float | None]] = []

    def go_on(now_s: float, hand: int, one: Span, frames: int, *, fresh: bool = False) -> None:
        if frames == one.frames:
            if not waiting:
                return
            one, frames = waiting.pop(), 0
        blend_s = costs["blend"] if frames < one.blend_frames else 0
        new = min(EVENT_FRAMES, one.frames - frames)
        took_s = new * (costs[one.layer.source.path.name] + blend_s)
        end_s = now_s + took_s + (STARTING_S if fresh else 0)
        heapq.heappush(events, (end_s, hand, one, frames + new, None if fresh else took_s))

    for hand in range(HANDS):
        go_on(0.0, hand, waiting.pop(), 0, fresh=True)
    while events:
        now_s, hand, one, frames, took_s = heapq.heappop(events)
        yield now_s, one, min(EVENT_FRAMES, frames), took_s
        go_on(now_s, hand, one, frames)


def errors(spans: list[Span], costs: dict[str, float]) -> dict[float, float]:
    """Return how wrong the rest was estimated, as a share of it, by the share of the time that was over."""
    outlook, told = EtaEstimator(spans, HANDS), []
    now_s = 0.0
    for now_s, one, frames, took_s in drawn(spans, costs):
        outlook.note(one, frames, took_s)
        told.append((now_s, outlook.seconds_left))
    return {
        at_s / now_s: abs(left_s / (now_s - at_s) - 1) for at_s, left_s in told if left_s and at_s < now_s
    }


MIXES = {
    "photos that move": ["moving"] * 30,
    "photos and clips in turn": ["moving", "moving", "clip"] * 10,
    "stills between": ["still", "moving", "clip", "still"] * 8,
}


@pytest.mark.parametrize("costs", [DEAR_CLIPS, CHEAP_CLIPS])
@pytest.mark.parametrize("kinds", MIXES.values(), ids=MIXES)
@pytest.mark.parametrize("blend", [0, 15])
def test_after_a_quarter_the_rest_is_known_within_a_fifth(
    kinds: list[str], costs: dict[str, float], blend: int
) -> None:
    wrong = errors([span(n, kind, blend=blend) for n, kind in enumerate(kinds)], costs)
    assert max(error for at, error in wrong.items() if 0.25 <= at <= 0.85) <= 0.2


def test_clips_that_come_last_are_foretold_as_clips() -> None:
    """Nothing was seen of them yet, but that they cost more is known."""
    kinds = ["moving"] * 20 + ["clip"] * 20
    wrong = errors(
        [span(n, kind) for n, kind in enumerate(kinds)], {"moving": 0.05, "clip": 0.06, "blend": 0}
    )
    assert max(error for at, error in wrong.items() if 0.25 <= at <= 0.85) <= 0.1


def test_nothing_is_foretold_before_a_second_of_drawing_was_seen() -> None:
    outlook = EtaEstimator([span(0, "moving"), span(1, "moving")], HANDS)
    outlook.note(span(0, "moving"), 12, None)
    assert (outlook.seconds_left, outlook.frames_per_s) == (None, None)
    outlook.note(span(0, "moving"), 12, 2.4)
    assert outlook.seconds_left == pytest.approx(60 * 0.2, rel=0.01)
    assert outlook.frames_per_s == pytest.approx(10)


def test_the_first_pictures_of_many_foretell_nothing() -> None:
    spans = [span(n, "moving") for n in range(30)]
    outlook = EtaEstimator(spans, HANDS)
    outlook.note(spans[0], 36, 8.0)
    assert outlook.seconds_left is None
    outlook.note(spans[0], 24, 1.2)
    outlook.note(spans[1], 36, 1.8)
    assert outlook.seconds_left is not None


def test_of_a_long_film_something_is_foretold_after_a_while() -> None:
    spans = [span(n, "moving") for n in range(900)]
    outlook = EtaEstimator(spans, HANDS)
    for one in spans[:7]:
        outlook.note(one, 60, 3.0)
    assert outlook.seconds_left == pytest.approx(893 * 3.0 / 2, rel=0.02)


def test_a_process_that_tells_nonsense_does_no_harm() -> None:
    outlook = EtaEstimator([span(0, "moving"), span(1, "moving")], HANDS)
    for frames, seconds in ((0, 5.0), (-12, 5.0), (600, 0.0)):
        outlook.note(span(0, "moving"), frames, seconds)
    assert outlook.seconds_left is None
    outlook.note(span(1, "moving"), 30, 3.0)
    assert outlook.seconds_left is not None


def test_with_nothing_to_draw_only_sound_and_joining_are_left() -> None:
    assert EtaEstimator([], HANDS).seconds_left == 0


def test_a_machine_that_gets_busier_is_noticed() -> None:
    spans = [span(n, "moving") for n in range(100)]
    outlook = EtaEstimator(spans, HANDS)
    for one in spans[:50]:
        outlook.note(one, 60, 2.0)
    for one in spans[50:80]:
        outlook.note(one, 60, 6.0)
    assert outlook.seconds_left == pytest.approx(20 * 6.0 / 2, rel=0.2)


def test_sound_takes_longer_with_its_loudness_and_with_clips_and_is_never_late_for_nothing() -> None:
    clip = HeardClip(Path("a"), "a", "a", Fraction(0), 0, 48_000 * 60, 0, 0, 1.0)
    plain = Mix(48_000, 48_000 * 60)
    loud, full = Mix(48_000, 48_000 * 60, loudness_lufs=-14), Mix(48_000, 48_000 * 60, clips=(clip,))
    assert sound_left_s(loud, 0) > sound_left_s(plain, 0)
    assert sound_left_s(full, 0) > sound_left_s(plain, 0)
    assert sound_left_s(plain, 1) == sound_left_s(plain, 0) - 1
    assert sound_left_s(plain, 100) == 25


def test_joining_takes_longer_the_more_frames_there_are() -> None:
    assert joining_s(54_000) > 5 * joining_s(1800) > 0
