"""What of a picture must stay whole: faces with the hair above them, alone and in groups."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce

from core.vision.analysis import Box, Face
from core.vision.rectangle import Rectangle

# Shares of a face's own size. The least is what counts as a whole head, the back of one that is turned
# away with it, which is 0.4 beyond the face; outside of it a face has air.
LEAST_ABOVE, LEAST_ASIDE, LEAST_BELOW = 0.3, 0.4, 0.05
AIR_ABOVE, AIR_ASIDE, AIR_BELOW = 0.6, 0.55, 0.4
EYES = 0.4  # of a face's height from its top
MINOR = 0.4  # a face smaller than this share of the largest is a passer-by


@dataclass(frozen=True)
class Region(Rectangle):
    """A rectangle in shares of the upright picture's width and height."""

    left: float
    top: float
    right: float
    bottom: float

    def joined(self, other: "Region") -> "Region":
        return Region(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def within(self, window: Rectangle) -> "Region":
        """Return the region in shares of a window, cut at its edges."""

        def share(value: float, low: float, length: float) -> float:
            return min(1.0, max(0.0, (value - low) / max(length, 1e-9)))

        return Region(
            share(self.left, window.left, window.width),
            share(self.top, window.top, window.height),
            share(self.right, window.left, window.width),
            share(self.bottom, window.top, window.height),
        )

    def grown(self, above: float, aside: float, below: float) -> "Region":
        """Return the region larger by shares of its own size, within the picture."""
        return Region(
            max(0.0, self.left - aside * self.width),
            max(0.0, self.top - above * self.height),
            min(1.0, self.right + aside * self.width),
            min(1.0, self.bottom + below * self.height),
        )


@dataclass(frozen=True)
class FaceGroup:
    """Faces that are shown together; `least` holds their heads, `airy` gives them room."""

    faces: tuple[Region, ...]

    @property
    def least(self) -> Region:
        return hull(face.grown(LEAST_ABOVE, LEAST_ASIDE, LEAST_BELOW) for face in self.faces)

    @property
    def airy(self) -> Region:
        return hull(face.grown(AIR_ABOVE, AIR_ASIDE, AIR_BELOW) for face in self.faces)

    @property
    def eye_line(self) -> float:
        """The height of the eyes in the picture, that of large faces counting more."""
        weights = [face.height for face in self.faces]
        eyes = [face.top + EYES * face.height for face in self.faces]
        return sum(w * y for w, y in zip(weights, eyes, strict=True)) / max(1e-9, sum(weights))


def hull(regions: Iterable[Region]) -> Region:
    """Return the smallest region that holds all of `regions`, of which there is at least one."""
    return reduce(Region.joined, regions)


def region_of(box: Box) -> Region:
    return Region(box.left, box.top, box.right, box.bottom)


def faces_in(faces: Sequence[Face]) -> list[Region]:
    """Return the faces as regions, the largest first."""
    regions = [region_of(face.box) for face in faces if face.box.width > 0 and face.box.height > 0]
    return sorted(regions, key=lambda one: (-one.height, one.left, one.top))


def best_group(faces: Sequence[Region], holds: Callable[[Region], bool]) -> FaceGroup | None:
    """Return the group of `faces`, largest first, to show in windows of which `holds` says what fits.

    All of them if they fit; else those that are no passers-by with as many others as fit; None when
    those alone don't fit.
    """
    main = [face for face in faces if face.height >= MINOR * faces[0].height]
    if not holds(FaceGroup(tuple(main)).least):
        return None
    return _filled(main, faces[len(main) :], holds)


def largest_group(faces: Sequence[Region], holds: Callable[[Region], bool]) -> FaceGroup:
    """Return the neighbours among `faces` that fit together and fill most, or the largest face alone."""
    groups = [_filled([seed], sorted(faces, key=_distance_to(seed)), holds) for seed in faces]
    return max(groups, key=lambda group: sum(face.height for face in group.faces))


def _filled(chosen: Sequence[Region], others: Iterable[Region], holds: Callable[[Region], bool]) -> FaceGroup:
    group = FaceGroup(tuple(chosen))
    for face in others:
        more = FaceGroup((*group.faces, face))
        if face not in group.faces and holds(more.least):
            group = more
    return group


def _distance_to(seed: Region) -> Callable[[Region], float]:
    x, y = seed.centre
    return lambda face: abs(face.centre[0] - x) + abs(face.centre[1] - y)
