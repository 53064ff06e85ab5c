"""The check boxes of shapes: which videos of one edit the next order makes."""

from collections.abc import Awaitable, Callable, Collection
from functools import partial

from beatstitch_ui import texts
from beatstitch_ui.shell.elements import Box, Text
from beatstitch_ui.shell.fields import checkbox
from core.edit.framing.shapes import ratio_of
from core.schemas import ASPECT_RATIOS, AspectRatio, ProjectSettings


class ShapeChoice:
    """The shapes that are chosen: that of the edit, and what a person checks and unchecks besides.

    Only the differences are kept, so a box that is checked before the edit's shape is known loses nothing.
    """

    def __init__(self, on_change: Callable[[], Awaitable[None]]) -> None:
        self.on_change = on_change
        self.by_hand: dict[AspectRatio, bool] = {}
        self.own: AspectRatio | None = None
        with Box("fieldset", "bs-shapes"):
            Text("legend", texts.render.SHAPES)
            Text("p", texts.render.SHAPES_LEAD, "bs-muted")
            with Box("div", "bs-shapes__boxes"):
                self.boxes = {
                    ratio: checkbox(texts.render.SHAPE_NAMES[ratio], partial(self.choose, ratio), value=False)
                    for ratio in ASPECT_RATIOS
                }

    @property
    def chosen(self) -> list[AspectRatio]:
        """The shapes in their fixed order; none for the edit as it is."""
        return [ratio for ratio in ASPECT_RATIOS if self.by_hand.get(ratio, ratio == self.own)]

    def follow(self, settings: ProjectSettings) -> None:
        """Take the shape of the edit, which is chosen unless a person unchecked it; needs no page."""
        self.own = ratio_of((settings.output_width, settings.output_height))

    def remember(self, ordered: Collection[AspectRatio]) -> None:
        """Take the shapes of the last order as chosen, as far as nobody has said otherwise meanwhile."""
        if ordered:
            for ratio in ASPECT_RATIOS:
                was = ratio in ordered
                if was != (ratio == self.own):
                    self.by_hand.setdefault(ratio, was)

    def show(self) -> None:
        """Check the boxes of what is chosen."""
        for ratio, field in self.boxes.items():
            box = next(child for child in field.default_slot if child.tag == "input")
            box.props["checked"] = ratio in self.chosen or None
            box.update()

    async def choose(self, ratio: AspectRatio, wanted: bool) -> None:  # noqa: FBT001 - what a checkbox emits
        """Take a box as checked or unchecked by a person."""
        self.by_hand[ratio] = wanted
        await self.on_change()
