"""The check boxes of shapes: which videos of one edit the next order makes."""

from collections.abc import Awaitable, Callable
from functools import partial

from beatstitch_ui import texts
from beatstitch_ui.pages.render.selected_shapes import SelectedShapes
from beatstitch_ui.shell.elements import Box, Text
from beatstitch_ui.shell.fields import checkbox
from core.schemas import ASPECT_RATIOS, AspectRatio


class ShapeChoice:
    """The boxes; `selected` are the shapes whose boxes are checked."""

    def __init__(self, on_change: Callable[[], Awaitable[None]]) -> None:
        self.on_change = on_change
        self.selected = SelectedShapes()
        with Box("fieldset", "bs-shapes"):
            Text("legend", texts.render.SHAPES)
            Text("p", texts.render.SHAPES_LEAD, "bs-muted")
            with Box("div", "bs-shapes__boxes"):
                self.boxes = {
                    ratio: checkbox(texts.render.SHAPE_NAMES[ratio], partial(self.choose, ratio), value=False)
                    for ratio in ASPECT_RATIOS
                }

    def show(self, selected: SelectedShapes) -> None:
        """Check the boxes of these shapes."""
        self.selected = selected
        for ratio, field in self.boxes.items():
            box = next(child for child in field.default_slot if child.tag == "input")
            box.props["checked"] = ratio in selected.chosen or None
            box.update()

    async def choose(self, ratio: AspectRatio, wanted: bool) -> None:  # noqa: FBT001 - what a checkbox emits
        """Take a box as checked or unchecked by a person."""
        self.selected = self.selected.choosing(ratio, wanted=wanted)
        await self.on_change()
