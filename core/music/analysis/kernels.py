"""The inner loops that must be compiled to be quick, with their compiled code kept between processes.

They add in one fixed order, so that results don't depend on the number of threads of a matrix library.
"""

import numba
import numpy as np

NOWHERE = np.float32(-1e18)


@numba.njit(cache=True)
def best_paths(onsets, interval_scores, onset_gains, changes, shortest, hop):  # noqa: ANN001, ANN201, PLR0917
    """Score every (frame, interval that ends there) by the best path of beats up to it.

    `onsets` (frames,), `interval_scores` (moments every `hop` frames, intervals), `onset_gains`
    (intervals,), `changes` (interval, interval before; -inf where it can't be), intervals of
    `shortest` frames and one more each. Returns the scores of the last frames, (up to longest,
    intervals), and for every frame and interval the index of the interval before, -1 where a path
    begins. Only the scores that can still be reached are kept.
    """
    count, states = len(onsets), len(onset_gains)
    ring = shortest + states
    scores = np.full((ring, states), NOWHERE, np.float32)
    back = np.full((count, states), -1, np.int8)
    first, last = np.zeros(states, np.int64), np.zeros(states, np.int64)
    for state in range(states):
        reachable = np.flatnonzero(changes[state] > NOWHERE)
        first[state], last[state] = reachable[0], reachable[-1]
    for time in range(count):
        moment = min(time // hop, len(interval_scores) - 1)
        for state in range(states):
            length = shortest + state
            own = onset_gains[state] * onsets[time] + interval_scores[moment, state]
            if time < length:
                scores[time % ring, state] = own * (time / length)
                continue
            best, origin = NOWHERE, -1
            earlier = scores[(time - length) % ring]
            for before in range(first[state], last[state] + 1):
                score = earlier[before] + changes[state, before]
                if score > best:
                    best, origin = score, before
            scores[time % ring, state] = best + own
            back[time, state] = origin
    kept = min(count, ring - 1)
    ends = np.empty((kept, states), np.float32)
    for row in range(kept):
        ends[row] = scores[(count - kept + row) % ring]
    return ends, back


@numba.njit(cache=True)
def best_positions(log_odds, metre, change_cost):  # noqa: ANN001, ANN201
    """Return (score, positions) of the best bars of `metre` beats; position 0 is the downbeat.

    `log_odds` (beats,) that a beat is a downbeat; leaving the regular count costs `change_cost`.
    """
    count = len(log_odds)
    scores = np.zeros((count, metre))
    back = np.zeros((count, metre), np.int64)
    for beat in range(count):
        is_down = -np.log1p(np.exp(-log_odds[beat]))
        is_other = -np.log1p(np.exp(log_odds[beat]))
        leap = np.argmax(scores[beat - 1])
        for position in range(metre):
            own = is_down if position == 0 else is_other
            if beat == 0:
                scores[beat, position] = own
                continue
            origin = (position - 1) % metre
            if scores[beat - 1, leap] - change_cost > scores[beat - 1, origin]:
                origin = leap
            step = 0.0 if origin == (position - 1) % metre else change_cost
            scores[beat, position] = scores[beat - 1, origin] - step + own
            back[beat, position] = origin
    positions = np.empty(count, np.int64)
    positions[-1] = np.argmax(scores[-1])
    for beat in range(count - 1, 0, -1):
        positions[beat - 1] = back[beat, positions[beat]]
    return scores[-1].max(), positions


@numba.njit(cache=True)
def dilated_convolution(values, weight, bias, dilation):  # noqa: ANN001, ANN201
    """Return the convolution (frames, outputs) of `values` (frames, inputs), zero outside.

    `weight` (taps, inputs, outputs) with an odd number of taps `dilation` frames apart, `bias` (outputs,).
    """
    taps, inputs, outputs = weight.shape
    count = len(values)
    result = np.empty((count, outputs), np.float32)
    for frame in range(count):
        row = result[frame]
        row[:] = bias
        for tap in range(taps):
            source = frame + (tap - taps // 2) * dilation
            if source < 0 or source >= count:
                continue
            for entry in range(inputs):
                value = values[source, entry]
                for out in range(outputs):
                    row[out] += value * weight[tap, entry, out]
    return result
