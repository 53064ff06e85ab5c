"""Tells photos from screenshots and from documents: what somebody kept to read, not to look at."""

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from core.vision.analysis import PictureKind
from core.vision.files import FileFacts
from core.vision.photos.quality import is_blurred
from core.vision.photos.sharpness import measure_sharpness
from core.vision.photos.text_map import Letters, TextDetector, text_detector
from core.vision.picture import Pixels, at_side, luma

# Widths in pixels of phones' and computers' screens, upright ones first.
PHONE_WIDTHS = frozenset((640, 720, 750, 828, 1080, 1125, 1170, 1179, 1206, 1242, 1284, 1290, 1320, 1440))
PHONE_SHAPES = (1.7, 2.4)
TABLET_AND_DESKTOP = frozenset(
    (
        *((1366, 768), (1440, 900), (1536, 864), (1600, 900), (1680, 1050), (1920, 1080), (1920, 1200)),
        *((2560, 1440), (2560, 1600), (2880, 1800), (3024, 1964), (3456, 2234), (3840, 2160)),
        *((2048, 1536), (2160, 1620), (2224, 1668), (2360, 1640), (2388, 1668), (2732, 2048)),
    )
)
FLAT_ON_SCREENS, TEXT_ON_SCREENS = 0.35, 0.006
FLAT_ANYWHERE, TEXT_ANYWHERE, LEAST_SCREEN_PX = 0.5, 0.02, 600
LEAST_PIECES = 4
TEXT_ON_PAPER, TEXT_UP_CLOSE, SPREAD_ON_PAPER = 0.018, 0.06, 0.08
PAPER_LUMA, PAPER_COLOUR, PAPER_UNEVEN = 100, 24, 40
FINE_PRINT = 4  # times the lines or words that are told apart in the whole picture
PIECES_ON_DARK, SPREAD_ON_DARK, DARK_UNEVEN = 16, 0.15, 12
BRIGHT_PAPER_LUMA, PAPER_SHARE = 130, 0.04
INK_STEP, INK_SHARE = 25, 0.09
CLOSE_SIDE, ENLARGED, PIECES_UP_CLOSE, SPREAD_UP_CLOSE = 160, 2, 8, 0.35
NEAR_PX, FAR_PX = 5, 13


def kind_of(pixels: Pixels, facts: FileFacts, text_model: Path | None) -> PictureKind:
    """Return what a picture is; without the model for text only plain screenshots are told apart."""
    flat = flat_share(pixels)
    if text_model is None:
        return "screenshot" if facts.camera is None and is_screen(facts) and flat > FLAT_ANYWHERE else "photo"
    detector = text_detector(text_model)
    letters = detector.find(pixels)
    if facts.camera is None and _is_screenshot(pixels, flat, letters, facts, detector):
        return "screenshot"
    is_document = _is_document(pixels, letters, detector) and not is_blurred(measure_sharpness(luma(pixels)))
    return "document" if is_document else "photo"


def _is_document(pixels: Pixels, letters: Letters, detector: TextDetector) -> bool:
    """Tell whether a picture shows text on paper, or paper with text too small to be seen in all of it.

    Text that fills a small part of the picture is a sign, unless its lines show from close by only.
    """
    is_much = float(letters.mean()) >= TEXT_ON_PAPER
    if is_much and spread(letters) >= SPREAD_ON_PAPER:
        on_ground = _is_on_paper(pixels, letters) or _is_dark_page(pixels, letters)
        return _pieces(letters) >= LEAST_PIECES and on_ground
    window = _window_on_paper(pixels)
    if window is None:
        return False
    close = detector.find(window)
    if is_much and _pieces(close) < FINE_PRINT * _pieces(letters):
        return False
    return _is_text_up_close(close) and _is_on_paper(window, close)


def _is_dark_page(pixels: Pixels, letters: Letters) -> bool:
    """Tell whether a picture is full of lines on one even dark ground: a menu, a slide, a blackboard."""
    is_full = _pieces(letters) >= PIECES_ON_DARK and spread(letters) >= SPREAD_ON_DARK
    return is_full and _is_on_paper(pixels, letters, least_luma=0, most_uneven=DARK_UNEVEN)


def _is_text_up_close(letters: Letters) -> bool:
    """Tell whether a part of a picture is filled with text, as no sign or label fills it."""
    is_much = float(letters.mean()) >= TEXT_UP_CLOSE and spread(letters) >= SPREAD_UP_CLOSE
    return is_much and _pieces(letters) >= PIECES_UP_CLOSE


