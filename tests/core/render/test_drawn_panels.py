"""What is drawn of a split screen: each picture in its panel from its frame on, no colour over a border."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from core.edit.edl import EditDecisionList
from core.edit.framing.panel_boxes import PixelBox, panel_boxes
from core.hashing import file_checksum
from core.media.info import Source
from core.render.compiler import compile_spans
from core.render.draw.clips import ClipReaderCache
from core.render.draw.compositor import frames
from core.render.renderer import Render
from core.render.video.encoding import encoding_for
from core.schemas import Panel, PanelLayout, Panels, ProjectSettings
from core.timebase import frame_at
from tests.stock import Stock, render_settings

RATE_HZ = Fraction(30)
COLOURS = {"red": (255, 0, 0), "blue": (0, 0, 255), "green": (0, 255, 0)}
# BT.709, limited range.
CHROMA = {"red": (102, 240), "blue": (240, 118), "green": (42, 26)}
NEUTRAL = (128, 128)


@pytest.fixture(scope="module")
def colours(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Source]:
    """Return three photos of one colour each."""
    folder = tmp_path_factory.mktemp("colours")
    sources = {}
    for name, colour in COLOURS.items():
        path = folder / f"{name}.png"
        Image.new("RGB", (300, 400), colour).save(path)
        sources[name] = Source(name, file_checksum(path), "image", path, 300, 400)
    return sources


def film(stock: Stock, colours: dict[str, Source], size: tuple[int, int]) -> EditDecisionList:
    width, height = size
    settings = ProjectSettings(
        output_width=width, output_height=height, ken_burns_enabled=False, fit="cover", beats_per_cut=2
    )
    coloured = replace(stock, sources=colours)
    return coloured.planned(settings, duration_ms=6000)  # type: ignore[arg-type]


def split(edl: EditDecisionList, layout: PanelLayout, beside: Sequence[tuple[str, int]]) -> EditDecisionList:
    """Return the edit with photos in panels beside its first picture, each with its moment."""
    panels = Panels(
        layout=layout,
        beside=[Panel(media_asset_id=one, at_ms=at_ms, fit="cover") for one, at_ms in beside],
    )
    first = edl.segments[0]
    effects = first.effects.model_copy(update={"panels": panels})
    segments = [first.model_copy(update={"effects": effects}), *edl.segments[1:]]
    return edl.model_copy(update={"segments": segments})


def chroma_of(
    edl: EditDecisionList, sources: dict[str, Source], size: tuple[int, int], numbers: Sequence[int]
) -> dict[int, NDArray[np.uint8]]:
    """Return both chroma planes of some frames, 2 x height/2 x width/2."""
    clips, found, number = ClipReaderCache(), {}, 0
    for span in compile_spans(edl, sources, RATE_HZ):
        for canvas in frames(span, size, RATE_HZ, clips):
            if number in numbers:
                found[number] = np.array([canvas.planes.cb, canvas.planes.cr])
            number += 1
    return found


def inside(planes: NDArray[Any], box: PixelBox) -> NDArray[Any]:
    rows = slice(box.top // 2, (box.top + box.height) // 2)
    return planes[:, rows, box.left // 2 : (box.left + box.width) // 2]


@pytest.mark.parametrize("size", [(320, 240), (362, 642), (854, 480)])
@pytest.mark.parametrize("layout", ["columns", "rows", "grid"])
def test_no_colour_crosses_a_border(
    stock: Stock, colours: dict[str, Source], size: tuple[int, int], layout: PanelLayout
) -> None:
    edl = split(film(stock, colours, size), layout, [("blue", 0), ("green", 0)])
    assert edl.segments[0].media_asset_id == "red"
    shown = chroma_of(edl, colours, size, [3])[3]
    boxes = panel_boxes(layout, 3, size)
    outside = np.ones((1, *shown.shape[1:]), bool)
    for name, box in zip(("red", "blue", "green"), boxes, strict=True):
        panel = inside(shown, box).reshape(2, -1)
        assert np.abs(panel - np.array(CHROMA[name])[:, None]).max() <= 2, name
        inside(outside, box)[:] = False
    assert outside.any(), "there is a border"
    assert (shown[:, outside[0]] == np.array(NEUTRAL)[:, None]).all()


def test_a_panel_is_black_up_to_the_frame_on_which_its_picture_comes_in(
    stock: Stock, colours: dict[str, Source]
) -> None:
    size = (320, 240)
    edl = split(film(stock, colours, size), "columns", [("blue", 417), ("green", 833)])
    boxes = panel_boxes("columns", 3, size)
    for box, name, at_ms in zip(boxes[1:], ("blue", "green"), (417, 833), strict=True):
        first = frame_at(at_ms, RATE_HZ)
        shown = chroma_of(edl, colours, size, [first - 1, first])
        assert (inside(shown[first - 1], box).reshape(2, -1).T == NEUTRAL).all()
        assert np.abs(inside(shown[first], box).reshape(2, -1).T - np.array(CHROMA[name])).max() <= 2


def test_a_photo_beside_costs_only_its_own_spans_and_so_does_its_moment(
    stock: Stock, colours: dict[str, Source]
) -> None:
    edl = film(stock, colours, (320, 240))
    encoding = encoding_for(render_settings(edl))

    def keys(one: EditDecisionList) -> list[str]:
        return [span.key(encoding) for span in compile_spans(one, colours, RATE_HZ)]

    alone, blue, late = (
        keys(one)
        for one in (
            edl,
            split(edl, "columns", [("blue", 0)]),
            split(edl, "columns", [("blue", 500)]),
        )
    )
    for one, other in ((alone, blue), (blue, late)):
        assert [number for number, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1]] == [
            0
        ]


def test_at_a_hard_cut_no_colour_of_the_neighbour_is_left(
    stock: Stock, colours: dict[str, Source], tmp_path: Path
) -> None:
    """In the finished video, whose chroma is coded in fewer samples and from frame to frame."""
    edl = film(stock, {name: colours[name] for name in ("red", "blue")}, (320, 240))
    out = tmp_path / "out.mp4"
    Render(edl, colours, stock.song, render_settings(edl), cache=tmp_path / "cache", processes=1).run(out)
    cuts = {frame_at(segment.timeline_in_ms, RATE_HZ): segment.media_asset_id for segment in edl.segments}
    name = ""
    with av.open(str(out)) as container:
        for number, frame in enumerate(container.decode(video=0)):
            name = cuts.get(number, name)
            planes = frame.to_ndarray(format="yuv420p")[240:].reshape(2, -1)
            assert np.abs(planes.astype(int) - np.array(CHROMA[name])[:, None]).max() <= 4, (number, name)
    assert len(cuts) > 3
