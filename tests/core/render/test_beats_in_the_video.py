"""In a finished video all that happens on a beat lies within half a frame of it, measured in its pictures."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from core.edit.apply import EditContext, apply
from core.edit.edl import EditDecisionList
from core.edit.framing.panel_boxes import panel_boxes
from core.edit.operations import operation_from
from core.edit.planning.planner import plan
from core.hashing import file_checksum
from core.media.info import Source
from core.render.renderer import Render
from core.schemas import EDLSegment, ProjectSettings
from core.timebase import frame_at, frame_rate
from core.vision.analysis import VisualAnalysis
from tests import barcode
from tests.core.edit.edit_samples import MADE_AT
from tests.expected_frames import area_of
from tests.make_media import clip_mp4
from tests.stock import Stock, render_settings

RATES = [(24, True), (30, True), (60, False)]
SIZE = (320, 240)
INNER_CUT, CLIP_HZ, CLIP_FRAMES = 37, 25, 75
PULSED, FLASHING, RAMPED, SPLIT = 0, 1, 2, 3
HALF_A_FRAME = 0.5 + 1e-9
Change = tuple[str, dict[str, object]]


@dataclass(frozen=True)
class Film:
    """A rendered edit, its pictures in grey, and the beats of each segment in frames."""

    edl: EditDecisionList
    rate_hz: Fraction
    pictures: NDArray[np.int16]
    beats: Sequence[float]

    def frames_of(self, segment: EDLSegment) -> range:
        return range(
            frame_at(segment.timeline_in_ms, self.rate_hz), frame_at(segment.timeline_out_ms, self.rate_hz)
        )

    def beats_of(self, segment: EDLSegment) -> list[float]:
        """Return the beats from a segment's cut to before its end, in frames and their parts."""
        end = float(segment.timeline_out_ms * self.rate_hz / 1000) - 0.5
        begin = float(segment.timeline_in_ms * self.rate_hz / 1000) - 0.5
        return [beat for beat in self.beats if begin < beat < end]


def cutting_clip(folder: Path) -> Source:
    """Return a clip of two shots that is only a little longer than its slot."""
    path = folder / "cutting.mp4"

    def picture(number: int) -> np.ndarray:
        shade = 60 if number < INNER_CUT else 180
        return np.full((180, 320, 3), shade, np.uint8)

    clip_mp4(path, (320, 180), CLIP_HZ, CLIP_FRAMES, picture=picture)
    cut_ms = INNER_CUT * 1000 // CLIP_HZ
    seen = VisualAnalysis.of_nothing().model_copy(update={"cuts_ms": (cut_ms,)})
    length_ms = CLIP_FRAMES * 1000 // CLIP_HZ
    return Source("21", file_checksum(path), "video", path, 320, 180, length_ms, analysis=seen)


def film(
    stock: Stock, folder: Path, chosen: Sequence[Source], changes: Sequence[Change], rate: tuple[int, bool]
) -> Film:
    """Return the steady film of these sources, four beats each, after some changes."""
    fps, ntsc = rate
    wanted = {"output_width": SIZE[0], "output_height": SIZE[1], "output_fps": fps, "ntsc": ntsc}
    settings = ProjectSettings.model_validate(wanted | {"ken_burns_enabled": False, "fit": "contain"})
    edl = plan(
        settings,
        chosen,
        stock.analyzed_song(duration_ms=stock.grid.beats[4 * len(chosen)].time_ms),
        project_id="test",
        generated_at=MADE_AT,
    ).edl
    sources = {source.asset_id: source for source in chosen}
    context = EditContext(stock.grid, sources, settings)
    for kind, facts in changes:
        edl = apply(edl, operation_from({"kind": kind} | facts), context)
    out = folder / "out.mp4"
    Render(edl, sources, stock.song, render_settings(edl), cache=folder / "cache", processes=2).run(out)
    rate_hz = frame_rate(fps, ntsc=ntsc)
    pictures = np.array([np.array(luma, np.int16) for luma in barcode.luma_frames(out)])
    beats = [float(beat.time_ms * rate_hz / 1000) for beat in stock.grid.beats]
    return Film(edl, rate_hz, pictures, beats)


