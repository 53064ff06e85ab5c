"""The picture of one layer at one frame: found, scaled and placed, alone or in panels."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Protocol

import av

from core.edit.framing.panel_boxes import PixelBox, panel_boxes
from core.media.geometry import Orientation
from core.render.draw.backdrop import Hidden, backdrop
from core.render.draw.clips import ClipReader, ClipReaderCache
from core.render.draw.compose import blit, hidden_by_blit, hidden_by_warp, letterbox, warp
from core.render.draw.mipmaps import Level, even_size, level_size, precision_of, still_level, upright
from core.render.draw.motion import Pose, fit_scale, pose_at, still_pose, window
from core.render.draw.planes import Planes, part_of
from core.render.draw.sampling import LEAST_STEP
from core.render.spans import Layer

Size = tuple[int, int]


class Drawable(Protocol):
    """A whole canvas, or a panel of one."""

    @property
    def planes(self) -> Planes: ...


class Picture(Protocol):
    """Something that can draw itself into a frame."""

    def draw(self, frame: int, target: Drawable) -> None:
        """Make `target` show frame `frame` of the span, at no cost when it does already."""
        ...


def picture_of(
    layer: Layer, frame: Size, rate_hz: Fraction, clips: ClipReaderCache, use: str = ""
) -> Picture:
    """Return the picture of `layer` for frames of size `frame`; in a split screen, that of all panels."""
    if layer.panels is not None:
        boxes = panel_boxes(layer.panels.layout, len(layer.pictures), frame)
        shown = [
            picture_of(one, (box.width, box.height), rate_hz, clips, use)
            for one, box in zip(layer.pictures, boxes, strict=True)
        ]
        return _SplitScreen(layer, boxes, shown)
    size = (layer.source.display_width, layer.source.display_height)
    scale = fit_scale(layer.fit, *size, *frame)
    if layer.ken_burns is not None:
        scale *= max(layer.ken_burns.start_zoom, layer.ken_burns.end_zoom) * LEAST_STEP
    placement = _Placement(layer, size, frame, level_size(size, scale))
    if layer.source.media_type == "image":
        return _Still(layer, placement)
    return _Clip(layer, placement, clips.reader(layer.source.path, use, layer.source.display_name), rate_hz)


class _Placement:
    """Where a layer's level goes in the frame."""

    def __init__(self, layer: Layer, size: Size, frame: Size, level: Size) -> None:
        self._layer, self._frame = layer, frame
        self.size, self.level = size, level
        self._still = still_pose(layer.fit, layer.focus, size, frame)
        # A panorama too long to be scaled whole is warped from a smaller level instead.
        fitted = fit_scale(layer.fit, *size, *frame)
        self._stands_still = layer.ken_burns is None and level == even_size(size, fitted)

    @property
    def density(self) -> tuple[float, float]:
        """Level pixels per display pixel, across and down."""
        return self.level[0] / self.size[0], self.level[1] / self.size[1]

    def draw(self, level: Level, frame: int, target: Drawable) -> None:
        """Draw `level` as the layer's frame number `frame` (of its segment) shows it."""
        factor = self.factor_at(frame)
        if self._stands_still and factor == 1:
            self._ground(level.planes, lambda: hidden_by_blit(level.planes, target.planes), target)
            blit(level.planes, target.planes, self._still.x, self._still.y)
            return
        view = window(self._layer.fit, self._pose(frame), self.size, self._frame).closer(factor)
        self._ground(level.planes, lambda: hidden_by_warp(level, view, target.planes), target)
        warp(level, view, target.planes)

    def factor_at(self, frame: int) -> float:
        """Return how much larger than usual a pulse shows frame number `frame` of the segment."""
        return self._layer.pulse.factor_at(frame) if self._layer.pulse else 1.0

    def _pose(self, frame: int) -> Pose:
        if self._layer.ken_burns is None:
            return self._still
        progress = (frame + 0.5) / self._layer.length_frames
        return pose_at(self._layer.ken_burns, min(1.0, progress))

    def _ground(self, level: Planes, hidden: Callable[[], Hidden], target: Drawable) -> None:
        """Draw what lies behind a picture that does not cover the frame."""
        if self._layer.fit == "blur":
            backdrop(level, target.planes, hidden())
        elif self._layer.fit == "contain":
            letterbox(target.planes)


