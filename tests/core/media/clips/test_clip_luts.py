"""Clips of wide primaries show every colour that sRGB has, and the nearest to those that it has not."""

from itertools import product
from pathlib import Path

import ffmpeg
import numpy as np
import pytest

from core.media.clips.clip_luts import in_srgb
from core.media.facts import from_facts
from core.sandbox.ffmpeg import run
from tests.card import in_hdr_code, in_wide_code

NAMES = {"bt2020": "bt2020", "p3": "smpte432"}
STEPS = range(0, 256, 15)


def shown(code: np.ndarray, primaries: str, folder: Path, transfer: str = "sdr") -> np.ndarray:
    """Return the 8-bit sRGB colours that ffmpeg makes of code values 0..1; n x 3 both."""
    given, made = folder / "given.raw", folder / "made.raw"
    given.write_bytes(np.rint(code * 65535).astype("<u2").tobytes())
    size = f"{len(code)}x1"
    source = ffmpeg.input(f"file:{given}", f="rawvideo", pix_fmt="rgb48le", s=size)
    info = from_facts(
        {"kind": "video", "mime_type": "", "transfer": transfer, "primaries": primaries, "taken_at": None}
    )
    picture = in_srgb(source.filter("format", "gbrp16le"), info, folder)
    run(picture.output(f"file:{made}", f="rawvideo", pix_fmt="rgb24"), time_limit_s=30, read=[folder])
    return np.fromfile(made, np.uint8).reshape(-1, 3)


@pytest.mark.parametrize("primaries", NAMES)
def test_every_colour_of_srgb_comes_out_as_it_was(tmp_path: Path, primaries: str) -> None:
    wanted = np.array(list(product(STEPS, repeat=3)))
    seen = shown(in_wide_code(wanted, NAMES[primaries]), primaries, tmp_path)
    assert np.abs(seen.astype(int) - wanted).max() <= 1


@pytest.mark.parametrize("primaries", NAMES)
def test_what_srgb_can_not_show_is_clipped_and_greys_stay_grey(tmp_path: Path, primaries: str) -> None:
    greys = np.repeat(np.array(STEPS)[:, None], 3, axis=1)
    seen = shown(np.vstack([np.eye(3), greys / 255]), primaries, tmp_path)
    assert seen[:3].tolist() == [[255, 0, 0], [0, 255, 0], [0, 0, 255]]
    assert np.abs(seen[3:].astype(int) - greys).max() <= 1


@pytest.mark.parametrize(("transfer", "tag"), [("pq", "smpte2084"), ("hlg", "arib-std-b67")])
def test_the_cube_of_hdr_is_fine_enough_up_to_the_edge_of_srgb(
    tmp_path: Path, transfer: str, tag: str
) -> None:
    """The colours at the edge lie between points of the cube that sRGB has and such that it has not."""
    wanted = np.array(list(product(range(0, 226, 15), repeat=3)))
    seen = shown(in_hdr_code(wanted, tag), "bt2020", tmp_path, transfer)
    off = np.abs(seen.astype(int) - wanted).max(axis=1)
    assert np.percentile(off, 90) <= 2
