"""Near-copies are one candidate, strangers never."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import cv2
import numpy as np

from core.vision.analysis import Quality
from core.vision.fingerprint import fingerprint
from core.vision.groups import Candidate, are_alike, best_of, differing_bits, group_alike, shared_colours
from core.vision.photos.quality import judge
from core.vision.picture import Pixels
from tests.core.vision.scenes import landscape

NOON = datetime(2024, 6, 1, 12, tzinfo=UTC)


def moved(pixels: Pixels, shift_px: int, gain: float = 1.0) -> Pixels:
    matrix = np.array([[1, 0, shift_px], [0, 1, shift_px // 2]], np.float32)
    height, width = pixels.shape[:2]
    shifted = cv2.warpAffine(pixels, matrix, (width, height), borderMode=cv2.BORDER_REFLECT)
    return np.clip(shifted * gain, 0, 255).astype(np.uint8)


def candidate(key: str, pixels: Pixels, seconds: float | None = 0) -> Candidate:
    taken = None if seconds is None else NOON + timedelta(seconds=seconds)
    height, width = pixels.shape[:2]
    return Candidate(key, fingerprint(pixels), judge(pixels), taken, pixels=height * width)


def test_near_copies_share_most_bits_and_strangers_do_not() -> None:
    scenes = [landscape(seed=seed) for seed in range(6)]
    for scene in scenes:
        assert differing_bits(fingerprint(scene), fingerprint(moved(scene, 4, 1.05))) <= 8
    for place, scene in enumerate(scenes):
        for other in scenes[:place]:
            assert differing_bits(fingerprint(scene), fingerprint(other)) >= 15
    assert shared_colours(fingerprint(scenes[0]), fingerprint(scenes[0])) > 0.99


def test_a_burst_is_one_group_with_its_sharpest_on_top() -> None:
    scene = landscape()
    blurred = np.asarray(cv2.GaussianBlur(moved(scene, 6), (0, 0), 4), dtype=np.uint8)
    burst = [candidate("a", blurred), candidate("b", moved(scene, 3), 1), candidate("c", blurred, 2)]
    strangers = [candidate("x", landscape(seed=7), 1), candidate("y", landscape(seed=8), 3)]
    (group,) = group_alike([strangers[0], *burst, strangers[1]])
    assert (group.keys, group.best) == (("a", "b", "c"), "b")


def test_the_order_in_which_they_come_changes_nothing() -> None:
    scenes = [candidate(f"{seed}{step}", moved(landscape(seed=seed), 4 * step), step) for seed in (1, 2)
              for step in range(3)]  # fmt: skip
    forwards, backwards = group_alike(scenes), group_alike(scenes[::-1])
    assert {frozenset(group.keys) for group in forwards} == {frozenset(group.keys) for group in backwards}
    assert {group.best for group in forwards} == {group.best for group in backwards}


def test_hours_apart_only_a_copy_is_alike() -> None:
    scene = landscape()
    first = candidate("a", scene)
    another = candidate("b", moved(scene, 30, 1.1))
    assert are_alike(first, replace(another, taken_at=NOON + timedelta(seconds=2)))
    assert not are_alike(first, replace(another, taken_at=NOON + timedelta(hours=3)))
    assert are_alike(first, candidate("c", scene, None))


def test_at_an_unknown_time_only_what_differs_little_is_alike() -> None:
    first = candidate("a", landscape())
    assert are_alike(first, candidate("b", moved(landscape(), 4, 0.8), None))
    assert not are_alike(first, candidate("c", landscape(seed=7), None))


def test_cards_that_differ_in_a_number_are_no_copies() -> None:
    one, two = (np.full((360, 640, 3), 235, np.uint8) for _ in range(2))
    cv2.putText(one, "1", (260, 250), cv2.FONT_HERSHEY_SIMPLEX, 6, (0, 0, 0), 20)
    cv2.putText(two, "2", (260, 250), cv2.FONT_HERSHEY_SIMPLEX, 6, (0, 0, 0), 20)
    assert not are_alike(candidate("a", one), candidate("b", two))


def test_the_original_wins_over_a_copy_made_smaller() -> None:
    scene = landscape()
    small = np.asarray(cv2.resize(scene, (240, 160), interpolation=cv2.INTER_AREA), dtype=np.uint8)
    assert best_of([candidate("small", small), candidate("large", scene)]).key == "large"


def test_an_unspoiled_picture_wins_over_a_sharper_spoiled_one() -> None:
    scene = candidate("good", landscape())
    spoiled = replace(scene, key="bad", quality=Quality(score=1, sharpness=99, flaws=("overexposed",)))
    assert best_of([spoiled, scene]).key == "good"


def exposed(pixels: Pixels, stops: float) -> Pixels:
    """Return a scene as a camera takes it so many stops brighter."""
    light = (pixels / 255.0) ** 2.2 * 2**stops
    return (np.clip(light, 0, 1) ** (1 / 2.2) * 255).astype(np.uint8)


def test_of_a_bracket_of_exposures_the_usual_one_is_shown() -> None:
    for seed in range(4):
        scene = landscape(seed=seed)
        takes = [candidate(name, exposed(moved(scene, 2 * at), stops), at) for at, (name, stops) in
                 enumerate((("dark", -2.0), ("usual", 0.0), ("light", 2.0)))]  # fmt: skip
        (group,) = group_alike(takes)
        assert (group.keys, group.best) == (("dark", "usual", "light"), "usual")
