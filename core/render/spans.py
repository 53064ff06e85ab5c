"""A span: a short run of output frames that is drawn, encoded and cached as one piece."""

import itertools
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from pydantic import TypeAdapter

from core.effects import FlashColour
from core.hashing import digest
from core.media.info import PREPARATION_VERSION, Source
from core.render.draw.motion import BeatZoom
from core.render.titles.shown import ShownTitle
from core.render.video.encoding import Encoding
from core.schemas import Fit, KenBurnsEffect, PanelLayout
from core.speed_curve import SpeedCurve

# Raised whenever the same span would be drawn or encoded to other pixels than before.
RENDERER_VERSION = 7

# Facts of a source that are kept elsewhere in a layer, or change no pixel of it.
NOT_DRAWN = (
    *("asset_id", "path", "name", "focus_x", "focus_y", "sound_path"),
    *("fps", "starred", "unstacked", "regions", "taken_at", "camera", "clock", "analysis"),
)
Blend = Literal["crossfade", "fade_black", "fade_white"]


@dataclass(frozen=True)
class BesidePicture:
    """A photo in a panel of its own, seen from frame `from_frame` of the segment on."""

    source: Source
    fit: Fit
    from_frame: int
    ken_burns: KenBurnsEffect | None = None
    focus: tuple[float, float] | None = None


@dataclass(frozen=True)
class PanelFrames:
    """How a layer shares the frame with the photos in the panels after its own."""

    layout: PanelLayout
    beside: tuple[BesidePicture, ...]


@dataclass(frozen=True)
class Layer:
    """One segment's picture as a span draws it.

    `first_frame` counts from the segment's own first frame, so that moving a segment along the
    timeline never changes its pixels; `length_frames` is the segment's whole length, over which
    its Ken Burns move runs. `speed` is that of a clip, in frames. With `panels` it fills the first one.
    """

    source: Source
    fit: Fit
    first_frame: int
    length_frames: int
    source_in_ms: int = 0
    source_out_ms: int | None = None
    ken_burns: KenBurnsEffect | None = None
    focus: tuple[float, float] | None = None
    loop: bool = False
    pulse: BeatZoom | None = None
    speed: SpeedCurve | None = None
    panels: PanelFrames | None = None

    @property
    def sources(self) -> tuple[Source, ...]:
        """All that is drawn from."""
        return (self.source, *(one.source for one in (self.panels.beside if self.panels else ())))

    @property
    def pictures(self) -> tuple["Layer", ...]:
        """The pictures of a split screen, each as a layer of its own panel."""
        own = replace(self, panels=None)
        beside = self.panels.beside if self.panels else ()
        return (own, *(self._beside(one) for one in beside))

    def _beside(self, one: BesidePicture) -> "Layer":
        return Layer(
            one.source,
            one.fit,
            self.first_frame,
            self.length_frames,
            ken_burns=one.ken_burns,
            focus=one.focus,
            pulse=self.pulse,
        )

    def identity(self) -> dict[str, Any]:
        """Return everything that shapes this layer's pixels, as JSON values."""
        source = asdict(self.source.as_drawn)
        for changes_no_pixel in NOT_DRAWN:
            del source[changes_no_pixel]
        is_clip = self.source.media_type == "video"
        moves = self.ken_burns is not None
        changes = is_clip or moves or self.pulse is not None
        return (
            {
                "source": source,
                "fit": self.fit,
                "first_frame": self.first_frame if changes else 0,
                "length_frames": self.length_frames if moves else 0,
                "window_ms": [self.source_in_ms, self.source_out_ms] if is_clip else None,
                "ken_burns": self.ken_burns.model_dump() if self.ken_burns else None,
                "focus": self.focus,
                "loop": self.loop and is_clip,
            }
            | {name: asdict(effect) for name, effect in self._effects if effect}
            | self._panels_identity
        )

    @property
    def _panels_identity(self) -> dict[str, Any]:
        if self.panels is None:
            return {}
        _, *beside = self.pictures
        enter = [max(0, one.from_frame - self.first_frame) for one in self.panels.beside]
        shown = [[after, layer.identity()] for after, layer in zip(enter, beside, strict=True)]
        return {"panels": [self.panels.layout, shown]}

    @property
    def _effects(self) -> tuple[tuple[str, BeatZoom | SpeedCurve | None], ...]:
        return ("pulse", self.pulse), ("speed", self.speed)


