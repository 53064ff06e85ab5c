"""When a render will be done, from what its spans have cost so far; pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from heapq import heapreplace
from typing import Literal

from core.render.mix import Mix
from core.render.spans import Layer, Span

Kind = Literal["still", "moving", "clip"]

# What a frame of each kind costs beside a photo that moves; a blended one costs so much more.
USUAL_COSTS: dict[Kind, float] = {"still": 0.4, "moving": 1.0, "clip": 1.2}
BLENDING = 0.5
# As many frames of a kind have to be seen before its own figures count more than the usual ones.
TRUSTED_FRAMES = 24.0
# Other work on the machine comes and goes: what was seen this long ago counts half.
HALF_LIFE_S = 30.0
# Nothing is foretold before so much drawing was seen.
LEAST_SEEN_S = 1.0
# With few spans left for each process it matters which one ends last.
FEW = 4

SOUND_STARTING_S = 0.3
SOUND_S_PER_S, LOUDNESS_S_PER_S, CLIPS_S_PER_S = 0.03, 0.04, 0.02
OVERDUE = 0.25  # what takes longer than foretold is given this share of its time more
JOINING_S, JOINING_S_PER_FRAME = 0.1, 0.0001


@dataclass
class _Rest:
    """What is left of a span, in frames weighed by the blends in it."""

    kind: Kind
    weighed: float
    is_begun: bool = False


@dataclass
class _Kind:
    """Spans of one kind: the weighed frames that are left, those that were seen, and their seconds."""

    left: float = 0.0
    seen: float = 0.0
    seen_s: float = 0.0


class Outlook:
    """What is left of drawing some spans with several processes, as seen from what is drawn already.

    Moving photos, still ones and clips cost differently, so each kind has figures of its own; while
    little of a kind was seen, they are those of the others in the usual proportion. How busy the
    machine is shows in what was drawn lately beside these figures.
    """

    def __init__(self, spans: Iterable[Span], processes: int) -> None:
        """Prepare for drawing `spans`, no two of them equal."""
        self._rests = {
            span.start_frame: _Rest(_kind(span.layer), _weighed(span, span.frames)) for span in spans
        }
        self._hands = max(1, min(processes, len(self._rests)))
        self._kinds: dict[Kind, _Kind] = {}
        for rest in self._rests.values():
            self._kinds.setdefault(rest.kind, _Kind()).left += rest.weighed
        self._watched_s = 0.0
        self._lately_frames = self._lately_s = self._lately_usual_s = 0.0

    def note(self, span: Span, frames: int, seconds: float | None) -> None:
        """Note that one process has drawn `frames` more frames of a span in `seconds`.

        `seconds` is None when the time says nothing, as the process had to start first.
        """
        drawn = self._take(span, frames)
        if seconds is None:
            return
        kind = self._kinds[_kind(span.layer)]
        kind.seen += drawn
        kind.seen_s += seconds
        self._watched_s += seconds
        fading = 0.5 ** (seconds / self._hands / HALF_LIFE_S)
        self._lately_frames = fading * self._lately_frames + frames
        self._lately_s = fading * self._lately_s + seconds
        self._lately_usual_s = fading * self._lately_usual_s + drawn * self._seconds_each(_kind(span.layer))

    def _take(self, span: Span, frames: int) -> float:
        """Take newly drawn frames from what is left; return how many they weigh."""
        rest = self._rests.get(span.start_frame)
        if rest is None:
            return 0.0  # after its last frame a span is still written to its end
        drawn = min(rest.weighed, _weighed(span, frames))
        rest.weighed -= drawn
        rest.is_begun = True
        self._kinds[rest.kind].left -= drawn
        if rest.weighed < 1:
            self._kinds[rest.kind].left -= rest.weighed
            del self._rests[span.start_frame]
        return drawn

    @property
    def seconds_left(self) -> float | None:
        """How long drawing the rest will take, or None while too little was seen."""
        if not self._rests:
            return 0.0
        if self._watched_s < LEAST_SEEN_S:
            return None
        business = self._lately_s / self._lately_usual_s
        return business * (self._last_hand_s() if len(self._rests) <= FEW * self._hands else self._shared_s())

    @property
    def frames_per_s(self) -> float | None:
        """How many frames are drawn in a second, or None while too little was seen."""
        return self._hands * self._lately_frames / self._lately_s if self._watched_s >= LEAST_SEEN_S else None

    def _shared_s(self) -> float:
        """Return how long the rest takes when the processes end together, but for a part of a span."""
        work_s = sum(kind.left * self._seconds_each(name) for name, kind in self._kinds.items())
        waiting_s = work_s / len(self._rests) / 2 * (self._hands - 1)
        return (work_s + waiting_s) / self._hands

    def _last_hand_s(self) -> float:
        """Return when the last process ends; what it has begun it goes on with."""
        hands_s = [0.0] * self._hands
        for rest in sorted(self._rests.values(), key=lambda rest: not rest.is_begun):
            heapreplace(hands_s, hands_s[0] + rest.weighed * self._seconds_each(rest.kind))
        return max(hands_s)

    def _seconds_each(self, name: Kind) -> float:
        """Return what one process takes for a frame of a kind, over all that was seen."""
        seen = sum(USUAL_COSTS[other] * kind.seen for other, kind in self._kinds.items())
        usual_s = USUAL_COSTS[name] * sum(kind.seen_s for kind in self._kinds.values()) / seen
        own = self._kinds[name]
        return (own.seen_s + usual_s * TRUSTED_FRAMES) / (own.seen + TRUSTED_FRAMES)


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
