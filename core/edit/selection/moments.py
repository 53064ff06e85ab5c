"""Which moments of a clip its segments show: the best first, nothing spoilt, inner cuts on a beat."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.edit.planning.media_assignment import Window
from core.vision.analysis import VisualAnalysis

# What a millisecond is worth; a moment's worth lies between the plain one and 1.
SPOILT, PLAIN = -4.0, 0.2
AGAIN = 0.3  # of its worth is left to what another segment shows
SPOILT_AGAIN = 0.05  # what is spoilt is worth so much less, so that a clip of nothing else goes on too
# What a window loses, as shares of its length: an inner cut beside the beat, and one on it.
CUT_BESIDE, CUT_ON = 2.0, 1.0
PEAK_BONUS = 0.15  # for a window with the peak of a moment in its middle
STRONG_BONUS = 0.3  # for one with it on a strong beat
BEFORE_CUT_MS, AFTER_CUT_MS = 40, 1  # kept free, so that not a frame of the other shot flashes up
ON_BEAT_MS = 2
Values = NDArray[np.float64]


@dataclass(frozen=True)
class ClipSlot:
    """How long a segment is, and how long after its begin its beats are shown, to the frame.

    `strong_ms` are those that the peak of a moment goes to, none where it goes to the middle.
    """

    need_ms: int
    beats_ms: tuple[float, ...] = ()
    strong_ms: tuple[float, ...] = ()


def best_windows(
    clip: Window, seen: VisualAnalysis, slots: Sequence[ClipSlot], given: Sequence[Window] = ()
) -> list[Window]:
    """Return the stretch of a clip that each of its slots shows, the best one in the first slot.

    `clip` is what may be shown of it, `given` are the windows that are settled already. Of several
    equally good stretches it is the earliest. A slot longer than the clip gets the whole clip.
    """
    shown = list(given)
    windows: list[Window] = []
    for slot in slots:
        window = _best(clip, seen, slot, shown)
        windows.append(window)
        shown.append(window)
    return windows


def _best(clip: Window, seen: VisualAnalysis, slot: ClipSlot, shown: Sequence[Window]) -> Window:
    latest = clip[1] - slot.need_ms
    if latest <= clip[0]:
        return clip
    starts = _starts(clip[0], latest, seen, slot, shown)
    scores = _worth_of(starts, slot.need_ms, seen, shown)
    bonus = STRONG_BONUS if slot.strong_ms else PEAK_BONUS
    scores += slot.need_ms * bonus * _peaks(starts, slot, seen, shown)
    scores -= slot.need_ms * _cut_costs(starts, slot, seen.cuts_ms)
    begin_ms = int(starts[int(np.argmax(np.round(scores, 3)))])
    return begin_ms, begin_ms + slot.need_ms


def _starts(first: int, latest: int, seen: VisualAnalysis, slot: ClipSlot, shown: Sequence[Window]) -> Values:
    """Return where windows may begin: where one begins or ends with something, or has a peak inside."""
    edges = [first, latest, *(edge for window in shown for edge in window)]
    edges += [edge for one in (*seen.moments, *seen.flawed) for edge in (one.start_ms, one.end_ms)]
    starts = [*edges, *(edge - slot.need_ms for edge in edges)]
    starts += [one.peak_ms - slot.need_ms // 2 for one in seen.moments]
    starts += [round(one.peak_ms - at_ms) for one in seen.moments for at_ms in slot.strong_ms]
    for cut_ms in seen.cuts_ms:
        starts += [cut_ms + AFTER_CUT_MS, cut_ms - BEFORE_CUT_MS - slot.need_ms]
        starts += [int(np.ceil(cut_ms + 0.5 - beat_ms)) for beat_ms in slot.beats_ms]
    return np.unique(np.clip(np.array(starts, dtype=np.float64), first, latest))


def _worth_of(starts: Values, need_ms: int, seen: VisualAnalysis, shown: Sequence[Window]) -> Values:
    """Return what all milliseconds of each window are worth together."""
    stretches = (*seen.moments, *seen.flawed)
    edges = {edge for one in stretches for edge in (one.start_ms, one.end_ms)}
    edges |= {edge for window in shown for edge in window}
    edges |= {int(starts[0]), int(starts[-1]) + need_ms}
    times = np.array(sorted(edges), dtype=np.float64)
    begins, ends = times[:-1], times[1:]
    worth, times_shown = np.full(len(begins), PLAIN), np.zeros(len(begins))
    for one in seen.moments:
        inside = (begins >= one.start_ms) & (ends <= one.end_ms)
        worth[inside] = np.maximum(worth[inside], PLAIN + (1 - PLAIN) * one.score)
    for window in shown:
        times_shown += (begins >= window[0]) & (ends <= window[1])
    worth *= AGAIN**times_shown
    for one in seen.flawed:
        inside = (begins >= one.start_ms) & (ends <= one.end_ms)
        worth[inside] = SPOILT * (1 + SPOILT_AGAIN * times_shown[inside])
    total = np.concatenate([[0.0], np.cumsum(worth * (ends - begins))])
    return np.interp(starts + need_ms, times, total) - np.interp(starts, times, total)


def _peaks(starts: Values, slot: ClipSlot, seen: VisualAnalysis, shown: Sequence[Window]) -> Values:
    """Return, 0 to 1, how good the peak is that each window has near its middle, or on a strong beat."""
    best = np.zeros(len(starts))
    strong = np.array(slot.strong_ms, dtype=np.float64)
    for one in seen.moments:
        if any(window[0] <= one.peak_ms < window[1] for window in shown):
            continue
        at_ms = one.peak_ms - starts
        nearness = np.clip(1 - np.abs(at_ms - slot.need_ms / 2) / (slot.need_ms / 2), 0, 1)
        if len(strong):
            on_beat = (np.abs(at_ms[:, None] - strong[None, :]) <= ON_BEAT_MS).any(axis=1)
            nearness = np.where(on_beat, 0.7 + 0.3 * nearness, 0.3 * nearness)
        best = np.maximum(best, one.score * nearness)
    return best


def _cut_costs(starts: Values, slot: ClipSlot, cuts_ms: Sequence[int]) -> Values:
    """Return what the inner cuts cost each window, in shares of its length."""
    costs = np.zeros(len(starts))
    beats = np.array(slot.beats_ms, dtype=np.float64)
    for cut_ms in cuts_ms:
        inside = (starts < cut_ms + AFTER_CUT_MS) & (starts + slot.need_ms > cut_ms - BEFORE_CUT_MS)
        late = starts[:, None] + beats[None, :] - cut_ms
        on_beat = ((late >= 0) & (late <= ON_BEAT_MS)).any(axis=1)
        costs += inside * np.where(on_beat, CUT_ON, CUT_BESIDE)
    return costs
