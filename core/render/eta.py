"""When a render will be done, from what its spans have cost so far; pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from heapq import heapreplace
from typing import Literal

from core.render.sound.mix import Mix
from core.render.spans import Layer, Span

Kind = Literal["still", "moving", "clip"]

# What a frame of each kind costs beside a photo that moves; a blended one costs so much more.
USUAL_COSTS: dict[Kind, float] = {"still": 0.4, "moving": 1.0, "clip": 1.2}
BLENDING = 0.5
# As many frames of a kind have to be seen before its own figures count more than the usual ones.
TRUSTED_FRAMES = 24.0
# Other work on the machine comes and goes: what was seen this long ago counts half.
HALF_LIFE_S = 30.0
# Nothing is estimated before so much drawing was seen, nor before this share of it or so many seconds: the
# first pictures are read while everything starts, and say little of the rest.
LEAST_SEEN_S = 1.0
TELLING_SHARE, TELLING_S = 0.05, 20.0
# With few spans left for each process it matters which one ends last.
FEW = 4

SOUND_STARTING_S = 0.3
SOUND_S_PER_S, LOUDNESS_S_PER_S, CLIPS_S_PER_S = 0.03, 0.04, 0.02
OVERDUE = 0.25  # what takes longer than estimated is given this share of its time more
JOINING_S, JOINING_S_PER_FRAME = 0.05, 0.00004


@dataclass
class _Seen:
    """What was seen of some drawing: frames, the same weighed by the blends in them, and seconds."""

    frames: float = 0.0
    weighed: float = 0.0
    seconds: float = 0.0

    def add(self, more: "_Seen", fading: float = 1.0) -> None:
        """Add more; what was there before counts `fading` times."""
        self.frames = fading * self.frames + more.frames
        self.weighed = fading * self.weighed + more.weighed
        self.seconds = fading * self.seconds + more.seconds


@dataclass
class _Rest:
    """A span that is not done: the weighed frames that are left, and what was seen of it."""

    kind: Kind
    weighed: float
    seen: _Seen = field(default_factory=_Seen)
    is_begun: bool = False


class EtaEstimator:
    """What is left of drawing some spans with several processes, as seen from what is drawn already.

    Moving photos, still ones and clips cost differently, so each kind has figures of its own; while
    little of a kind was seen, they are those of the others in the usual proportion. They are taken
    from whole spans, whose beginning costs more than their end. How busy the machine is shows in the
    spans done lately beside these figures.
    """

    def __init__(self, spans: Iterable[Span], processes: int) -> None:
        """Prepare for drawing `spans`, no two of them equal."""
        self._rests = {
            span.start_frame: _Rest(_kind(span.layer), _weighed(span, span.frames)) for span in spans
        }
        self._processes = max(1, min(processes, len(self._rests)))
        self._left: defaultdict[Kind, float] = defaultdict(float)
        for rest in self._rests.values():
            self._left[rest.kind] += rest.weighed
        self._whole = sum(self._left.values())
        self._done: defaultdict[Kind, _Seen] = defaultdict(_Seen)
        self._lately, self._lately_usual_s = _Seen(), 0.0
        self._watched_s = 0.0

    def note(self, span: Span, frames: int, seconds: float | None) -> None:
        """Note that one process has drawn `frames` more frames of a span in `seconds`.

        `seconds` is None when the time says nothing, as the process had to start first.
        """
        rest = self._rests.get(span.start_frame)
        if rest is None:
            return  # after its last frame a span is still written to its end
        drawn = min(rest.weighed, max(0.0, _weighed(span, frames)))
        rest.weighed -= drawn
        rest.is_begun = True
        self._left[rest.kind] -= drawn
        if seconds is not None:
            self._watched_s += seconds if drawn else 0.0
            rest.seen.add(_Seen(frames, drawn, seconds))
        if rest.weighed < 1:
            self._finish(self._rests.pop(span.start_frame))

    def _finish(self, rest: _Rest) -> None:
        self._left[rest.kind] -= rest.weighed
        if not rest.seen.weighed:
            return
        self._done[rest.kind].add(rest.seen)
        fading = 0.5 ** (rest.seen.seconds / self._processes / HALF_LIFE_S)
        self._lately.add(rest.seen, fading)
        usual_s = rest.seen.weighed * self._costs()[rest.kind]
        self._lately_usual_s = fading * self._lately_usual_s + usual_s

    @property
    def seconds_left(self) -> float | None:
        """How long drawing the rest will take, or None while too little was seen."""
        if not self._rests:
            return 0.0
        if not self._is_telling:
            return None
        costs = self._costs()
        business = self._lately.seconds / self._lately_usual_s if self._lately_usual_s else 1.0
        few = len(self._rests) <= FEW * self._processes
        return business * (self._last_hand_s(costs) if few else self._shared_s(costs))

    @property
    def _is_telling(self) -> bool:
        """Whether what was seen says something of the rest."""
        share = 1 - sum(self._left.values()) / self._whole
        return self._watched_s >= LEAST_SEEN_S and (share >= TELLING_SHARE or self._watched_s >= TELLING_S)

    @property
    def frames_per_s(self) -> float | None:
        """How many frames are drawn in a second, or None while too little was seen."""
        if self._watched_s < LEAST_SEEN_S:
            return None
        seen = self._lately if self._lately.frames else _sum(self._begun().values())
        return self._processes * seen.frames / seen.seconds

    def _shared_s(self, costs: Mapping[Kind, float]) -> float:
        """Return how long the rest takes when the processes end together, but for a part of a span."""
        work_s = sum(left * costs[kind] for kind, left in self._left.items())
        waiting_s = work_s / len(self._rests) / 2 * (self._processes - 1)
        return (work_s + waiting_s) / self._processes

    def _last_hand_s(self, costs: Mapping[Kind, float]) -> float:
        """Return when the last process ends; what it has begun it goes on with."""
        hands_s = [0.0] * self._processes
        for rest in sorted(self._rests.values(), key=lambda rest: not rest.is_begun):
            heapreplace(hands_s, hands_s[0] + rest.weighed * costs[rest.kind])
        return max(hands_s)

    def _begun(self) -> dict[Kind, _Seen]:
        """Return what was seen of the spans that are not done."""
        begun: defaultdict[Kind, _Seen] = defaultdict(_Seen)
        for rest in self._rests.values():
            begun[rest.kind].add(rest.seen)
        return begun

    def _costs(self) -> dict[Kind, float]:
        """Return what one process takes for a frame of each kind, over all that was seen."""
        seen = self._done or self._begun()
        usual = sum(USUAL_COSTS[kind] * one.weighed for kind, one in seen.items())
        each_s = _sum(seen.values()).seconds / usual
        return {
            kind: _blended_s(seen.get(kind, _Seen()), cost * each_s) for kind, cost in USUAL_COSTS.items()
        }


def _blended_s(own: _Seen, usual_s: float) -> float:
    """Return what a frame costs by its own figures, and by the usual ones while these are few."""
    return (own.seconds + usual_s * TRUSTED_FRAMES) / (own.weighed + TRUSTED_FRAMES)


def _sum(parts: Iterable[_Seen]) -> _Seen:
    whole = _Seen()
    for part in parts:
        whole.add(part)
    return whole


def _kind(layer: Layer) -> Kind:
    if layer.source.media_type == "video":
        return "clip"
    return "moving" if layer.ken_burns is not None else "still"


def _weighed(span: Span, frames: int) -> float:
    """Return so many frames of a span with what its blended ones cost more, spread over all of them."""
    blended = min(span.frames, span.blend_frames - span.blend_offset) if span.under else 0
    return frames * (1 + BLENDING * blended / span.frames)


def sound_left_s(mix: Mix, worked_s: float) -> float:
    """Return how long making a soundtrack will take when it has taken `worked_s` so far."""
    length_s = mix.samples / mix.rate_hz
    heard_s = sum(clip.end - clip.start for clip in mix.clips) / mix.rate_hz
    each_s = SOUND_S_PER_S + (LOUDNESS_S_PER_S if mix.loudness_lufs is not None else 0)
    whole_s = SOUND_STARTING_S + length_s * each_s + heard_s * CLIPS_S_PER_S
    return max(whole_s - worked_s, OVERDUE * worked_s)


def joining_s(frames: int) -> float:
    """Return how long it takes to join the spans of a video of so many frames."""
    return JOINING_S + JOINING_S_PER_FRAME * frames
