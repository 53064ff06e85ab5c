"""The pictures of a split screen, each framed for its panel: what a full frame does, in another shape."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from math import log

from core.edit.framing.panel_boxes import panel_aspects
from core.edit.framing.placement import OutputFrame, place_moving, place_still
from core.media.info import Source
from core.schemas import Panel, PanelLayout, Panels

ONE_LINE: tuple[PanelLayout, ...] = ("columns", "rows")


def in_panel(frame: OutputFrame, panels: Panels | None, number: int = 0) -> OutputFrame:
    """Return what picture `number` of a segment fills: the frame, or its panel of a split screen."""
    if panels is None:
        return frame
    aspects = panel_aspects(panels.layout, 1 + len(panels.beside), frame.aspect)
    return replace(frame, aspect=aspects[number])


def panels_of(layout: PanelLayout, beside: Sequence[str], every: int) -> Panels:
    """Return panels for these photos, of which one more comes in on each `every` beats; 0 for all at once."""
    panels = [Panel(media_asset_id=one, beat=every * number) for number, one in enumerate(beside, start=1)]
    return Panels(layout=layout, beside=panels)


def panels_from(panels: Panels | None, beat: int) -> Panels | None:
    """Return the panels of what begins on `beat` of a segment: what came in before is there already."""
    if panels is None:
        return None
    beside = [panel.model_copy(update={"beat": max(0, panel.beat - beat)}) for panel in panels.beside]
    return panels.model_copy(update={"beside": beside})


def panels_without(panels: Panels | None, asset_id: str) -> Panels | None:
    """Return the panels without one photo; None when none are left."""
    beside = [panel for panel in panels.beside if panel.media_asset_id != asset_id] if panels else []
    return panels.model_copy(update={"beside": beside}) if panels and beside else None


def coming_in_as(panels: Panels | None, before: Panels) -> Panels | None:
    """Return the panels, each photo on the beat on which it came in `before`."""
    if panels is None:
        return None
    beats = {panel.media_asset_id: panel.beat for panel in before.beside}
    beside = [panel.model_copy(update={"beat": beats[panel.media_asset_id]}) for panel in panels.beside]
    return panels.model_copy(update={"beside": beside})


def framed_panels(
    panels: Panels, sources: Mapping[str, Source], frame: OutputFrame, *, moves: bool
) -> Panels:
    """Return the panels with their photos placed by what is seen in them; what is unknown stays as it is."""
    beside = [
        _framed(panel, sources[panel.media_asset_id], in_panel(frame, panels, number), moves=moves)
        if panel.media_asset_id in sources
        else panel
        for number, panel in enumerate(panels.beside, start=1)
    ]
    return panels.model_copy(update={"beside": beside})


def _framed(panel: Panel, source: Source, frame: OutputFrame, *, moves: bool) -> Panel:
    placement = place_moving(source, frame, 0) if moves else place_still(source, frame)
    placed = {"fit": placement.fit, "focus": placement.focus, "ken_burns": placement.move}
    return panel.model_copy(update=placed)


def best_layout(pictures: Sequence[Source], aspect: Fraction) -> PanelLayout:
    """Return the line in which the least of these pictures is cut off in a frame of `aspect`."""
    return min(ONE_LINE, key=lambda layout: misfit(pictures, layout, aspect))


def misfit(pictures: Sequence[Source], layout: PanelLayout, aspect: Fraction) -> float:
    """Return by how much at most a panel has another shape than its picture, 0 for the same."""
    aspects = panel_aspects(layout, len(pictures), aspect)
    return max(
        abs(log(float(Fraction(picture.display_width, max(1, picture.display_height)) / shape)))
        for picture, shape in zip(pictures, aspects, strict=True)
    )
