"""Barcode photos and clips to render with, a song, and a grid of uneven beats."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import numpy as np
import soundfile

from core.edit.edl import EditDecisionList
from core.edit.planning.planner import plan
from core.hashing import file_checksum
from core.media.info import Source
from core.music.analyzed_song import AnalyzedSong
from core.music.grid.beat_grid import Beat, BeatGrid
from core.render.sound.song import Song
from core.schemas import ProjectSettings, RenderSettings
from tests import barcode

SONG_S = 62
CLIP_RATES_HZ = {11: Fraction(24000, 1001), 12: Fraction(25), 13: Fraction(60000, 1001), 14: Fraction(30)}
CLIP_SIZES = {11: (320, 240), 12: (240, 320), 13: (320, 180), 14: (322, 182)}
CLIP_S = 16
PHOTO_SIZES = {1: (640, 360), 2: (360, 640), 3: (500, 500)}


@dataclass(frozen=True)
class Stock:
    """What can be cut together: sources by asset id, which is also the number in their barcode."""

    sources: dict[str, Source]
    song: Song
    grid: BeatGrid

    def planned(
        self, settings: ProjectSettings, *assets: int, duration_ms: int | None = None
    ) -> EditDecisionList:
        """Return a plan over the given assets, or all of them."""
        chosen = [self.sources[str(asset)] for asset in assets] or list(self.sources.values())
        return plan(
            settings,
            chosen,
            self.analyzed_song(duration_ms),
            project_id="test",
            generated_at=datetime.now(UTC),
        ).edl

    def analyzed_song(self, duration_ms: int | None = None) -> AnalyzedSong:
        """Return the song, or so much of it, with its beats."""
        return AnalyzedSong("song.wav", self.song.checksum, self.grid, duration_ms=duration_ms)


def make_stock(folder: Path) -> Stock:
    """Return three photos, four clips, a song and its uneven beats, written below `folder`."""
    sources = {}
    for asset, size in PHOTO_SIZES.items():
        path = folder / f"{asset}.jpg"
        barcode.write_photo(path, asset, size)
        sources[str(asset)] = Source(str(asset), file_checksum(path), "image", path, *size)
    for asset, rate_hz in CLIP_RATES_HZ.items():
        path, size = folder / f"{asset}.mp4", CLIP_SIZES[asset]
        frames = math.ceil(CLIP_S * rate_hz)
        barcode.write_steady_clip(path, asset, size, rate_hz, frames)
        duration_ms = math.floor(frames / rate_hz * 1000)
        sources[str(asset)] = Source(str(asset), file_checksum(path), "video", path, *size, duration_ms)
    return Stock(sources, write_song(folder / "song.wav"), uneven_grid())


def write_song(path: Path) -> Song:
    """Write a song that is one long tone."""
    rate_hz = 44_100
    time_s = np.arange(SONG_S * rate_hz) / rate_hz
    soundfile.write(path, 0.3 * np.sin(2 * np.pi * 330 * time_s), rate_hz)
    return Song(path, file_checksum(path), rate_hz)


def uneven_grid() -> BeatGrid:
    """Return a grid of beats at about 100 BPM that never repeat an interval for long."""
    times_ms, time_ms = [], 137
    while time_ms < SONG_S * 1000 - 200:
        times_ms.append(time_ms)
        time_ms += 600 + (len(times_ms) * 37) % 61 - 30
    return grid_of(times_ms, SONG_S * 1000)


def grid_of(times_ms: Sequence[int], duration_ms: int) -> BeatGrid:
    """Return a grid in 4/4 with beats at `times_ms`, the first of them a downbeat."""
    beats = [
        Beat(time_ms=time, beat_number=number % 4 + 1, is_downbeat=number % 4 == 0, confidence=0.9)
        for number, time in enumerate(times_ms)
    ]
    return BeatGrid(
        analyzed_at=datetime.now(UTC),
        audio_file_checksum="sha256:test",
        sample_rate=44_100,
        duration_ms=duration_ms,
        bpm=100.0,
        bpm_confidence=0.9,
        beats=beats,
    )


def render_settings(edl: EditDecisionList, quality: str = "preview") -> RenderSettings:
    """Return settings at the size and rate of the edit."""
    return RenderSettings.model_validate(
        {
            "output_width": edl.settings.output_width,
            "output_height": edl.settings.output_height,
            "output_fps": edl.settings.output_fps,
            "ntsc": edl.settings.ntsc,
            "quality_preset": quality,
        }
    )
