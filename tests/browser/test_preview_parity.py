"""The instant preview shows every new kind of placement where the renderer puts it."""

from typing import Any

import numpy as np
import pytest

from core.media.info import Source
from core.render.draw.motion import EASING, pose_at, still_pose, window
from core.schemas import EDLSegment
from tests.browser.parity import placed_sources, planned

SIZES = [(640, 360), (360, 640), (480, 480)]
SHARES = (0.0, 0.3, 0.5, 0.8, 1.0)

PLACED = """async ({ cases, easing }) => {
  const { placement } = await import("beatstitch/edit/motion.js");
  return cases.map((one) => placement(one.segment, one.asset, one.frame, one.progress, easing));
}"""


def drawn_at(segment: EDLSegment, source: Source, share: float, size: tuple[int, int]) -> list[float]:
    """Return left, top and zoom of a picture in frame pixels, as the renderer draws it."""
    picture, move, fit = (source.display_width, source.display_height), segment.effects.ken_burns, segment.fit
    assert fit is not None
    focus = segment.focus and (segment.focus.x, segment.focus.y)
    pose = pose_at(move, share) if move and move.enabled else still_pose(fit, focus, picture, size)
    seen = window(fit, pose, picture, size)
    scale = size[0] / seen.width_px
    return [-seen.left_px * scale, -seen.top_px * scale, pose.zoom]


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Source]:
    return placed_sources(tmp_path_factory.mktemp("parity"))


def test_every_placement_is_the_same_in_the_browser_and_the_renderer(
    visit, sources: dict[str, Source]
) -> None:
    cases: list[dict[str, Any]] = []
    wanted: list[list[float]] = []
    fits: set[tuple[str, str | None]] = set()
    for size in SIZES:
        for segment in planned(sources, size).segments:
            source = sources[segment.media_asset_id]
            fits.add((source.asset_id, segment.fit))
            for share in SHARES:
                asset = {"width": source.display_width, "height": source.display_height}
                frame = {"width": size[0], "height": size[1]}
                told = segment.model_dump(mode="json")
                cases.append({"segment": told, "asset": asset, "frame": frame, "progress": share})
                wanted.append(drawn_at(segment, source, share, size))
    assert {("group", "blur"), ("face", "cover"), ("clip", "cover"), ("drawn", "cover")} <= fits
    page = visit("/h/grid?n=1")
    placed = page.evaluate(PLACED, {"cases": cases, "easing": EASING})
    found = [[one["left"], one["top"], one["zoom"]] for one in placed]
    assert np.allclose(found, wanted, atol=0.01)
