"""A photo or clip as the director sees it: how strong, how lively, how long it is worth seeing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import inf

import numpy as np
from numpy.typing import NDArray

from core.edit.directing.direction import Direction
from core.edit.selection.clean import longest_clean_ms
from core.media.info import Source
from core.vision.analysis import Fingerprint, VisualAnalysis
from core.vision.likeness import likeness

WIDE = 1.9  # width to height, from which on a picture takes longer to look over
PANORAMA, FURTHER = 3.0, 0.7  # from which width to height on it is panned over, for so much longer at most
CROWD = 3  # so many faces do too
CLOSE = 0.25  # of the picture's height: a face as large is what the picture is about
UNSEEN = 0.6  # the strength of what was not looked at
GOOD = 0.75  # of the score of a clip's best moment: what adjoins it and is as good can be watched on
LEAST_MS = 800  # no clip is said to be worth less


@dataclass(frozen=True)
class Take:
    """One candidate of a film.

    `clock` is what a clock showed where it was taken; `copies` counts it and its near-copies.
    `strength` is 0 to 1, `energy` -1 (still and wide) to 1 (motion, faces), `hold` how many times as long
    as a plain photo it stands, up to `most_ms`; beyond `clean_ms` something spoilt would show.
    `is_wide` tells establishing shots.
    """

    source: Source
    clock: datetime | None
    copies: int
    strength: float
    energy: float
    hold: float
    most_ms: float
    clean_ms: float
    is_wide: bool

    @property
    def key(self) -> str:
        return self.source.asset_id

    @property
    def faces(self) -> int:
        return len(self.source.analysis.faces) if self.source.analysis else 0

    @property
    def fingerprint(self) -> Fingerprint | None:
        return self.source.analysis.fingerprint if self.source.analysis else None

    @property
    def kind(self) -> tuple[bool, bool]:
        """Whether it is a clip, and whether there are faces: what a film mixes as the set does."""
        return self.source.media_type == "video", self.faces > 0


def takes_of(sources: Sequence[Source], copies: Mapping[str, int], direction: Direction) -> list[Take]:
    """Return the takes of `sources`; `copies` counts the near-copies by the asset that stands for them."""
    return [_take(source, copies.get(source.asset_id, 1), direction) for source in sources]


def _take(source: Source, copies: int, direction: Direction) -> Take:
    seen, is_clip = source.analysis, source.media_type == "video"
    shape = source.display_width / max(1, source.display_height)
    faces = seen.faces if seen else ()
    hold = direction.clip if is_clip else 1.0
    if shape >= WIDE and not is_clip:
        hold = max(hold, direction.wide * min(1.0 + FURTHER, max(1.0, shape / PANORAMA)))
    if faces and not is_clip:
        hold = max(hold, direction.people)
    if len(faces) >= CROWD:
        hold = max(hold, direction.crowd)
    most_ms = _worth_ms(source) if is_clip else direction.longest_ms
    return Take(
        source=source,
        clock=source.clock,
        copies=copies,
        strength=_strength(seen, is_clip=is_clip, copies=copies),
        energy=_energy(seen, shape, is_clip=is_clip),
        hold=min(hold, most_ms / direction.medium_ms),
        most_ms=most_ms,
        clean_ms=longest_clean_ms(source) or inf,
        is_wide=shape >= 1 and not any(face.box.height >= CLOSE for face in faces),
    )


def _worth_ms(source: Source) -> float:
    """Return how much of a clip is worth seeing in one go: its good moments, else what is unspoilt."""
    begin_ms, end_ms = source.used_ms
    seen = source.analysis
    if seen is None:
        return max(LEAST_MS, end_ms - begin_ms)
    longest = _good_ms(seen, begin_ms, end_ms) or longest_clean_ms(source) or end_ms - begin_ms
    return float(max(LEAST_MS, longest))


def _good_ms(seen: VisualAnalysis, begin_ms: int, end_ms: int) -> int:
    """Return the longest run of moments that are nearly as good as the best, without an inner cut."""
    least = GOOD * max((one.score for one in seen.moments), default=0.0)
    good = sorted((one.start_ms, one.end_ms) for one in seen.moments if one.score >= least)
    longest = run_ms = reached_ms = 0
    for start_ms, until_ms in good:
        if start_ms > reached_ms or start_ms in seen.cuts_ms:
            run_ms = start_ms
        reached_ms = max(reached_ms, until_ms)
        longest = max(longest, min(reached_ms, end_ms) - max(run_ms, begin_ms))
    return longest


def _strength(seen: VisualAnalysis | None, *, is_clip: bool, copies: int) -> float:
    """Return how much a picture gives; that somebody took it several times says that it mattered."""
    if seen is None:
        return UNSEEN
    best = max((one.score for one in seen.moments), default=0.0)
    worth = 0.4 * seen.quality.score + 0.6 * best if is_clip else seen.quality.score
    about = 0.5 * seen.subject.certainty + (0.5 if seen.faces else 0.0)
    return min(1.0, 0.7 * worth + 0.2 * about + 0.05 * min(2, copies - 1))


def _energy(seen: VisualAnalysis | None, shape: float, *, is_clip: bool) -> float:
    if is_clip:
        best = max((one.score for one in seen.moments), default=0.0) if seen else 0.5
        return 0.2 + 0.8 * best
    tallest = max((face.box.height for face in seen.faces), default=0.0) if seen else 0.0
    if tallest >= CLOSE:
        return 0.4
    if tallest:
        return 0.1
    return -0.7 if shape >= WIDE else -0.3


def alike(takes: Sequence[Take]) -> NDArray[np.float64]:
    """Return how alike each two takes look, (n, n) from 0 to 1."""
    prints = [take.fingerprint for take in takes]
    return likeness(prints, prints)
