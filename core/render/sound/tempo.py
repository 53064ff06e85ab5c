"""Sound that plays slower or faster at the pitch that it has."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

import numpy as np
from av.audio.frame import AudioFrame
from av.filter import Graph

from core.render.sound.clip_sound import Stereo
from core.speed_curve import USUAL_PERCENT

SLOWEST = Fraction(1, 2)  # FFmpeg's atempo goes no lower in one step
LAYOUT, FORMAT = "stereo", "flt"


def at_speed(blocks: Iterator[Stereo], rate_hz: int, percent: int) -> Iterator[Stereo]:
    """Yield blocks (samples x 2) at another speed, by the overlap-add of FFmpeg's atempo filter."""
    if percent == USUAL_PERCENT:
        yield from blocks
        return
    tempos = _tempos(Fraction(percent, USUAL_PERCENT))
    late = _lateness(tempos, rate_hz)
    if late:
        yield np.zeros((late, 2), np.float32)
    yield from _stretched(blocks, rate_hz, tempos)


def _tempos(tempo: Fraction) -> list[Fraction]:
    """Return the steps in which a tempo is reached."""
    steps = []
    while tempo < SLOWEST:
        steps.append(SLOWEST)
        tempo /= SLOWEST
    return [*steps, tempo]


def _lateness(tempos: list[Fraction], rate_hz: int) -> int:
    """Return by how many samples sound comes out of the filter too early.

    Slower sound is stretched from the beginning of each window (a 24th of a second, up to a power of
    two), so the middle of a window lies beside its moment. What is left is less than 20 ms.
    """
    window = 1 << (rate_hz // 24 - 1).bit_length()
    late = Fraction(0)
    for tempo in tempos:
        late = (late + Fraction(window, 2) * max(Fraction(0), 1 - tempo)) / tempo
    return round(late)


def _stretched(blocks: Iterator[Stereo], rate_hz: int, tempos: list[Fraction]) -> Iterator[Stereo]:
    graph, at = _graph(rate_hz, tempos), 0
    for block in blocks:
        frame = AudioFrame.from_ndarray(block.reshape(1, -1).astype(np.float32), format=FORMAT, layout=LAYOUT)
        frame.sample_rate, frame.time_base, frame.pts = rate_hz, Fraction(1, rate_hz), at
        at += len(block)
        graph.push(frame)
        yield from _drained(graph)
    graph.push(None)
    yield from _drained(graph)


def _graph(rate_hz: int, tempos: list[Fraction]) -> Graph:
    graph = Graph()
    steps = [
        graph.add_abuffer(sample_rate=rate_hz, format=FORMAT, layout=LAYOUT),
        *(graph.add("atempo", f"{float(tempo):.6f}") for tempo in tempos),
        graph.add("abuffersink"),
    ]
    for one, following in pairwise(steps):
        one.link_to(following)
    graph.configure()
    return graph


def _drained(graph: Graph) -> Iterator[Stereo]:
    while True:
        try:
            frame = graph.pull()
        except (BlockingIOError, EOFError):
            return
        if isinstance(frame, AudioFrame):
            yield frame.to_ndarray().reshape(-1, 2).astype(np.float32, copy=False)
