"""What shows nothing is told from what is only dark or calm."""

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.media.clips.blank_pictures import is_blank

RNG = np.random.default_rng(3)
NOISE = RNG.normal(0, 2, (90, 160))
LAMPS = np.zeros((90, 160))
LAMPS[20:40, 30:100] = 90  # lit windows by night


def jpeg(brightness: np.ndarray) -> bytes:
    out = BytesIO()
    Image.fromarray(np.clip(brightness, 0, 255).astype(np.uint8)).save(out, "JPEG", quality=90)
    return out.getvalue()


@pytest.mark.parametrize(
    ("stored", "blank"),
    [
        (b"", True),
        (b"no JPEG at all", True),
        (jpeg(np.zeros((90, 160))), True),
        (jpeg(6 + NOISE), True),
        (jpeg(RNG.integers(0, 14, (90, 160))), True),
        (jpeg(128 + NOISE), True),
        (jpeg(LAMPS + NOISE), False),
        (jpeg(np.tile(np.linspace(150, 190, 160), (90, 1))), False),
    ],
    ids=[
        "nothing",
        "unreadable",
        "black",
        "black with noise",
        "fading in",
        "grey",
        "a street by night",
        "a calm sky",
    ],
)
def test_a_picture_of_nothing_is_blank(tmp_path: Path, stored: bytes, *, blank: bool) -> None:
    (tmp_path / "a.jpg").write_bytes(stored)
    assert is_blank(tmp_path / "a.jpg") is blank
