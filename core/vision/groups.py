"""Puts near-copies and bursts together, so that a film shows the best of each once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from core.vision.analysis import Face, Fingerprint, Quality

# Pairs of how many of 64 bits may differ and which share of the colours must then be the same.
BURST = timedelta(seconds=4)
SAME_SCENE = timedelta(minutes=2)
IN_BURST = ((14, 0.0), (16, 0.1), (20, 0.8))  # exposures of a bracket share few colours
IN_SCENE = ((8, 0.6), (12, 0.8))
FAR_APART = ((6, 0.85),)
UNTIMED = ((8, 0.3), (12, 0.8))
MOST_BITS = 20  # that may differ at all
PLAIN_BITS = 14  # a hash with fewer ones, or fewer zeros, tells no plain picture from another
SIZE_SPAN = 0.5  # of the largest of a group; what is below is a copy made smaller
DETAIL_SPAN = 0.75  # of the sharpest of a group; what is below is visibly less sharp


@dataclass(frozen=True)
class Candidate:
    """What is known of one picture; `taken_at` and `camera` may be unknown, `pixels` is its size."""

    key: str
    fingerprint: Fingerprint
    quality: Quality
    taken_at: datetime | None = None
    camera: str | None = None
    faces: tuple[Face, ...] = ()
    pixels: int = 0


@dataclass(frozen=True)
class Group:
    """Pictures of which a film needs one: `keys` in the order given, and the key of the `best`."""

    keys: tuple[str, ...]
    best: str


def group_alike(candidates: Sequence[Candidate]) -> list[Group]:
    """Return the groups of two or more near-copies, in the order of their first pictures.

    A picture joins a group when it is close to every one in it: a chain of small steps, as in a pan, does
    not make strangers one. The order in which the pictures are given changes nothing but the order
    of the answer.
    """
    ordered = sorted(range(len(candidates)), key=lambda place: _by_time(candidates[place]))
    hashes = np.array([int(one.fingerprint.difference_hash, 16) for one in candidates], dtype=np.uint64)
    groups: dict[int, list[int]] = {}
    for place in ordered:
        # Most pictures are strangers: only those whose hashes are near are looked at more closely.
        near = set(np.flatnonzero(np.bitwise_count(hashes ^ hashes[place]) <= MOST_BITS).tolist())
        nearby = {id(members): members for one, members in groups.items() if one in near}.values()
        fitting = [members for members in nearby if _fits(candidates, members, place)]
        home = min(fitting, key=lambda members: _distance(candidates, members, place)) if fitting else []
        home.append(place)
        groups[place] = home
    gathered = {id(members): members for members in groups.values()}.values()
    together = sorted(sorted(members) for members in gathered if len(members) > 1)
    return [_group([candidates[place] for place in members]) for members in together]


def differing_bits(one: Fingerprint, other: Fingerprint) -> int:
    """Return by how many of 64 bits two hashes differ."""
    return (int(one.difference_hash, 16) ^ int(other.difference_hash, 16)).bit_count()


def shared_colours(one: Fingerprint, other: Fingerprint) -> float:
    """Return which share of their colours two pictures have in common, 0 to 1."""
    return sum(map(min, one.histogram, other.histogram))


def are_alike(one: Candidate, other: Candidate) -> bool:
    """Tell whether two pictures are near-copies of each other.

    Those taken within seconds may differ more than those of the same scene minutes later, or than those
    whose time is not known; for what was taken hours apart or by different cameras only a copy will do.
    Of plain pictures, such as cards with a number, a hash says too little.
    """
    different = differing_bits(one.fingerprint, other.fingerprint)
    shared = shared_colours(one.fingerprint, other.fingerprint)
    return any(different <= bits and shared >= colours for bits, colours in _allowance(one, other))


def best_of(candidates: Sequence[Candidate]) -> Candidate:
    """Return the best of near-copies: unspoiled, large, sharp, with the most faces, then by its score."""
    largest = max(candidate.pixels for candidate in candidates)
    sharpest = max(candidate.quality.sharpness for candidate in candidates)

    def merit(candidate: Candidate) -> tuple[int, bool, bool, int, float, str]:
        large = candidate.pixels >= SIZE_SPAN * largest
        sharp = candidate.quality.sharpness >= DETAIL_SPAN * sharpest
        worth = candidate.quality.score * (0.5 + 0.5 * candidate.quality.sharpness / max(sharpest, 1e-9))
        return -len(candidate.quality.flaws), large, sharp, len(candidate.faces), worth, candidate.key

    return max(candidates, key=merit)


def _by_time(candidate: Candidate) -> tuple[bool, float, str, str]:
    taken = candidate.taken_at
    hashed = candidate.fingerprint.difference_hash
    return taken is None, taken.timestamp() if taken else 0.0, hashed, candidate.key


def _allowance(one: Candidate, other: Candidate) -> tuple[tuple[int, float], ...]:
    same_camera = one.camera == other.camera or None in (one.camera, other.camera)
    if _is_plain(one) or _is_plain(other):
        return ()
    if one.taken_at is None or other.taken_at is None:
        return UNTIMED
    if not same_camera:
        return FAR_APART
    apart = abs(one.taken_at - other.taken_at)
    return IN_BURST if apart <= BURST else IN_SCENE if apart <= SAME_SCENE else FAR_APART


def _is_plain(candidate: Candidate) -> bool:
    ones = int(candidate.fingerprint.difference_hash, 16).bit_count()
    return not PLAIN_BITS <= ones <= 64 - PLAIN_BITS


def _fits(candidates: Sequence[Candidate], members: Sequence[int], place: int) -> bool:
    return all(are_alike(candidates[member], candidates[place]) for member in members)


def _distance(candidates: Sequence[Candidate], members: Sequence[int], place: int) -> int:
    own = candidates[place].fingerprint
    return min(differing_bits(candidates[member].fingerprint, own) for member in members)


def _group(members: Sequence[Candidate]) -> Group:
    return Group(keys=tuple(member.key for member in members), best=best_of(members).key)
