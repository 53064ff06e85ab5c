"""Faces are found large and small, dark and aslant, and nowhere else."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from core.vision.analysis import Face
from core.vision.models import FACES
from core.vision.photos.faces import FaceFinder, face_finder
from tests.core.vision.scenes import face, landscape, page, turned, with_face


@pytest.fixture(scope="module")
def finder(models: dict[str, Path]) -> FaceFinder:
    return face_finder(models[FACES.name])


def only(faces: tuple[Face, ...]) -> Face:
    assert len(faces) == 1
    return faces[0]


@pytest.mark.parametrize("side", [400, 200, 80, 56])
def test_a_face_is_found_where_it_is(finder: FaceFinder, side: int) -> None:
    found = only(finder.find(with_face(side, at=(500, 200)))).box
    across, down = found.centre[0] * 960, found.centre[1] * 640
    assert 500 + 0.3 * side < across < 500 + 0.7 * side
    assert 200 + 0.2 * side < down < 200 + 0.7 * side
    assert 0.25 * side < found.width * 960 < 0.6 * side


@pytest.mark.parametrize("angle_deg", [-40, -25, 25, 40])
def test_a_head_held_aslant_is_found(finder: FaceFinder, angle_deg: float) -> None:
    aslant = turned(face(300), angle_deg)
    scene = landscape()
    scene[100:400, 300:600] = aslant
    assert 300 < only(finder.find(scene)).box.centre[0] * 960 < 600


def test_a_face_in_the_dark_is_found(finder: FaceFinder) -> None:
    assert len(finder.find((with_face(240) * 0.12).astype(np.uint8))) == 1


def test_two_faces_come_largest_first(finder: FaceFinder) -> None:
    scene = with_face(200, at=(600, 300))
    scene[50:350, 100:400] = face(300)
    larger, smaller = finder.find(scene)
    assert larger.box.centre[0] < 0.5 < smaller.box.centre[0]


@pytest.mark.parametrize("seed", range(4))
def test_nothing_is_found_where_nobody_is(finder: FaceFinder, seed: int) -> None:
    assert finder.find(landscape(seed=seed)) == ()
    assert finder.find(page((600, 800))) == ()


def test_any_number_of_threads_finds_the_same(finder: FaceFinder) -> None:
    scene, threads = with_face(120), cv2.getNumThreads()
    alone = finder.find(scene)
    cv2.setNumThreads(4)
    try:
        assert finder.find(scene) == alone
    finally:
        cv2.setNumThreads(threads)
