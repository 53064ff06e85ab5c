"""How long a clip is worth watching in one go: good moments that adjoin are one."""

from dataclasses import replace

import pytest

from core.edit.directing.direction import CLASSIC
from core.edit.directing.takes import takes_of
from core.vision.analysis import Moment
from tests.core.edit.edit_samples import clip
from tests.core.edit.seen_samples import seen

Scored = tuple[int, int, float]


def worth_ms(
    *moments: Scored, cuts_ms: tuple[int, ...] = (), used_ms: tuple[int, int] | None = None
) -> float:
    found = tuple(
        Moment(start_ms=start, end_ms=end, peak_ms=(start + end) // 2, score=score)
        for start, end, score in moments
    )
    analysis = seen().model_copy(update={"moments": found, "cuts_ms": cuts_ms})
    source = replace(clip("one", 14_000), analysis=analysis)
    if used_ms:
        source = replace(source, in_ms=used_ms[0], out_ms=used_ms[1])
    (take,) = takes_of([source], {}, CLASSIC)
    return take.most_ms


@pytest.mark.parametrize(
    ("moments", "expected_ms"),
    [
        ([(1000, 4000, 0.6)], 3000),
        ([(2544, 4379, 0.73), (0, 2544, 0.82)], 4379),
        ([(12_250, 14_000, 0.49), (0, 2500, 0.48), (9425, 12_250, 0.46)], 4575),
        ([(0, 2000, 0.8), (2000, 9000, 0.4)], 2000),
        ([(0, 2000, 0.8), (3000, 4500, 0.8)], 2000),
        ([(0, 200, 0.8)], 800),
    ],
)
def test_what_adjoins_and_is_nearly_as_good_is_watched_on(moments: list[Scored], expected_ms: int) -> None:
    assert worth_ms(*moments) == expected_ms


def test_a_cut_in_the_clip_ends_what_is_watched_in_one_go() -> None:
    assert worth_ms((5480, 7480, 0.49), (7480, 9680, 0.5), cuts_ms=(7480,)) == 2200


def test_only_what_a_person_left_of_the_clip_counts() -> None:
    assert worth_ms((0, 2500, 0.8), (2500, 6000, 0.8), used_ms=(1000, 4000)) == 3000
