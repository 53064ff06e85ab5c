"""A hardware encoder is used when it is asked for and proves that it works; else the processor encodes."""

from dataclasses import replace
from pathlib import Path

import pytest

from core.render.renderer import Render
from core.render.video import encoding, hardware
from core.schemas import ProjectSettings, RenderSettings
from tests import barcode
from tests.stock import Stock, render_settings

SMALL = RenderSettings(output_width=320, output_height=240, output_fps=25, quality_preset="preview")


@pytest.fixture(autouse=True)
def no_memory() -> None:
    hardware.trials.clear()


def test_one_that_does_not_work_is_passed_over_for_one_that_does(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = encoding.encoding_for(SMALL)
    monkeypatch.setitem(encoding.HARDWARE, "h264", ("h264_nowhere", "h264_v4l2m2m", "libx264"))
    assert hardware.in_hardware(usual) == replace(usual, library="libx264")


def test_where_none_works_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(encoding.HARDWARE, "h264", ("h264_nowhere",))
    assert hardware.in_hardware(encoding.encoding_for(SMALL)) is None
    prores = SMALL.model_copy(update={"codec": "prores"})
    assert hardware.in_hardware(encoding.encoding_for(prores)) is None


def test_a_failed_trial_is_not_remembered_forever(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = encoding.encoding_for(SMALL)
    monkeypatch.setitem(encoding.HARDWARE, "h264", ("h264_nowhere",))
    assert hardware.in_hardware(usual, now_s=0) is None
    monkeypatch.setitem(encoding.HARDWARE, "h264", ("libx264",))
    assert hardware.in_hardware(usual, now_s=hardware.FAILURE_KEPT_S - 1) is None
    found = hardware.in_hardware(usual, now_s=hardware.FAILURE_KEPT_S)
    assert found == replace(usual, library="libx264")
    monkeypatch.setitem(encoding.HARDWARE, "h264", ("h264_nowhere",))
    assert hardware.in_hardware(usual, now_s=10 * hardware.FAILURE_KEPT_S) == found


@pytest.mark.parametrize(("found", "library"), [("h264_nowhere", ""), ("libx264", "libx264")])
def test_a_render_uses_it_or_falls_back_and_says_which(
    stock: Stock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, found: str, library: str
) -> None:
    monkeypatch.setitem(encoding.HARDWARE, "h264", (found,))
    wanted = {"output_width": 480, "output_height": 270, "output_fps": 25, "ken_burns_enabled": False}
    edl = stock.planned(ProjectSettings.model_validate({**wanted, "fit": "cover"}), 1, duration_ms=3000)
    settings = render_settings(edl).model_copy(update={"hardware": True})
    render = Render(edl, stock.sources, stock.song, settings, cache=tmp_path / "cache", processes=1)
    assert render.encoding.library == library
    assert render.run(tmp_path / "out.mp4").encoder == "libx264"
    assert [barcode.read(luma) for luma in barcode.luma_frames(tmp_path / "out.mp4")] == [(1, 0)] * 75