@pytest.mark.parametrize("rate", RATES)
def test_accents_and_speed_peaks_lie_on_their_beats(
    stock: Stock, tmp_path: Path, rate: tuple[int, bool]
) -> None:
    ramp = {"percent": 400, "beat": 2, "beats": 1}
    changes: list[Change] = [
        ("set_beat_pulse", {"index": PULSED, "beat_pulse": {"zoom": 0.06}}),
        ("set_flash", {"index": FLASHING, "flash": {"colour": "white"}}),
        ("set_speed", {"index": RAMPED, "speed": {"percent": 50, "ramp": ramp}}),
        ("set_panels", {"index": SPLIT, "panels": {"asset_ids": ["2", "3", "1"]}}),
    ]
    made = film(stock, tmp_path, [stock.sources[one] for one in ("1", "3", "13", "2")], changes, rate)
    assert len(made.edl.segments) == 4
    _the_pulse_jumps_on_each_beat(made)
    _the_flash_stands_on_its_cut(made)
    _the_speed_is_highest_on_its_beat(made, stock)
    _panels_come_in_on_their_beats(made)


@pytest.mark.parametrize("rate", RATES)
def test_a_cut_inside_a_clip_lies_on_a_beat(stock: Stock, tmp_path: Path, rate: tuple[int, bool]) -> None:
    """It is the only picture: beside another one it would give way before its cut."""
    made = film(stock, tmp_path, [cutting_clip(tmp_path)], [], rate)
    (segment,) = made.edl.segments
    shown = made.frames_of(segment)
    light = made.pictures[shown.start : shown.stop, 100:140].mean(axis=(1, 2))
    assert light[0] < 100
    assert light[-1] > 150
    cut = shown.start + int(np.argmax(np.diff(light))) + 1
    assert min(abs(cut - beat) for beat in made.beats_of(segment)) <= HALF_A_FRAME


def _the_pulse_jumps_on_each_beat(made: Film) -> None:
    segment = made.edl.segments[PULSED]
    shown = made.frames_of(segment)
    change = np.abs(np.diff(made.pictures[shown.start : shown.stop], axis=0)).mean(axis=(1, 2))
    jumps = [n for n in range(1, len(change)) if change[n] > 3 and change[n] > 1.5 * change[n - 1]]
    wanted = [beat - 1 for beat in made.beats_of(segment)]
    assert len(jumps) == len(wanted)
    assert np.abs(np.array(jumps) - wanted).max() <= HALF_A_FRAME


def _the_flash_stands_on_its_cut(made: Film) -> None:
    segment = made.edl.segments[FLASHING]
    light = made.pictures.mean(axis=(1, 2))
    around = range(made.frames_of(segment).start - 3, made.frames_of(segment).stop)
    brightest = max(around, key=lambda number: light[number])
    assert light[brightest] > 230
    assert abs(brightest - made.beats_of(segment)[0]) <= HALF_A_FRAME


def _panels_come_in_on_their_beats(made: Film) -> None:
    segment = made.edl.segments[SPLIT]
    shown, beats = made.frames_of(segment), made.beats_of(segment)
    for box, beat in zip(panel_boxes("columns", 3, SIZE), beats, strict=False):
        panel = made.pictures[shown.start : shown.stop, 100:140, box.left + 4 : box.left + box.width - 4]
        lit = np.flatnonzero(panel.mean(axis=(1, 2)) > 40)
        assert abs(shown.start + lit[0] - beat) <= HALF_A_FRAME
        assert len(lit) == len(shown) - lit[0], "it stays"


def _the_speed_is_highest_on_its_beat(made: Film, stock: Stock) -> None:
    """Find the peak with which a ramp would show the very frames that are seen."""
    segment = made.edl.segments[RAMPED]
    shown, beats = made.frames_of(segment), made.beats_of(segment)
    area = area_of(stock, segment, SIZE)
    read = [barcode.read(made.pictures[n].astype(np.uint8), area) for n in shown]
    seen = [(n, one[1]) for n, one in zip(shown, read, strict=True) if one]
    assert len(seen) > 0.9 * len(shown), "the pictures can be read"
    frames, numbers = (np.array(values, float) for values in zip(*seen, strict=True))
    times = np.arange(shown.start, shown.stop, 0.05)
    faults = {}
    for late in np.arange(-3, 3.01, 0.1):
        peak = beats[2] + late
        before, after = beats[2] - beats[1], beats[3] - beats[2]
        speed = np.interp(times, [peak - before, peak, peak + after], [0.5, 4, 0.5])
        played = np.interp(frames, times, np.cumsum(speed) * 0.05)
        expected = played * 60000 / 1001 / float(made.rate_hz)
        apart = numbers - expected
        faults[late] = float(np.std(apart))
    best = min(faults, key=lambda late: faults[late])
    assert abs(best) <= 0.5 + 0.05, faults
    assert faults[best] < 1, "frames of the clip; begin and end of a ramp lie on whole frames, too"
