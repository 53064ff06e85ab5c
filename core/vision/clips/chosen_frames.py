"""Says which frames of a clip are looked at, the same ones whichever process decodes it."""

from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property
from itertools import groupby

from pydantic import BaseModel, ConfigDict

from core.vision.clips.packets import Packet

STEP_S, MOST_SAMPLES = 0.25, 2400
CLOSE_S = 0.3
LONG_CLIP_S, MOST_KEYS = 600.0, 1200  # beyond it only key frames are decoded, at most so many


class ChosenFrames(BaseModel):
    """The frames of a clip that are looked at, by when they are shown: in ticks, the first of all at 0.

    Those `sampled` are looked at closely; between any of the others it is seen what moves. A frame lasts
    about `frame_s`; `keys` are all key frames. The first frame is `first` ticks after the clip's zero.
    """

    model_config = ConfigDict(frozen=True)

    tick: str
    frame_s: float
    first: int
    looked: tuple[int, ...]
    sampled: tuple[int, ...]
    keys: tuple[int, ...]

    @cached_property
    def tick_s(self) -> Fraction:
        """The length of a tick in seconds."""
        return Fraction(self.tick)

    def time_s(self, at: int) -> float:
        """Return when a frame is shown, in seconds after the first."""
        return float(at * self.tick_s)

    def stretches(self) -> list[tuple[float, float]]:
        """Return from when to when, in seconds, frames are looked at that follow each other closely."""
        found: list[tuple[float, float]] = []
        for time_s in map(self.time_s, self.looked):
            begin_s, end_s = found.pop() if found else (time_s, time_s)
            if time_s - end_s <= CLOSE_S:
                found.append((begin_s, time_s))
            else:
                found += [(begin_s, end_s), (time_s, time_s)]
        return found


def choose_frames(
    packets: Sequence[Packet], decoded: Sequence[int], tick: Fraction, frame_s: float, duration_s: float
) -> ChosenFrames:
    """Return the frames to look at among those of the packets that are `decoded`, by their places."""
    shown = [packet.shown_at for packet in packets if packet.shown_at is not None]
    # What is shown before the first key frame can't be decoded, unless that one only helps what is shown.
    begin = next((packet.shown_at for packet in packets if packet.is_key), None)
    first = min((at for at in shown if begin is None or at >= begin), default=0)
    chosen = (packets[place].shown_at for place in decoded)
    looked = sorted({at - first for at in chosen if at is not None and at >= first})
    return ChosenFrames(
        tick=str(tick),
        frame_s=frame_s,
        first=first,
        looked=tuple(looked),
        sampled=tuple(_spaced(looked, tick, max(STEP_S, duration_s / MOST_SAMPLES))),
        keys=tuple(p.shown_at - first for p in packets if p.is_key and p.shown_at is not None),
    )


def spaced_keys(packets: Sequence[Packet], tick: Fraction, duration_s: float) -> list[int]:
    """Return the places of key frames, no more than are looked at of a long clip."""
    step_s = duration_s / MOST_KEYS
    places = [place for place, packet in enumerate(packets) if packet.is_key]
    return [
        next(near)
        for _, near in groupby(
            places, key=lambda place: int(packets[place].decoded_at * tick / Fraction(step_s))
        )
    ]


def _spaced(times: Sequence[int], tick: Fraction, step_s: float) -> list[int]:
    """Return the times that are about a step apart."""
    due_s, chosen = 0.0, []
    for at in times:
        time_s = float(at * tick)
        if time_s >= due_s - step_s / 8:
            due_s = max(due_s + step_s, time_s + step_s / 2)
            chosen.append(at)
    return chosen
