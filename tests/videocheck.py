"""Holds a rendered video against its edit by decoding it; an empty list means no fault."""

import json
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from core.edit.edl import EditDecisionList
from core.music.grid.beat_grid import BeatGrid
from core.schemas import EDLSegment
from core.timebase import frame_at, frame_rate

VISIBLE = 6.0  # mean difference in luma between two pictures that can be told apart
NEAR_FRAMES = 4


def faults(video: Path, edl_path: Path, beats_path: Path | None = None) -> list[str]:
    """Return what is wrong with frame count, times, colour tags, sound, and the places of the cuts."""
    edl = EditDecisionList.model_validate(json.loads(edl_path.read_bytes()))
    rate_hz = frame_rate(edl.settings.output_fps, ntsc=edl.settings.ntsc)
    found, pictures = _stream_faults(video, frame_at(edl.total_duration_ms, rate_hz), rate_hz)
    found += _cut_faults(edl, pictures, rate_hz)
    if beats_path is not None:
        grid = BeatGrid.model_validate_json(beats_path.read_bytes())
        found += _beat_faults(edl, grid, rate_hz)
    return found


def _stream_faults(video: Path, frames: int, rate_hz: Fraction) -> tuple[list[str], np.ndarray]:
    found: list[str] = []
    with av.open(str(video)) as container:
        stream, sound = container.streams.video[0], container.streams.audio[0]
        context = stream.codec_context
        tags = (context.colorspace, context.color_primaries, context.color_trc, context.color_range)
        if tags != (1, 1, 1, 1):
            found.append(f"colour tags {tags}")
        times, pictures, samples = [], [], 0
        for frame in container.decode(stream, sound):
            if isinstance(frame, av.VideoFrame):
                times.append((frame.pts or 0) * (frame.time_base or Fraction(1)))
                small = frame.reformat(width=64, height=36, format="gray")
                pictures.append(small.to_ndarray().astype(float))
            elif isinstance(frame, av.AudioFrame):
                samples += frame.samples
        length_s, sound_s = frames / rate_hz, Fraction(samples, sound.rate)
    if times != [number / rate_hz for number in range(frames)]:
        found.append(f"{len(times)} frames from {times[0]} s on, not {frames} uniform ones from 0")
    if abs(sound_s - length_s) > 1 / rate_hz + Fraction(1024, 44100):
        found.append(f"sound lasts {float(sound_s):.3f} s, picture {float(length_s):.3f} s")
    return found, np.array(pictures)


def _cut_faults(edl: EditDecisionList, pictures: np.ndarray, rate_hz: Fraction) -> list[str]:
    """Look for the largest change near each hard cut; it must be on the planned frame."""
    found, seen, looked = [], 0, 0
    for before, after in zip(edl.segments, edl.segments[1:], strict=False):
        if before.media_asset_id == after.media_asset_id or _blends(after):
            continue
        looked += 1
        cut = frame_at(after.timeline_in_ms, rate_hz)
        first = max(1, cut - NEAR_FRAMES, frame_at(before.timeline_in_ms, rate_hz) + 1)
        last = min(len(pictures) - 1, cut + NEAR_FRAMES, frame_at(after.timeline_out_ms, rate_hz) - 1)
        changes = [np.abs(pictures[n] - pictures[n - 1]).mean() for n in range(first, last + 1)]
        if max(changes) < VISIBLE or max(changes) < 3 * float(np.median(changes)):
            continue
        seen += 1
        if first + int(np.argmax(changes)) != cut:
            found.append(f"the cut planned on frame {cut} shows on {first + int(np.argmax(changes))}")
    if seen < looked / 2:
        found.append(f"only {seen} of {looked} cuts can be seen")
    return found


def _blends(segment: EDLSegment) -> bool:
    transition = segment.transition_in
    return transition is not None and transition.type != "cut" and transition.duration_ms > 0


def _beat_faults(edl: EditDecisionList, grid: BeatGrid, rate_hz: Fraction) -> list[str]:
    beats_ms = [beat.time_ms - edl.audio.start_offset_ms for beat in grid.beats]
    cuts_ms = [segment.timeline_out_ms for segment in edl.segments[:-1]]
    return [
        f"the cut at {cut_ms} ms is on no beat"
        for cut_ms in cuts_ms
        if min(abs(cut_ms - beat_ms) for beat_ms in beats_ms) > 500 / rate_hz
    ]
