"""Where a picture has text, by the detector of PP-OCRv4."""

from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from core.vision.picture import Pixels

SIDE = 480
STEP = 32  # the network halves its picture five times
IS_TEXT = 0.3
MEAN = np.array((0.485, 0.456, 0.406), np.float32)  # of ImageNet, red first
DEVIATION = np.array((0.229, 0.224, 0.225), np.float32)

Letters = NDArray[np.bool_]  # where letters are, on a reduced picture


class TextDetector:
    """Tells text from everything else with the model in a file; not for two threads at a time."""

    def __init__(self, model: Path) -> None:
        self._network = cv2.dnn.readNetFromONNX(str(model))

    def find(self, pixels: Pixels) -> Letters:
        """Return where letters are, on a reduced picture of at most 480 pixels."""
        scale = min(SIDE, max(pixels.shape[:2])) / max(pixels.shape[:2])
        high, wide = (max(STEP, round(side * scale / STEP) * STEP) for side in pixels.shape[:2])
        small = cv2.resize(pixels, (wide, high), interpolation=cv2.INTER_AREA)
        rgb = (small[:, :, ::-1].astype(np.float32) / 255 - MEAN) / DEVIATION
        self._network.setInput(np.ascontiguousarray(rgb.transpose(2, 0, 1)[None]))
        return np.asarray(self._network.forward())[0, 0] > IS_TEXT


@lru_cache(maxsize=2)
def text_detector(model: Path) -> TextDetector:
    """Return the detector for a model file, made once in a process."""
    return TextDetector(model)
