"""The picture goes black over the end of the video, evenly, and is black in the last frame."""

from pathlib import Path

import numpy as np
import pytest

from core.render.renderer import Render
from core.schemas import ProjectSettings
from tests import barcode
from tests.stock import Stock, render_settings


@pytest.mark.parametrize("transition", ["cut", "crossfade"])
def test_the_end_fades_to_black_and_the_rest_is_as_before(
    stock: Stock, tmp_path: Path, transition: str
) -> None:
    values = {"output_width": 320, "output_height": 240, "beats_per_cut": 1, "transition_type": transition}
    edl = stock.planned(ProjectSettings.model_validate(values), 1, 12, duration_ms=4000)
    fading = edl.model_copy(update={"settings": edl.settings.model_copy(update={"picture_fade_ms": 1500})})
    plain, faded = (
        [luma.astype(int) for luma in barcode.luma_frames(_rendered(one, stock, tmp_path))]
        for one in (edl, fading)
    )
    begin = len(plain) - 45
    assert max(np.abs(a - b).mean() for a, b in zip(plain[:begin], faded[:begin], strict=True)) < 1
    for number, (bright, dim) in enumerate(zip(plain[begin:], faded[begin:], strict=True)):
        wanted = 16 + (bright.mean() - 16) * (1 - (number + 1) / 45)
        assert dim.mean() == pytest.approx(wanted, abs=1.5)
    assert faded[-1].max() <= 18


def _rendered(edl, stock: Stock, folder: Path) -> Path:
    out = folder / f"{edl.settings.picture_fade_ms}.mp4"
    render = Render(
        edl,
        stock.sources,
        stock.song,
        render_settings(edl, "high"),
        cache=folder / "cache",
        processes=2,
    )
    return render.run(out).path