@dataclass(frozen=True)
class FlashFrames:
    """A flash that clears over `frames`; the span's first frame is its number `first_frame`.

    That is negative where the flash comes later in the span.
    """

    colour: FlashColour
    frames: float
    first_frame: int

    def strength_at(self, frame: int) -> float:
        """Return how much of the picture is the flash's colour, 0 to 1, at a frame of the span."""
        since = self.first_frame + frame
        left = 1 - since / self.frames if since >= 0 else 0.0
        return left * left if left > 0 else 0.0


@dataclass(frozen=True)
class Span:
    """Frames `start_frame` .. `start_frame + frames` of the video.

    The first `blend_frames - blend_offset` of them blend `under`, the segment before, into
    `layer`; `blend_offset` is the number of blended frames already drawn by an earlier span.
    A closing fade to black lasts `fade_frames`, of which the span's first frame is number
    `fade_offset`, negative where the fade begins later in the span. `titles` lie over all but it.
    """

    start_frame: int
    frames: int
    layer: Layer
    under: Layer | None = None
    blend: Blend | None = None
    blend_frames: int = 0
    blend_offset: int = 0
    fade_frames: int = 0
    fade_offset: int = 0
    flash: FlashFrames | None = None
    titles: tuple[ShownTitle, ...] = ()

    @property
    def layers(self) -> tuple[Layer, ...]:
        """What is drawn: the layer, and the one that it comes in over, if there is one."""
        return (self.layer, self.under) if self.under else (self.layer,)

    @cached_property
    def _keys(self) -> dict[Encoding, str]:
        """The keys worked out so far: a render asks for each of them five times."""
        return {}

    def key(self, encoding: Encoding) -> str:
        """Return the identity of the encoded span: 64 hex digits, free of its place in time."""
        if encoding not in self._keys:
            self._keys[encoding] = self._key(encoding)
        return self._keys[encoding]

    def _key(self, encoding: Encoding) -> str:
        return digest(
            {
                "renderer": [RENDERER_VERSION, PREPARATION_VERSION],
                "encoding": encoding.identity(),
                "frames": self.frames,
                "layer": self.layer.identity(),
                "under": self.under.identity() if self.under else None,
                "blend": [self.blend, self.blend_frames, self.blend_offset] if self.under else None,
                "fade": [self.fade_frames, self.fade_offset] if self.fade_frames else None,
            }
            | ({"flash": asdict(self.flash)} if self.flash else {})
            | ({"titles": [title.identity() for title in self.titles]} if self.titles else {})
        )

    def pieces(self, most_frames: int) -> Iterator["Span"]:
        """Cut the span into even pieces of at most `most_frames` frames."""
        count = -(-self.frames // most_frames)
        edges = [self.frames * i // count for i in range(count + 1)]
        for start, end in itertools.pairwise(edges):
            blended = self.under is not None and start < self.blend_frames - self.blend_offset
            faded = self.fade_offset + end > 0
            flash = self.flash and replace(self.flash, first_frame=self.flash.first_frame + start)
            flashes = flash is not None and -(end - start) < flash.first_frame < flash.frames
            yield replace(
                self,
                start_frame=self.start_frame + start,
                frames=end - start,
                layer=replace(self.layer, first_frame=self.layer.first_frame + start),
                under=replace(self.under, first_frame=self.under.first_frame + start)
                if blended and self.under
                else None,
                blend=self.blend if blended else None,
                blend_frames=self.blend_frames if blended else 0,
                blend_offset=self.blend_offset + start if blended else 0,
                fade_frames=self.fade_frames if faded else 0,
                fade_offset=self.fade_offset + start if faded else 0,
                flash=flash if flashes else None,
                titles=tuple(title.later(start) for title in self.titles if title.shows(start, end)),
            )


@dataclass(frozen=True)
class Encoded:
    """What joining needs to know of an encoded span.

    `reorder_frames` is how many frames a packet may come later in the file than it is shown.
    """

    frames: int
    reorder_frames: int


@dataclass(frozen=True)
class SpanOrder:
    """What the drawing process is asked for: a span, how to encode it, and the file to write."""

    span: Span
    encoding: Encoding
    out: Path


ORDER = TypeAdapter(SpanOrder)
