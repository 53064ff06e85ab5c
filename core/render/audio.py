"""The song of a video: trimmed and encoded once, for the whole timeline."""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from threading import Event
from typing import Any

import ffmpeg

from core import ffmpeg as program
from core.canonical import digest
from core.media.containers import guards
from core.media.sniff import sniff_file
from core.storage import part_path, publish

# AAC at the two rates every player handles; anything else is resampled to the higher one.
KEPT_RATES_HZ = (44_100, 48_000)
SUFFIXES = {"aac": ".m4a", "pcm_s16le": ".mov"}
SLOWEST_ENCODE = 4.0
SHORTEST_LIMIT_S = 120.0


@dataclass(frozen=True)
class Song:
    """The song as the renderer needs it; `checksum` is that of the upload."""

    path: Path
    checksum: str
    sample_rate_hz: int
    name: str = ""

    @property
    def known_as(self) -> str:
        """The name that its owner knows."""
        return self.name or self.path.name


def soundtrack(
    song: Song,
    *,
    start_ms: int,
    length_s: Fraction,
    codec: str,
    bitrate: str,
    folder: Path,
    cancelled: Event | None = None,
) -> Path:
    """Return a file with `length_s` seconds of the song from `start_ms` on, silent after its end.

    `codec` is aac or pcm_s16le. The length is exact to one sample, so that sound and picture end
    together. The file is kept in `folder` under the hash of what made it.
    """
    rate = song.sample_rate_hz if song.sample_rate_hz in KEPT_RATES_HZ else max(KEPT_RATES_HZ)
    samples = round(length_s * rate)
    key = digest([codec, song.checksum, start_ms, samples, rate, bitrate])
    path = folder / f"{key}{SUFFIXES[codec]}"
    if path.exists():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    part = part_path(path)
    try:
        sound = (
            _guarded_input(song)
            # Time counted in decoded samples, as the beats count it: a clip's sound may start late.
            .filter("asetpts", "N/SR/TB")
            .filter("aresample", rate)
            .filter("atrim", start=start_ms / 1000)
            .filter("asetpts", "PTS-STARTPTS")
            .filter("apad", whole_len=samples)
            .filter("atrim", end_sample=samples)
        )
        rate_of = {"audio_bitrate": bitrate} if codec == "aac" else {}
        spec = ffmpeg.output(
            sound, f"file:{part}", format="mov", acodec=codec, ac=2, map_metadata=-1, **rate_of
        )
        limit_s = max(SHORTEST_LIMIT_S, SLOWEST_ENCODE * (float(length_s) + start_ms / 1000))
        program.run(spec, time_limit_s=limit_s, cancelled=cancelled)
        publish(part, path)
    finally:
        part.unlink(missing_ok=True)
    return path


def _guarded_input(song: Song) -> Any:
    """Return the song's sound, opened as nothing but what its bytes say it is."""
    reader = sniff_file(song.path, song.known_as).reader
    guarded = guards(reader)
    del guarded["protocol_whitelist"]  # core.ffmpeg gives it to every input
    return ffmpeg.input(f"file:{song.path.absolute()}", f=reader, **guarded)["a:0"]
