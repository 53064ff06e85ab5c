"""How one photo or clip is put into the frame: its fit, its move or focus, by what was seen in it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import inf

from core.edit.framing.aims import (
    GUESSED_ZOOM,
    aim_during,
    aim_in,
    cuts_faces,
    cuts_subject,
    is_glimpse,
    stays_in,
)
from core.edit.framing.bordered import with_border, without_border
from core.edit.framing.kinds import MoveKind, Reach, kind_of, move_of
from core.edit.framing.windows import Aim, Fitted, fitted, view_of
from core.edit.planning.ken_burns import chances, ken_burns, reach_for
from core.media.info import Source
from core.schemas import Fit, Focus, KenBurnsEffect
from core.vision.analysis import Sighting, VisualAnalysis

CLOSE_SHAPE = 1.12  # up to this ratio of shapes a picture that doesn't move covers the frame
CROWD = 3  # so many faces are a group, which is pulled out from
WIDE = 1.25  # frames: a picture longer than this is often panned when nobody is in it
OFTEN = 0.7
PANORAMA = 2.2  # longer to shorter side, from which on a photo is one, and is always panned over
PAN_PER_S = 0.22  # frames: faster than that, the eye can't follow
LARGEST_ZOOM = 2.0
ROOM = 0.92  # of the zoom at which faces just fit, for a photo shown as a whole


@dataclass(frozen=True)
class OutputFrame:
    """The frame that pictures go into: its aspect, the fit that was asked for, the usual slot."""

    aspect: Fraction
    fit: Fit | None
    slot_ms: float

    def shape(self, source: Source, fit: Fit) -> Fitted:
        """Return a picture as `fit` puts it in here."""
        return fitted((source.display_width, source.display_height), self.aspect, fit)


@dataclass(frozen=True)
class Placement:
    """How a segment shows its picture."""

    fit: Fit
    move: KenBurnsEffect | None = None
    focus: Focus | None = None


def place_moving(
    source: Source, frame: OutputFrame, occurrence: int, avoided: MoveKind | None = None
) -> Placement:
    """Return how a photo is shown that moves.

    `occurrence` counts its earlier showings, `avoided` is a kind of move to avoid. A focus point of
    its owner wins. Else faces stay whole from start to end where they fit; where those that matter
    don't fit by covering, and no fit was asked for, the photo is shown as a whole, as is a page, and a
    tall one that would be cut to a glimpse. A plain border stays outside of a photo that covers the frame.
    """
    if _is_cut_to_glimpse(source, frame):
        return _placed_moving(source, replace(frame, fit="blur"), occurrence, avoided, GUESSED_ZOOM)
    seen, is_free = source.analysis, _own_focus(source) is None and frame.fit in (None, "cover")
    if is_free and seen and seen.content:
        cut = without_border(source)
        inside = _placed_moving(cut, frame, occurrence, avoided)
        if inside.move and inside.fit == "cover":
            shapes = frame.shape(cut, "cover"), frame.shape(source, "cover")
            move = with_border(inside.move, seen.content, *shapes)
            if move:
                return replace(inside, move=move)
    return _placed_moving(source, frame, occurrence, avoided)


def _placed_moving(
    source: Source, frame: OutputFrame, occurrence: int, avoided: MoveKind | None, most_zoom: float = inf
) -> Placement:
    """Return how a photo is shown that moves, whatever border it has, and no closer than `most_zoom`."""
    fit: Fit = frame.fit or "cover"
    point = _own_focus(source)
    seen = None if point else source.analysis
    if seen is None:
        return Placement(fit, ken_burns(source, occurrence, frame.aspect, frame.slot_ms), point)
    if frame.fit is None and _is_shown_whole(seen, frame.shape(source, "cover")):
        fit = "blur"
    shape = frame.shape(source, fit)
    luck = chances(source.checksum, occurrence)
    first, forwards, factor = next(luck), next(luck) < 0.5, 0.8 + 0.2 * next(luck)
    zoom, aim = reach_for(frame.slot_ms) * factor, aim_in(seen, shape)
    aim = replace(aim, most_zoom=min(aim.most_zoom, most_zoom))
    reach = Reach(zoom, 2 * zoom, forwards=forwards)
    if not seen.faces and _is_panorama(source) and max(shape.across, shape.down) > WIDE:
        reach = replace(reach, pan=max(reach.pan, PAN_PER_S * frame.slot_ms / 1000))
        return Placement(fit, move_of(("pan",), shape, Aim(aim.x, aim.y), reach))
    pans = not seen.faces and max(shape.across, shape.down) > WIDE and next(luck) < OFTEN
    kinds = ("pan", "push", "pull") if pans else _kinds(len(seen.faces), first)
    kinds = sorted(kinds, key=lambda kind: kind == avoided)
    if frame.fit is None and fit == "blur" and seen.faces:
        reach = replace(reach, least_zoom=_filling(shape, aim) / (1 + zoom))
    return Placement(fit, move_of(kinds, shape, aim, replace(reach, least_zoom=max(1.0, reach.least_zoom))))


def place_still(source: Source, frame: OutputFrame, window_ms: tuple[int, int] | None = None) -> Placement:
    """Return how a picture is shown that doesn't move: a clip in `window_ms` of its time, or a photo.

    Once it was looked at, one of nearly the frame's shape covers it, unless that would cut a face, and
    so does a clip whose faces or subject stay in the crop. A crop is placed by its owner's focus point,
    else by the faces or the subject; in a clip by where they usually are in that time.
    """
    point, seen = _own_focus(source), source.analysis
    if seen is None:
        return Placement(frame.fit or "blur", focus=point)
    shape = frame.shape(source, "cover")
    sightings = _during(seen, window_ms) if window_ms else []
    aim = aim_in(seen, shape) if window_ms is None else aim_during(sightings, shape)
    whole = aim is None or aim.kept is None or shape.holds(aim.kept)
    close = max(shape.across, shape.down) <= CLOSE_SHAPE and whole and seen.kind == "photo"
    fit: Fit = frame.fit or ("cover" if close or _is_followed(sightings, aim, shape) else "blur")
    if point is None and fit == "cover" and aim is not None:
        point = _middle(shape, aim)
    return Placement(fit, focus=point)


def _is_followed(sightings: Sequence[Sighting], aim: Aim | None, covering: Fitted) -> bool:
    """Whether a crop of a clip that covers the frame has its faces or its subject whole in it."""
    if aim is None or aim.kept is None or not covering.holds(aim.kept):
        return False
    return stays_in(sightings, view_of(covering, 1.0, aim).region(covering))


def _is_panorama(source: Source) -> bool:
    sides = source.display_width, source.display_height
    return max(sides) >= PANORAMA * min(sides)


def _filling(shape: Fitted, aim: Aim) -> float:
    """Return the zoom at which a photo over its blurred self fills what its faces let it of the frame."""
    covering = min(LARGEST_ZOOM, max(1 / shape.across, 1 / shape.down))
    return covering if aim.kept is None else min(covering, ROOM * shape.largest_zoom(aim.kept))


def _is_cut_to_glimpse(source: Source, frame: OutputFrame) -> bool:
    """Whether covering the frame would be a guess; panoramas are panned over, borders are left outside."""
    seen = source.analysis
    if frame.fit is not None or seen is None or seen.content or _own_focus(source) or _is_panorama(source):
        return False
    return is_glimpse(seen, frame.shape(source, "cover"))


def _is_shown_whole(seen: VisualAnalysis, covering: Fitted) -> bool:
    return seen.kind != "photo" or cuts_faces(seen.faces, covering) or cuts_subject(seen, covering)


def kind_in(
    move: KenBurnsEffect | None, fit: Fit | None, source: Source, frame: OutputFrame
) -> MoveKind | None:
    """Return what the move of a segment looks like, None where it stands still."""
    return kind_of(move, frame.shape(source, fit or "cover")) if move and move.enabled else None


def _kinds(faces: int, luck: float) -> Sequence[MoveKind]:
    """Return the kinds of move for a picture with so many faces, the best one first."""
    if faces >= CROWD:
        return ("pull", "pan", "push") if luck < OFTEN else ("pan", "pull", "push")
    return ("push", "pull", "pan") if luck < (OFTEN if faces else 0.5) else ("pull", "push", "pan")


def _own_focus(source: Source) -> Focus | None:
    if source.focus_x is None or source.focus_y is None:
        return None
    return Focus(x=source.focus_x, y=source.focus_y)


def _during(seen: VisualAnalysis, window_ms: tuple[int, int]) -> list[Sighting]:
    """Return what was sighted in a window, or nearest to the middle of one without."""
    middle_ms = sum(window_ms) / 2
    inside = [one for one in seen.sightings if window_ms[0] <= one.time_ms <= window_ms[1]]
    return inside or sorted(seen.sightings, key=lambda one: abs(one.time_ms - middle_ms))[:1]


def _middle(shape: Fitted, aim: Aim) -> Focus:
    """Return the point in the middle of the window that does best by `aim`."""
    x, y = view_of(shape, 1.0, aim).region(shape).centre
    return Focus(x=round(min(1.0, max(0.0, x)), 4), y=round(min(1.0, max(0.0, y)), 4))
