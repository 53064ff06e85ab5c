"""Each codec's file is what players expect of it, and shows the same pictures."""

from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc

from core.errors import EncoderMissingError
from core.render.draw.planes import BLACK, Canvas, fill
from core.render.renderer import Render
from core.render.video.encode import encode
from core.render.video.encoding import KINDS, encoding_for, is_built_in, require_encoder
from core.schemas import ProjectSettings, QualityPreset, RenderSettings
from tests import barcode
from tests.stock import Stock, render_settings


@pytest.mark.parametrize(
    ("codec", "name", "tag", "pixels", "sound", "suffix"),
    [
        ("h264", "h264", "avc1", "yuv420p", "aac", ".mp4"),
        ("h265", "hevc", "hvc1", "yuv420p", "aac", ".mp4"),
        ("av1", "libdav1d", "av01", "yuv420p", "aac", ".mp4"),
        ("prores", "prores", "apch", "yuv422p10le", "pcm_s16le", ".mov"),
    ],
)
def test_a_codec_and_what_goes_with_it(
    stock: Stock, tmp_path: Path, codec: str, name: str, tag: str, pixels: str, sound: str, suffix: str
) -> None:
    wanted = {
        "output_width": 480,
        "output_height": 270,
        "output_fps": 25,
        "ken_burns_enabled": False,
        "fit": "cover",
    }
    edl = stock.planned(ProjectSettings.model_validate(wanted), 1, duration_ms=6000)
    settings = render_settings(edl, "high").model_copy(update={"codec": codec})
    out = tmp_path / f"out{suffix}"
    Render(edl, stock.sources, stock.song, settings, cache=tmp_path / "cache", processes=2).run(out)
    with av.open(str(out)) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        assert (video.codec_context.name, video.codec_context.codec_tag) == (name, tag)
        assert (video.codec_context.pix_fmt, audio.codec_context.name) == (pixels, sound)
        seen = []
        for frame in container.decode(video):
            luma = np.asarray(frame.reformat(format="gray").to_ndarray(), np.uint8)
            seen.append(barcode.read(luma))
            assert frame.time == pytest.approx((len(seen) - 1) / 25)
    assert seen == [(1, 0)] * 150


@pytest.mark.parametrize("quality", ["preview", "medium", "high"])
def test_av1_says_its_colours_begins_with_a_key_frame_and_repeats_to_the_byte(
    tmp_path: Path, quality: QualityPreset
) -> None:
    wanted = RenderSettings(
        output_width=322, output_height=242, output_fps=25, codec="av1", quality_preset=quality
    )
    canvas = Canvas(322, 242)
    fill(canvas.planes, BLACK)
    pieces = [tmp_path / "one", tmp_path / "two"]
    for piece in pieces:
        encode([canvas] * 20, encoding_for(wanted), piece, lambda _: None)
    with av.open(str(pieces[0])) as container:
        colours = container.streams.video[0].codec_context
        assert (colours.colorspace, colours.color_range) == (Colorspace.ITU709, ColorRange.MPEG)
        assert (colours.color_primaries, colours.color_trc) == (ColorPrimaries.BT709, ColorTrc.BT709)
        shown = [packet.is_keyframe for packet in container.demux(video=0) if packet.size]
    assert shown == [True] + [False] * 19
    assert pieces[0].read_bytes() == pieces[1].read_bytes()


def test_a_format_whose_encoder_ffmpeg_lacks_is_refused_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(KINDS, "av1", replace(KINDS["av1"], library="libnowhere"))
    assert [codec for codec in KINDS if is_built_in(codec)] == ["h264", "h265", "prores"]
    with pytest.raises(EncoderMissingError, match="can't encode av1; choose another format"):
        require_encoder("av1")
