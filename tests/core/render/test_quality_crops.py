"""The qualities of a video are compared on one moment of the edit itself, where most is to see."""

import io
from fractions import Fraction

import numpy as np
from PIL import Image

from core.render.compiler import compile_spans
from core.render.quality_crops import CROP, crops, last_frames, moment_of
from core.render.video.encoding import Encoding, encoding_for
from core.schemas import QualityPreset, RenderSettings
from tests.renders import settings
from tests.stock import Stock


def encoding(quality: QualityPreset, size: tuple[int, int]) -> Encoding:
    width, height = size
    return encoding_for(
        RenderSettings(output_width=width, output_height=height, output_fps=30, quality_preset=quality)
    )


def test_a_short_stretch_in_the_middle_is_drawn_in_each_quality(stock: Stock):
    edl = stock.planned(settings(transition_type="cut"), 1, 3, duration_ms=9000)
    spans = list(compile_spans(edl, stock.sources, Fraction(30)))
    moment = moment_of(spans, Fraction(30))
    assert moment.start_frame == spans[len(spans) // 2].start_frame
    assert 1 <= moment.frames <= 22
    shots = [(moment, encoding("preview", (320, 180))), (moment, encoding("high", (640, 360)))]
    small, large = last_frames(shots, [source.path for source in stock.sources.values()])
    assert (small.size, large.size) == ((320, 180), (640, 360))
    shown = np.asarray(small.resize(large.size), float) - np.asarray(large, float)
    assert abs(shown).mean() < 20  # the same moment


def test_all_show_the_same_part_where_the_picture_is_busiest():
    noise = np.random.default_rng(1).integers(0, 255, (90, 160, 3), np.uint8)
    busy = Image.new("RGB", (1280, 720), "grey")
    busy.paste(Image.fromarray(noise), (1000, 500))
    parts = [Image.open(io.BytesIO(png)) for png in crops([busy.resize((640, 360)), busy])]
    assert [part.size for part in parts] == [CROP, CROP]
    assert all(np.asarray(part.convert("L")).std() > 8 for part in parts)


def test_a_picture_smaller_than_the_part_is_shown_whole():
    (only,) = crops([Image.new("RGB", (120, 68))])
    assert Image.open(io.BytesIO(only)).size == (120, 68)
