"""A costly clip is decoded in part: the first of each group, and never is more than two seconds unseen."""

import itertools
from fractions import Fraction

from core.vision.clips.afforded import PacketFacts, left_out

RATE = 30
BASE = Fraction(1, RATE)


def clip(seconds: int, key_every: int) -> list[PacketFacts]:
    """Return the packets of a clip of 30 frames a second."""
    return [PacketFacts(at, 60_000, at % key_every == 0) for at in range(seconds * RATE)]


def decoded(packets: list[PacketFacts], cost_ms: float) -> list[int]:
    out = left_out(packets, BASE, [cost_ms] * len(packets))
    return [packet.stamp for packet in packets if packet.stamp not in out]


def test_a_clip_that_costs_little_is_decoded_whole() -> None:
    packets = clip(10, key_every=30)
    assert decoded(packets, cost_ms=1.5) == list(range(300))


def test_of_each_second_of_a_costly_clip_the_first_frames_are_decoded() -> None:
    packets = clip(20, key_every=30)
    seen = decoded(packets, cost_ms=10)
    assert set(range(0, 600, 30)) <= set(seen)
    assert all(stamp % 30 < 12 for stamp in seen)
    assert len(seen) * 10 <= 55 * 20.5


def test_where_not_even_key_frames_are_afforded_two_seconds_at_most_are_unseen() -> None:
    seen = decoded(clip(20, key_every=30), cost_ms=500)
    assert seen[0] == 0
    assert all(after - before <= 2 * RATE for before, after in itertools.pairwise(seen))
    assert len(seen) < 20


def test_long_groups_are_decoded_but_for_their_last_two_seconds() -> None:
    seen = decoded(clip(16, key_every=240), cost_ms=40)
    assert {*range(180), *range(240, 419)} <= set(seen)
    assert len(seen) <= 2 * 181


def test_key_frames_close_together_leave_neighbours_to_tell_the_camera_by() -> None:
    seen = decoded(clip(10, key_every=1), cost_ms=15)
    pairs = sum(after - before == 1 for before, after in itertools.pairwise(seen))
    assert pairs >= 15


def test_the_shortest_clip_is_seen_whatever_it_costs() -> None:
    assert decoded([PacketFacts(0, 900_000, is_key=True)], cost_ms=900) == [0]
    assert decoded([], cost_ms=900) == []
