"""Screens and pages are told from photos, which never count as either."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from core.vision.files import FileFacts
from core.vision.models import TEXT
from core.vision.photos.picture_kind import kind_of
from core.vision.picture import Pixels, at_side
from tests.core.vision.scenes import landscape, page, with_face


def kind(pixels: Pixels, text_model: Path, facts: FileFacts | None = None) -> str:
    height, width = pixels.shape[:2]
    small = at_side(pixels, 1024) if max(height, width) > 1024 else pixels
    return kind_of(small, facts or FileFacts(width, height), text_model)


@pytest.fixture(scope="module")
def text_model(models: dict[str, Path]) -> Path:
    return models[TEXT.name]


def test_a_phone_screen_full_of_text_is_a_screenshot(text_model: Path) -> None:
    assert kind(page((1080, 2400), paper=250, letters=44), text_model) == "screenshot"
    assert kind(page((1080, 2400), paper=20, ink=230, letters=44), text_model) == "screenshot"


@pytest.mark.parametrize("letters", [90, 40])
def test_a_photographed_page_is_a_document(text_model: Path, letters: int) -> None:
    sheet = page((1500, 2100), letters=letters)
    corners = np.array([(900, 300), (600, 2800), (3000, 2900), (2900, 200)], np.float32)
    edges = np.array([(0, 0), (0, 2100), (1500, 2100), (1500, 0)], np.float32)
    matrix = cv2.getPerspectiveTransform(edges, corners)
    table = at_side(landscape(), 4000)
    laid = cv2.warpPerspective(sheet, matrix, table.shape[1::-1])
    covered = cv2.warpPerspective(np.full(sheet.shape[:2], 255, np.uint8), matrix, table.shape[1::-1])
    photo = np.where(covered[..., None] > 0, laid, table) * np.linspace(0.6, 1, table.shape[1])[None, :, None]
    assert kind(photo.astype(np.uint8), text_model, FileFacts(4000, 2667, "A Camera")) == "document"


def test_a_sheet_with_print_too_small_for_the_whole_photo_is_a_document(text_model: Path) -> None:
    photo = at_side(landscape(), 1600)
    photo[200:840, 600:1120] = page((520, 640), letters=11)
    assert kind(photo, text_model, FileFacts(4000, 2667, "A Camera")) == "document"


@pytest.mark.parametrize("seed", range(4))
def test_photos_are_photos_even_at_the_size_of_a_screen(text_model: Path, seed: int) -> None:
    assert kind(landscape(seed=seed), text_model, FileFacts(1920, 1080)) == "photo"
    assert kind(with_face(300, seed=seed), text_model) == "photo"


def test_words_on_a_sign_make_no_document(text_model: Path) -> None:
    scene = landscape()
    cv2.putText(scene, "Lofoten 12", (300, 400), cv2.FONT_HERSHEY_SIMPLEX, 2, (250, 250, 250), 6)
    assert kind(scene, text_model) == "photo"


def test_a_street_sign_with_many_words_is_no_document(text_model: Path) -> None:
    scene = landscape()
    height, width = scene.shape[:2]
    top, left, side = height // 8, width // 3, width // 7
    cv2.rectangle(scene, (left, top), (left + side, top + round(1.3 * side)), (240, 240, 240), -1)
    for number, words in enumerate(("DOUBLE", "PARKING", "PROHIBITED", "AT ALL", "TIMES")):
        at = (left + side // 14, top + side // 4 + number * side // 4)
        cv2.putText(scene, words, at, cv2.FONT_HERSHEY_SIMPLEX, side / 230, (20, 20, 20), 3, cv2.LINE_AA)
    assert kind(scene, text_model, FileFacts(4000, 2667, "A Camera")) == "photo"


def test_a_menu_on_dark_paper_is_a_document(text_model: Path) -> None:
    menu = np.full((1600, 2000, 3), (48, 70, 96), np.uint8)
    menu[150:1450, 400:1500] = page((1100, 1300), paper=34, ink=230, letters=30)
    assert kind(menu, text_model, FileFacts(4000, 3200, "A Camera")) == "document"


def test_without_the_model_everything_is_a_photo_but_a_plain_screen() -> None:
    sheet = at_side(page((1080, 2400)), 1024)
    assert kind_of(sheet, FileFacts(1080, 2400), None) == "screenshot"
    assert kind_of(landscape(), FileFacts(1920, 1080), None) == "photo"
