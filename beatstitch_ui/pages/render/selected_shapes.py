"""Which shapes of one edit are to be made: its own, and what a person checks and unchecks besides."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from core.edit.framing.shapes import ratio_of
from core.schemas import ASPECT_RATIOS, AspectRatio, ProjectSettings


@dataclass(frozen=True)
class SelectedShapes:
    """Only what differs from the shape of the edit is kept, so it may be selected before that is known.

    `own` is the shape of the edit, if it is one of those that have names; `remembered` tells that the
    shapes of the last order are among them.
    """

    by_hand: Mapping[AspectRatio, bool] = field(default_factory=dict)
    own: AspectRatio | None = None
    remembered: bool = False

    @property
    def chosen(self) -> list[AspectRatio]:
        """The shapes in their fixed order; none for the edit as it is."""
        return [ratio for ratio in ASPECT_RATIOS if self.by_hand.get(ratio, ratio == self.own)]

    def following(self, settings: ProjectSettings) -> "SelectedShapes":
        """Return them for an edit of these settings: its shape is chosen unless it was unchecked."""
        return replace(self, own=ratio_of((settings.output_width, settings.output_height)))

    def remembering(self, ordered: Collection[AspectRatio]) -> "SelectedShapes":
        """Return them with the shapes of the last order, as far as nobody has said otherwise meanwhile."""
        differing = {ratio: ratio in ordered for ratio in ASPECT_RATIOS if ordered}
        last = {ratio: was for ratio, was in differing.items() if was != (ratio == self.own)}
        return replace(self, by_hand={**last, **self.by_hand}, remembered=True)

    def choosing(self, ratio: AspectRatio, *, wanted: bool) -> "SelectedShapes":
        """Return them with a shape that a person checked or unchecked."""
        return replace(self, by_hand={**self.by_hand, ratio: wanted})
