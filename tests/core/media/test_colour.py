"""Colours of wider spaces and higher ranges end where a browser would show them."""

import numpy as np
import pytest
from PIL import Image

from core.media.colour import BT2020, DISPLAY_P3, HLG, PQ, to_eight_bit, to_srgb

SRGB_CURVE = 13


def grey(level: int) -> tuple[int, int, int]:
    return level, level, level


def shown(rgb: tuple[int, int, int], primaries: int | None, transfer: int | None) -> tuple[int, ...]:
    pixel = to_srgb(Image.new("RGB", (4, 4), rgb), None, primaries, transfer).getpixel((1, 1))
    assert isinstance(pixel, tuple)
    return tuple(int(value) for value in pixel)


@pytest.mark.parametrize("primaries", [DISPLAY_P3, BT2020, 1, None])
@pytest.mark.parametrize("level", [0, 1, 64, 128, 255])
def test_grey_stays_grey_in_every_space(primaries: int | None, level: int) -> None:
    assert shown(grey(level), primaries, SRGB_CURVE) == pytest.approx(grey(level), abs=1)


def test_a_colour_of_display_p3_becomes_the_more_saturated_one_of_srgb() -> None:
    # By hand: light of 0.2159 red and 0.0742 green and blue in P3 is 0.2478 red in BT.709, code 136.
    assert shown((128, 77, 77), DISPLAY_P3, SRGB_CURVE) == pytest.approx((136, 74, 76), abs=1)


def test_what_srgb_can_not_show_is_clipped() -> None:
    assert shown((0, 255, 0), DISPLAY_P3, SRGB_CURVE) == (0, 255, 0)


@pytest.mark.parametrize(("transfer", "white_code"), [(PQ, 148), (HLG, 191)])
def test_diffuse_white_of_hdr_is_nearly_white_and_highlights_keep_their_order(
    transfer: int, white_code: int
) -> None:
    levels = [shown(grey(code), BT2020, transfer)[0] for code in range(0, 256, 15)]
    assert levels == sorted(levels)
    assert 225 <= shown(grey(white_code), BT2020, transfer)[0] <= 250
    assert shown(grey(white_code + 40), BT2020, transfer)[0] > shown(grey(white_code), BT2020, transfer)[0]


def test_grey_levels_of_any_depth_become_eight_bits() -> None:
    ramp = np.linspace(0, 1, 256)[np.newaxis]
    for levels in (
        (ramp * 65535).astype(np.uint16),
        (ramp * 65535).astype(np.int32),
        ramp.astype(np.float32),
    ):
        found = np.asarray(to_eight_bit(Image.fromarray(levels)))[0]
        assert np.abs(found.astype(int) - np.arange(256)).max() <= 1
