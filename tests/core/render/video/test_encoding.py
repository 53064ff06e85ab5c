"""Each codec's file is what players expect of it, and shows the same pictures."""

import os
from contextlib import suppress
from pathlib import Path

import av
import numpy as np
import pytest

from core.render.progress import Progress
from core.render.renderer import Render
from core.schemas import ProjectSettings
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


@pytest.mark.skipif(not hasattr(os, "sched_getscheduler"), reason="other systems let no thread ask for more")
def test_no_thread_of_av1s_encoder_runs_before_those_of_others(stock: Stock, tmp_path: Path) -> None:
    """Where it may, SVT-AV1 lets its process run before everything else on the machine."""
    edl = stock.planned(
        ProjectSettings(output_width=480, output_height=270, output_fps=25), 1, duration_ms=4000
    )
    settings = render_settings(edl, "preview").model_copy(update={"codec": "av1"})
    policies: set[int] = set()

    def look(_: Progress) -> None:
        for process in descendants(os.getpid()):
            for thread in Path(f"/proc/{process}/task").glob("*"):
                with suppress(OSError):
                    policies.add(os.sched_getscheduler(int(thread.name)))

    cache = tmp_path / "cache"
    Render(edl, stock.sources, stock.song, settings, cache=cache, processes=1, on_progress=look).run(
        tmp_path / "out.mp4"
    )
    assert policies == {os.SCHED_OTHER}


def descendants(process: int) -> list[int]:
    found = [process]
    for one in found:
        for children in Path(f"/proc/{one}/task").glob("*/children"):
            with suppress(OSError):
                found += map(int, children.read_text().split())
    return found[1:]
