"""A copy of a song for browsers that can't play the upload itself."""

import threading
from pathlib import Path

import ffmpeg

from core.errors import FileDamagedError, ReadingTooSlowError
from core.files import part_path, publish
from core.media.containers import guards
from core.media.info import MediaInfo
from core.media.sniff import sniff_file
from core.sandbox.ffmpeg import FfmpegCancelledError, FfmpegError, FfmpegTooSlowError, run

# What the major browsers play, by the bytes of the file. MP4 is not among them: it may hold ALAC.
PLAYED_EVERYWHERE = frozenset({"audio/mpeg", "audio/wav", "audio/flac", "audio/aac"})
BITRATE = "192k"
SHORTEST_LIMIT_S = 60.0


def plays_everywhere(song: Path, name: str) -> bool:
    """Tell whether browsers play the upload as it is."""
    return sniff_file(song, name).mime_type in PLAYED_EVERYWHERE


def make_playable(
    song: Path, out: Path, info: MediaInfo, name: str, cancelled: threading.Event | None = None
) -> None:
    """Write the sound of `song` to `out` as AAC in an m4a, beginning where the song begins.

    Raises FileDamagedError, ReadingTooSlowError or FfmpegCancelledError.
    """
    reader = sniff_file(song, name).reader
    guarded = guards(reader)
    del guarded["protocol_whitelist"]  # core.sandbox.ffmpeg gives it to every input
    sound = ffmpeg.input(f"file:{song.absolute()}", f=reader, **guarded)["a:0"]
    out.parent.mkdir(parents=True, exist_ok=True)
    part = part_path(out)
    target = sound.output(
        f"file:{part.absolute()}",
        f="mp4",
        acodec="aac",
        audio_bitrate=BITRATE,
        movflags="+faststart",
        map_metadata=-1,
    )
    limit_s = SHORTEST_LIMIT_S + (info.duration_ms or 0) / 1000
    try:
        run(target, time_limit_s=limit_s, cancelled=cancelled)
        publish(part, out)
    except FfmpegTooSlowError as error:
        raise ReadingTooSlowError(file=name, seconds=limit_s) from error
    except FfmpegCancelledError:
        raise
    except FfmpegError as error:
        raise FileDamagedError(file=name, reason="its sound can't be decoded") from error
    finally:
        part.unlink(missing_ok=True)
