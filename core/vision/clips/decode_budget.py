"""Chooses which packets of a clip are decoded, so that looking at it costs no more than it may."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import inf

from core.vision.clips.packets import Packet

# What decoding a frame costs on a core, for each megapixel and kilobyte, as measured on VP9 and AV1, on H.264
# and on HEVC of 10 bits; what looking at it costs besides; and what a second of clip may cost.
USUAL_COST_MS, COSTS_MS, LOOK_MS = (2.2, 0.07), {"h264": (1.2, 0.07), "hevc": (3.0, 0.1)}, 0.4
AFFORDED_MS_A_S, HEAD_START_S = 55.0, 0.5
# So much is left out at most where nothing is afforded: between groups, at the clip's end, of a group. For
# less than LONG_TAIL_S left out of a group its frames may cost a little more.
MOST_UNSEEN_S, LONGEST_END_S, LONGEST_TAIL_S = 2.0, 1.0, 6.0
LONG_TAIL_S, DEARER = 3.2, 1.25
SHORTEST_GROUP_S = 0.75  # neighbours tell how the camera moves: key frames close together count as one group


def within_budget(packets: Sequence[Packet], base: Fraction, costs_ms: Sequence[float]) -> list[int]:
    """Return the places of the packets that are decoded: all that others need, of a clip that costs little.

    Of each group of pictures the first part is decoded, as far as its time affords, but at most
    MOST_UNSEEN_S between groups and the last LONGEST_TAIL_S of a group are left out. What is shown before
    a key frame that follows it needs the group before, and goes with it. `base` is the unit of the stamps
    in seconds, `costs_ms` is what each packet costs.
    """
    seconds = [float(packet.decoded_at * base) for packet in packets]
    needed = [place for place, packet in enumerate(packets) if packet.is_needed]
    if not needed or sum(costs_ms[place] for place in needed) <= AFFORDED_MS_A_S * (
        seconds[-1] - seconds[0] + HEAD_START_S
    ):
        return needed
    chosen: list[int] = []
    spent_ms, seen_s, is_whole = 0.0, -inf, True
    for first, last in _groups(packets, seconds):
        end_s = seconds[min(last, len(seconds) - 1)]
        allowed_ms = AFFORDED_MS_A_S * (end_s - seconds[0] + HEAD_START_S)
        members = [place for place in needed if first <= place < last]
        members = members if is_whole else _without_leading(members, packets)
        most_unseen_s, taken = MOST_UNSEEN_S if last < len(packets) else LONGEST_END_S, 0
        for place in members:
            unseen_s = end_s - seen_s
            dearer = DEARER if taken and unseen_s > LONG_TAIL_S else 1.0
            if unseen_s <= most_unseen_s and spent_ms + costs_ms[place] > dearer * allowed_ms:
                break
            spent_ms, seen_s, taken = spent_ms + costs_ms[place], seconds[place], taken + 1
            most_unseen_s = LONGEST_TAIL_S
        chosen += members[:taken]
        is_whole = taken == len(members)
    return chosen


def decoding_costs_ms(packets: Sequence[Packet], codec: str, megapixels: float) -> list[float]:
    """Return about what it costs to decode each packet and to look at its frame."""
    a_megapixel, a_kilobyte = COSTS_MS.get(codec, USUAL_COST_MS)
    a_frame_ms = LOOK_MS + a_megapixel * megapixels
    return [a_frame_ms + a_kilobyte * packet.size_bytes / 1e3 for packet in packets]


def _groups(packets: Sequence[Packet], seconds: Sequence[float]) -> Iterator[tuple[int, int]]:
    """Yield from which to which packet the groups go that can be decoded by themselves."""
    first = 0
    for place, packet in enumerate(packets):
        if packet.is_key and seconds[place] - seconds[first] >= SHORTEST_GROUP_S:
            yield first, place
            first = place
    yield first, len(packets)


def _without_leading(members: Sequence[int], packets: Sequence[Packet]) -> list[int]:
    """Return the packets of a group but those that are shown before its key frame."""
    shown_at = packets[members[0]].shown_at
    return [
        place
        for place in members
        if place == members[0] or shown_at is None or (packets[place].shown_at or shown_at) >= shown_at
    ]
