"""The subject is where faces are, else what stands out, else nowhere for sure."""

import cv2
import numpy as np
import pytest

from core.vision.analysis import Box, Face
from core.vision.photos.subject import faces_hull, find_subject


def meadow() -> np.ndarray:
    noise = np.random.default_rng(3).normal(0, 6, (400, 600, 3))
    return np.clip(np.array((60, 140, 70)) + noise, 0, 255).astype(np.uint8)


def test_a_red_ball_on_a_meadow_is_the_subject() -> None:
    scene = meadow()
    cv2.circle(scene, (450, 150), 50, (40, 40, 220), -1)
    subject = find_subject(scene)
    assert subject.certainty > 0.5
    assert abs(subject.box.centre[0] - 0.75) < 0.06
    assert abs(subject.box.centre[1] - 0.375) < 0.08
    assert subject.box.width < 0.35


def test_of_nothing_but_meadow_nothing_is_the_subject() -> None:
    assert find_subject(meadow()).certainty < 0.3
    assert find_subject(np.zeros((200, 300, 3), np.uint8)).certainty == 0
    assert find_subject(np.zeros((1, 1, 3), np.uint8)).certainty == 0


def test_faces_are_the_subject_with_room_for_hair_and_shoulders() -> None:
    box = Box(left=0.4, top=0.3, right=0.5, bottom=0.45)
    subject = find_subject(meadow(), [Face(box=box, score=0.9)])
    assert subject.certainty == 0.9
    assert subject.box.top < box.top - 0.05
    assert subject.box.bottom > box.bottom + 0.1
    other = Box(left=0.8, top=0.4, right=0.9, bottom=0.5)
    hull = faces_hull([box, other])
    assert (hull.left < box.left, hull.right > other.right) == (True, True)


@pytest.mark.parametrize("at", [(130, 120), (470, 280)])
def test_what_is_in_focus_is_the_subject_though_the_rest_is_brighter(at: tuple[int, int]) -> None:
    rng = np.random.default_rng(4)
    lights = rng.integers(70, 200, (20, 30, 3)).astype(np.uint8)
    scene = np.asarray(cv2.GaussianBlur(cv2.resize(lights, (600, 400)), (0, 0), 9), dtype=np.uint8)
    bird = rng.integers(20, 230, (80, 90, 1)).astype(np.uint8).repeat(3, axis=2)
    scene[at[1] - 40 : at[1] + 40, at[0] - 45 : at[0] + 45] = cv2.GaussianBlur(bird, (0, 0), 0.8)
    subject = find_subject(scene)
    assert subject.certainty >= 0.3
    assert abs(subject.box.centre[0] - at[0] / 600) < 0.08
    assert abs(subject.box.centre[1] - at[1] / 400) < 0.12
