"""What the windows on a picture are placed by: its faces where there are any, else its subject."""

from collections.abc import Sequence
from math import inf
from statistics import median

from core.edit.framing.regions import FaceGroup, Region, best_group, faces_in, hull, largest_group, region_of
from core.edit.framing.windows import Aim, Fitted
from core.vision.analysis import Face, Sighting, VisualAnalysis

BEYOND_DOUBT = 0.85
ENOUGH = 0.8  # of a subject: a sliver of it cut off is better than slivers of blur beside it
SURE = 0.6  # certainty from which on a subject is more than a guess
MIDDLE = (0.5, 0.45)  # what matters in a photo tends to lie above its middle
HIGHER = 0.12  # of a tall photo of which nearly nothing fits: tops of towers and trees
# A subject as certain as that places windows, but need not stay whole; no move goes closer than it fits.
GUESSED, GUESSED_ZOOM = 0.3, 1.1
GLIMPSE = 0.5  # of a tall photo's height; a window that sees less of what nobody knows is no more than that
MOSTLY, USUALLY = 0.9, 0.75  # of a subject inside a window, and of the times that it is seen
MOVING_ROOM = 1.05  # a zoom that what stays whole should leave to the move


def aim_in(seen: VisualAnalysis, shape: Fitted) -> Aim:
    """Return what to place windows on a photo by: a place above its middle where nothing stands out."""
    faces = faces_in(seen.faces)
    if faces:
        return _at_group(_group_of(faces, shape), shape)
    if seen.subject.certainty < SURE or seen.kind != "photo":
        return _at_guess(seen, shape)
    return _at_region(region_of(seen.subject.box), shape)


def _at_guess(seen: VisualAnalysis, shape: Fitted) -> Aim:
    """Return the aim at what is perhaps the subject; only halfway down to it, for heads are at the top."""
    x, y = MIDDLE[0], MIDDLE[1] - HIGHER * max(0.0, 1 - 1 / shape.down)
    if seen.subject.certainty >= GUESSED and seen.kind == "photo":
        guess = region_of(seen.subject.box).centre
        x, y = guess[0], (y + guess[1]) / 2
    return Aim(x, y, most_zoom=_guessed(seen, shape))


def _guessed(seen: VisualAnalysis, shape: Fitted) -> float:
    """Return how close a move may go to what is perhaps the subject."""
    if seen.subject.certainty < GUESSED or seen.kind != "photo":
        return inf
    return max(GUESSED_ZOOM, shape.largest_zoom(region_of(seen.subject.box)))


def aim_during(sightings: Sequence[Sighting], shape: Fitted) -> Aim | None:
    """Return what to place a window by that stands still over these sightings of a clip.

    It is where the faces usually are, if there are any half of the time, else the subject.
    """
    groups = [_group_of(faces, shape) for one in sightings if (faces := faces_in(one.faces))]
    if groups and 2 * len(groups) >= len(sightings):
        kept = _usual([group.least for group in groups])
        eye_line = median(group.eye_line for group in groups)
        return Aim(kept.centre[0], eye_line, kept, kept, is_eye_line=True)
    boxes = [region_of(one.subject) for one in sightings if one.subject]
    return _at_region(_usual(boxes), shape) if boxes else None


def stays_in(sightings: Sequence[Sighting], window: Region) -> bool:
    """Whether the faces, else the subject, lie in `window` nearly all of the time that they are seen."""
    seen = [hull(faces) for one in sightings if (faces := faces_in(one.faces))]
    seen = seen or [region_of(one.subject) for one in sightings if one.subject]
    inside = [_share_inside(one, window) >= MOSTLY for one in seen]
    return bool(inside) and sum(inside) >= USUALLY * len(inside)


def _share_inside(region: Region, window: Region) -> float:
    wide = min(region.right, window.right) - max(region.left, window.left)
    high = min(region.bottom, window.bottom) - max(region.top, window.top)
    return max(0.0, wide) * max(0.0, high) / max(region.width * region.height, 1e-9)


def cuts_faces(faces: Sequence[Face], shape: Fitted) -> bool:
    """Whether no window holds all the faces that matter."""
    found = faces_in(faces)
    return bool(found) and best_group(found, shape.holds) is None


def cuts_subject(seen: VisualAnalysis, shape: Fitted) -> bool:
    """Whether something stands out beyond doubt of which no window holds enough."""
    if seen.faces or seen.subject.certainty < BEYOND_DOUBT:
        return False
    region, (wide, high) = region_of(seen.subject.box), shape.seen(1.0)
    inside = min(1.0, wide / max(region.width, 1e-9)) * min(1.0, high / max(region.height, 1e-9))
    return inside < ENOUGH


def is_glimpse(seen: VisualAnalysis, covering: Fitted) -> bool:
    """Whether a window sees less than half of a tall photo of which it isn't known what it is about."""
    if seen.faces or seen.subject.certainty >= BEYOND_DOUBT:
        return False
    return covering.seen(1.0)[1] < GLIMPSE


def _group_of(faces: Sequence[Region], shape: Fitted) -> FaceGroup:
    return best_group(faces, shape.holds) or largest_group(faces, shape.holds)


def _at_group(group: FaceGroup, shape: Fitted) -> Aim:
    kept = group.airy if shape.largest_zoom(group.airy) >= MOVING_ROOM else group.least
    return Aim(kept.centre[0], group.eye_line, kept, group.least, is_eye_line=True)


def _at_region(region: Region, shape: Fitted) -> Aim:
    kept = region if shape.largest_zoom(region) >= MOVING_ROOM else None
    return Aim(*region.centre, kept, kept, too_large=not shape.holds(region))


def _usual(regions: Sequence[Region]) -> Region:
    """Return the region whose edges are the medians of those of `regions`."""
    return Region(
        median(region.left for region in regions),
        median(region.top for region in regions),
        median(region.right for region in regions),
        median(region.bottom for region in regions),
    )