class _Still:
    """A photo."""

    def __init__(self, layer: Layer, placement: _Placement) -> None:
        self._layer, self._placement = layer, placement
        source = layer.source
        self._level = still_level(
            source.path,
            placement.size,
            placement.level,
            source.display_name,
            is_proxy=source.form == "proxy",
            turn=Orientation(source.rotation_deg, source.mirrored),
        )
        self._shown_on: tuple[Drawable, float] | None = None

    def draw(self, frame: int, target: Drawable) -> None:
        """Make `target` show the photo; while nothing moves it is drawn but once."""
        number = self._layer.first_frame + frame
        shown = target, self._placement.factor_at(number)
        if self._layer.ken_burns is None and self._shown_on == shown:
            return
        self._placement.draw(self._level, number, target)
        self._shown_on = shown


class _Clip:
    """A clip: the last frame at or before the moment; after its end frozen, or from its start again."""

    def __init__(self, layer: Layer, placement: _Placement, reader: ClipReader, rate_hz: Fraction) -> None:
        self._layer, self._placement, self._reader = layer, placement, reader
        self._rate_hz = rate_hz
        turned = layer.source.rotation_deg in (90, 270)
        self._stored_size = (placement.level[1], placement.level[0]) if turned else placement.level
        self._frame: av.VideoFrame | None = None
        self._level: Level | None = None
        self._shown_on: tuple[Drawable, float] | None = None

    def draw(self, frame: int, target: Drawable) -> None:
        """Make `target` show the clip's frame; one that still shows is drawn again only if it moves."""
        number = self._layer.first_frame + frame
        picture = self._reader.frame_at(self._moment_s(number))
        shown = target, self._placement.factor_at(number)
        if picture is self._frame and self._shown_on == shown and self._layer.ken_burns is None:
            return
        if picture is not self._frame or self._level is None:
            source = self._layer.source
            stored = self._reader.planes(picture, self._stored_size)
            self._level = Level(
                upright(stored, source.rotation_deg, mirrored=source.mirrored),
                *self._placement.density,
                precision=precision_of(is_proxy=source.form == "proxy"),
            )
        self._placement.draw(self._level, number, target)
        self._frame, self._shown_on = picture, shown

    def _moment_s(self, number: int) -> Fraction:
        layer = self._layer
        played = layer.speed.played(number) if layer.speed else number
        begin_s, since_s = Fraction(layer.source_in_ms, 1000), played / self._rate_hz
        end_ms = layer.source_out_ms if layer.source_out_ms is not None else layer.source.duration_ms
        if layer.loop and end_ms is not None and end_ms > layer.source_in_ms:
            return begin_s + since_s % (Fraction(end_ms, 1000) - begin_s)
        if layer.source_out_ms is None:
            return begin_s + since_s
        return min(begin_s + since_s, Fraction(layer.source_out_ms, 1000))


class _Pane:
    """A panel's part of a canvas."""

    def __init__(self, target: Drawable, box: PixelBox) -> None:
        self.planes = part_of(target.planes, box.left, box.top, box.width, box.height)


class _SplitScreen:
    """Pictures in panels over black, those beside the first from the frame on that they come in."""

    def __init__(self, layer: Layer, boxes: Sequence[PixelBox], pictures: Sequence[Picture]) -> None:
        beside = layer.panels.beside if layer.panels else ()
        self._layer, self._boxes, self._pictures = layer, boxes, pictures
        self._from_frames = (0, *(one.from_frame for one in beside))
        self._target: Drawable | None = None
        self._panes: list[_Pane] = []

    def draw(self, frame: int, target: Drawable) -> None:
        """Make `target` show the pictures that are there already."""
        if target is not self._target:
            letterbox(target.planes)
            self._target, self._panes = target, [_Pane(target, box) for box in self._boxes]
        number = self._layer.first_frame + frame
        for picture, pane, from_frame in zip(self._pictures, self._panes, self._from_frames, strict=True):
            if number >= from_frame:
                picture.draw(frame, pane)