def flat_share(pixels: Pixels) -> float:
    """Return the share of pixels that equal those beside and below them: drawn by a program, or clipped."""
    grey = luma(pixels)
    if min(grey.shape) < 2:
        return 0.0
    here = grey[:-1, :-1]
    return float(((here == grey[1:, :-1]) & (here == grey[:-1, 1:])).mean())


def is_screen(facts: FileFacts) -> bool:
    """Tell whether a picture has the size of a phone's or computer's screen."""
    short, long = sorted((facts.width, facts.height))
    phone = short in PHONE_WIDTHS and PHONE_SHAPES[0] <= long / short <= PHONE_SHAPES[1]
    return phone or (long, short) in TABLET_AND_DESKTOP


def _is_screenshot(
    pixels: Pixels, flat: float, letters: Letters, facts: FileFacts, detector: TextDetector
) -> bool:
    text = float(letters.mean())
    if is_screen(facts):
        if flat < FLAT_ON_SCREENS or text >= TEXT_ON_SCREENS:
            return flat >= FLAT_ON_SCREENS
        window = _densest(pixels, np.ones(pixels.shape[:2], np.float32))
        return window is not None and _is_text_up_close(detector.find(window))
    large = min(facts.width, facts.height) >= LEAST_SCREEN_PX
    return large and flat >= FLAT_ANYWHERE and text >= TEXT_ANYWHERE and _pieces(letters) >= LEAST_PIECES


def _pieces(letters: Letters) -> int:
    """Return how many words or lines there are."""
    return cv2.connectedComponents(letters.astype(np.uint8))[0] - 1


def spread(letters: Letters) -> float:
    """Return the share of the picture that the box around all text takes."""
    rows, columns = np.nonzero(letters)
    return float((np.ptp(rows) + 1) * (np.ptp(columns) + 1) / letters.size) if len(rows) else 0.0


def _is_on_paper(
    pixels: Pixels, letters: Letters, *, least_luma: float = PAPER_LUMA, most_uneven: float = PAPER_UNEVEN
) -> bool:
    """Tell whether what is around the text is light, of little colour and even."""
    height, width = letters.shape
    small = cv2.resize(pixels, (width, height), interpolation=cv2.INTER_AREA)
    text = letters.astype(np.uint8)
    near, far = (cv2.dilate(text, np.ones((reach, reach), np.uint8)) for reach in (NEAR_PX, FAR_PX))
    ring = cv2.cvtColor(small, cv2.COLOR_BGR2LAB)[(far > 0) & (near == 0)].astype(np.float32)
    if not len(ring):
        return False
    light = float(np.median(ring[:, 0]))
    colour = float(np.hypot(*(np.median(ring[:, 1:], axis=0) - 128)))
    uneven = float(np.median(np.abs(ring[:, 0] - light)))
    return light >= least_luma and colour <= PAPER_COLOUR and uneven <= most_uneven


def _window_on_paper(pixels: Pixels) -> Pixels | None:
    """Return the part of a picture in which there is most fine detail on something like paper, enlarged."""
    lab = cv2.cvtColor(pixels, cv2.COLOR_BGR2LAB)
    colour = np.hypot(lab[:, :, 1].astype(np.float32) - 128, lab[:, :, 2].astype(np.float32) - 128)
    paper = ((lab[:, :, 0] >= BRIGHT_PAPER_LUMA) & (colour <= PAPER_COLOUR / 2)).astype(np.float32)
    return _densest(pixels, paper) if float(paper.mean()) >= PAPER_SHARE else None


def _densest(pixels: Pixels, ground: NDArray[np.float32]) -> Pixels | None:
    """Return the part with most fine detail where `ground` is 1, enlarged; None where that is little."""
    side = min(CLOSE_SIDE, *pixels.shape[:2])
    if max(pixels.shape[:2]) <= CLOSE_SIDE:
        return None
    detail = np.abs(cv2.Laplacian(luma(pixels), cv2.CV_32F)) > INK_STEP
    both = cv2.boxFilter(detail * ground, -1, (side, side), borderType=cv2.BORDER_CONSTANT)
    row, column = np.unravel_index(int(both.argmax()), both.shape)
    top = min(max(0, int(row) - side // 2), pixels.shape[0] - side)
    left = min(max(0, int(column) - side // 2), pixels.shape[1] - side)
    if both.max() < INK_SHARE:
        return None
    return at_side(pixels[top : top + side, left : left + side], ENLARGED * side)
