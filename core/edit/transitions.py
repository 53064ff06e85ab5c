"""How far two segments overlap: the transition ends on the cut, so the next one stands on its beat."""

from collections.abc import Sequence
from itertools import pairwise

from core.schemas import SegmentTransition

CUT = SegmentTransition(type="cut", duration_ms=0)


def overlap_ms(transition: SegmentTransition | None) -> int:
    """Return how long a transition lets two segments overlap; a cut does not, whatever it says."""
    return 0 if transition is None or transition.type == "cut" else transition.duration_ms


def longest_overlap_ms(before_ms: int, after_ms: int) -> int:
    """Return the longest overlap allowed between slots of these lengths: half of the shorter one."""
    return min(before_ms, after_ms) // 2


def capped(wanted: SegmentTransition, before_ms: int, after_ms: int) -> SegmentTransition:
    """Return `wanted` as long as it may be between slots of these lengths; no overlap is a cut."""
    duration_ms = min(overlap_ms(wanted), longest_overlap_ms(before_ms, after_ms))
    return SegmentTransition(type=wanted.type, duration_ms=duration_ms) if duration_ms else CUT


def transitions_into(wanted: Sequence[SegmentTransition], edges_ms: Sequence[int]) -> list[SegmentTransition]:
    """Return the transition into each segment, given what each would like and where slots begin and end.

    `edges_ms` has one entry more than `wanted`. Nothing comes before the first segment: it is cut to.
    """
    slots_ms = [end - begin for begin, end in pairwise(edges_ms)]
    return [
        capped(transition, slots_ms[number - 1], slots_ms[number]) if number else CUT
        for number, transition in enumerate(wanted)
    ]
