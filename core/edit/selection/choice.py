"""Which photos and clips a plan shows, and which it leaves out and why."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from core.media.info import Source
from core.vision.analysis import Flaw, PictureKind
from core.vision.groups import Candidate, group_alike
from core.vision.likeness import likeness

Reason = (
    Flaw
    | Literal["copy", "screenshot", "document", "similar", "no_room", "unused", "taken_out", "added_since"]
)
ENOUGH = 7  # pictures, so that none comes again within six segments; then nothing spoilt is shown
FEWEST = 3  # below so many, near-copies are better than the same pictures over and over
SIMILAR = 0.75  # of likeness is the same scene
SHORTEST_MS = 400  # of a clip that has to be worth seeing


@dataclass(frozen=True)
class LeftOut:
    """A photo or clip that a timeline doesn't show; `instead` is what looks like it and is shown.

    A `copy` is nearly the same picture, a `similar` one the same scene; `no_room` had no slot left;
    `unused` is out for no reason that is known, one `taken_out` because a person did that, one
    `added_since` because it came after the plan.
    """

    asset_id: str
    reason: Reason
    instead: str | None = None

    @property
    def is_unwanted(self) -> bool:
        """Whether it is better not shown, room or not."""
        return self.reason not in ("similar", "no_room", "unused", "taken_out", "added_since")


@dataclass(frozen=True)
class Choice:
    """What a plan shows and what it leaves out, each in the order of the project."""

    shown: tuple[Source, ...]
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True)
class Chooser:
    """What can be chosen from: `sources`, of which those in `given` are shown by locked segments."""

    sources: Sequence[Source]
    given: Collection[str] = ()

    def choose(self, slots: int | None = None) -> Choice:
        """Return what goes into so many slots, or into as many as it takes.

        Of near-copies only the best is shown. Spoilt ones, screenshots and documents are left out while
        there is enough else. What is starred or given is shown in any case. Whatever was not looked at
        counts as good.
        """
        return _chosen(self.sources, dict(self._unwanted), slots, self.given)

    @cached_property
    def _unwanted(self) -> dict[str, LeftOut]:
        return _unwanted(self.sources, self.given)


def _chosen(
    sources: Sequence[Source], out: dict[str, LeftOut], slots: int | None, given: Collection[str]
) -> Choice:
    room = len(sources) if slots is None else slots
    spoilt = [one for one in sources if _is_spoilt(out, one)]
    # Where most are spoilt they are what the person has, and which of them goes is not for a plan to say.
    good, enough = len(sources) - len(out), min(room, ENOUGH)
    if good < enough:
        _take_back(spoilt, out, len(sources), len(sources) if len(spoilt) > good else enough)
    _take_back([one for one in sources if one.asset_id in out], out, len(sources), min(room, FEWEST))
    _fit(sources, out, room, given)
    return Choice(
        tuple(source for source in sources if source.asset_id not in out),
        tuple(out[source.asset_id] for source in sources if source.asset_id in out),
    )


def unwanted(sources: Sequence[Source]) -> dict[str, LeftOut]:
    """Return what is better not shown while there is enough else, by asset id; never what is starred."""
    return _unwanted(sources, ())


def omissions(sources: Sequence[Source], shown: Sequence[str]) -> tuple[LeftOut, ...]:
    """Return what of `sources` a timeline of these assets, one to a segment, leaves out, and why."""
    out, seen = _unwanted(sources, shown), set(shown)
    other: Reason = "no_room" if len(sources) - len(out) > len(shown) else "unused"
    absent = [source for source in sources if source.asset_id not in seen]
    missed = [source for source in absent if source.asset_id not in out]
    out |= _similar(missed, [source for source in sources if source.asset_id in seen])
    return tuple(out.get(source.asset_id, LeftOut(source.asset_id, other)) for source in absent)


def left_out_of(
    sources: Sequence[Source],
    planned: Sequence[str],
    shown: Sequence[str],
    known: Collection[str],
    kept_out: Collection[str] = (),
) -> tuple[LeftOut, ...]:
    """Return what a timeline leaves out, with the reasons of the plan that it was made from.

    The plan chose from the assets `known` without those `kept_out`, which a person had taken out before,
    and showed those `planned`, whatever is shown since.
    """
    offered = [source for source in sources if source.asset_id not in kept_out]
    of_plan = {one.asset_id: one for one in omissions(offered, planned)}
    seen = set(shown)
    absent = [source.asset_id for source in sources if source.asset_id not in seen]
    return tuple(
        LeftOut(asset_id, "added_since")
        if asset_id not in known
        else of_plan.get(asset_id, LeftOut(asset_id, "taken_out"))
        for asset_id in absent
    )


def _similar(missed: Sequence[Source], shown: Sequence[Source]) -> dict[str, LeftOut]:
    """Return which pictures are of a scene that is shown, and by which."""
    if not missed or not shown:
        return {}
    prints = [
        [one.analysis.fingerprint if one.analysis else None for one in part] for part in (missed, shown)
    ]
    alike = likeness(*prints)
    nearest = alike.argmax(axis=1)
    return {
        source.asset_id: LeftOut(source.asset_id, "similar", shown[nearest[row]].asset_id)
        for row, source in enumerate(missed)
        if alike[row, nearest[row]] >= SIMILAR
    }


def _unwanted(sources: Sequence[Source], given: Collection[str]) -> dict[str, LeftOut]:
    """Return what is better not shown, by asset id; never what is starred or given."""
    firm = {one.asset_id for one in sources if one.starred} | set(given)
    out = _copies(sources, firm)
    for source in sources:
        reason = None if source.asset_id in firm else _spoilt(source)
        if reason and source.asset_id not in out:
            out[source.asset_id] = LeftOut(source.asset_id, reason)
    return out


def _copies(sources: Sequence[Source], firm: Collection[str]) -> dict[str, LeftOut]:
    """Return the near-copies of something better; no matter how good, what is firm is the best."""
    out: dict[str, LeftOut] = {}
    for group in group_alike([candidate for one in sources if (candidate := _candidate(one))]):
        wanted = [key for key in group.keys if key in firm] or [group.best]
        copies = [key for key in group.keys if key not in wanted]
        out |= {key: LeftOut(key, "copy", wanted[0]) for key in copies}
    return out


def _candidate(source: Source) -> Candidate | None:
    seen = source.analysis
    if seen is None or source.media_type != "image" or source.unstacked:
        return None
    return Candidate(
        key=source.asset_id,
        fingerprint=seen.fingerprint,
        quality=seen.quality,
        taken_at=source.taken_at,
        camera=source.camera,
        faces=seen.faces,
        pixels=source.display_width * source.display_height,
    )


def _spoilt(source: Source) -> Reason | None:
    seen = source.analysis
    if seen is None:
        return None
    kind: PictureKind = seen.kind
    if kind != "photo":
        return kind
    if source.media_type == "image":
        return seen.quality.flaws[0] if seen.quality.flaws else None
    if source.in_ms is not None or source.out_ms is not None:
        return None
    return _spoilt_clip(source)


def _spoilt_clip(source: Source) -> Reason | None:
    """Return what spoils a clip in which no stretch is left worth seeing."""
    begin_ms, end_ms = source.used_ms
    stretches = sorted(source.analysis.flawed, key=lambda one: one.start_ms) if source.analysis else []
    reached_ms = begin_ms
    for one in stretches:
        if one.start_ms - reached_ms >= SHORTEST_MS:
            return None
        reached_ms = max(reached_ms, one.end_ms)
    if not stretches or end_ms - reached_ms >= min(SHORTEST_MS, end_ms - begin_ms):
        return None
    return max(stretches, key=lambda one: one.end_ms - one.start_ms).flaw


def _is_spoilt(out: dict[str, LeftOut], source: Source) -> bool:
    return source.asset_id in out and out[source.asset_id].reason != "copy"


def _take_back(candidates: Sequence[Source], out: dict[str, LeftOut], total: int, enough: int) -> None:
    """Let the best of `candidates` in again until there is enough to show."""
    lacking = max(0, enough - (total - len(out)))
    for source in sorted(candidates, key=_worst_first, reverse=True)[:lacking]:
        del out[source.asset_id]


def _worst_first(source: Source) -> tuple[bool, float]:
    seen = source.analysis
    return seen is not None and seen.kind == "photo", seen.quality.score if seen else 1.0


def _fit(sources: Sequence[Source], out: dict[str, LeftOut], room: int, given: Collection[str]) -> None:
    """Leave out the last pictures for which there is no slot, starred and given ones last."""
    candidates = [source for source in sources if source.asset_id not in out]
    firm_first = sorted(candidates, key=lambda one: not (one.starred or one.asset_id in given))
    for source in firm_first[max(1, room) :]:
        out[source.asset_id] = LeftOut(source.asset_id, "no_room")
