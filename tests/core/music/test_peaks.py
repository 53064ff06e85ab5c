"""The waveform file holds what the browser draws: least and greatest sample, at two levels."""

import struct
from pathlib import Path

import numpy as np

from core.music.decode import decode
from core.music.peaks import waveform
from tests.core.music.click_tracks import RATE_HZ, write_song

HEADER = struct.Struct("<iIiiI")


def read_levels(data: bytes) -> list[tuple[int, np.ndarray]]:
    """Return (samples per pair, pairs) of each level, read as any reader of the format would."""
    levels = []
    while data:
        version, flags, rate_hz, samples_per_pair, count = HEADER.unpack_from(data)
        assert (version, flags, rate_hz) == (1, 1, 22050)
        body = data[HEADER.size : HEADER.size + 2 * count]
        levels.append((samples_per_pair, np.frombuffer(body, np.int8).reshape(-1, 2)))
        data = data[HEADER.size + 2 * count :]
    return levels


def test_peaks_show_where_the_song_is_loud(tmp_path: Path) -> None:
    t = np.arange(4 * RATE_HZ) / RATE_HZ
    loudness = np.where((t >= 1) & (t < 2), 0.5, 0.0)
    song = write_song(tmp_path / "song.wav", loudness * np.sin(2 * np.pi * 440 * t))
    (per_pair, fine), (coarse_per_pair, coarse) = read_levels(waveform(decode(song).samples))
    assert len(fine) == -(-4 * 22050 // per_pair)
    at_s = np.arange(len(fine)) * per_pair / 22050
    assert np.abs(fine[(at_s > 1.05) & (at_s < 1.9)] - np.array([-64, 64])).max() <= 2
    assert not fine[(at_s < 0.9) | (at_s > 2.1)].any()
    assert coarse_per_pair == 16 * per_pair
    assert len(coarse) == -(-len(fine) // 16)


def test_overdriven_samples_are_drawn_at_full_scale(tmp_path: Path) -> None:
    song = write_song(tmp_path / "loud.wav", np.full(2 * RATE_HZ, 3.0), subtype="FLOAT")
    (_, fine), _ = read_levels(waveform(decode(song).samples))
    assert fine[10:-10].min() == fine[10:-10].max() == 127
