"""Measures a song by decoding all of it: headers lie about durations."""

from pathlib import Path

import soundfile
from av.error import FFmpegError

from core.errors import FileDamagedError, NoSoundError, TooLongError
from core.media.codings import check_codec
from core.media.containers import choose_sound, open_container
from core.media.info import MediaInfo
from core.settings import settings

SOUNDFILE_READERS = ("wav", "aiff", "flac", "ogg", "mp3", "caf")
BLOCK_FRAMES = 1 << 16


def inspect_song(path: Path, reader: str, mime_type: str, name: str) -> MediaInfo:
    """Return the facts of a song.

    Raises NoSoundError, FileDamagedError, TooLongError.
    """
    limit_s = settings().max_duration_s
    measured = _by_soundfile(path, limit_s) if reader in SOUNDFILE_READERS else None
    samples, rate_hz = measured or _by_libav(path, reader, name, limit_s)
    if samples == 0:
        raise FileDamagedError(file=name, reason="no sound in it can be decoded")
    if samples > limit_s * rate_hz:
        raise TooLongError(file=name, minutes=samples / rate_hz / 60, limit_minutes=limit_s / 60)
    return MediaInfo(
        kind="audio",
        mime_type=mime_type.replace("video/", "audio/"),
        duration_ms=max(1, round(samples * 1000 / rate_hz)),
        sample_rate=rate_hz,
        has_sound=True,
    )


def _by_soundfile(path: Path, limit_s: int) -> tuple[int, int] | None:
    """Return samples per channel and their rate in Hz, or None when libsndfile can't read it all."""
    try:
        with soundfile.SoundFile(path) as song:
            most = (limit_s + 1) * song.samplerate
            samples = 0
            while samples < most and (read := len(song.read(BLOCK_FRAMES, dtype="float32"))):
                samples += read
            return samples, song.samplerate
    except (soundfile.SoundFileError, RuntimeError):
        return None


def _by_libav(path: Path, reader: str, name: str, limit_s: int) -> tuple[int, int]:
    with open_container(path, reader, name, most_streams=settings().max_streams) as container:
        stream = choose_sound(container) or next(iter(container.streams.audio), None)
        if stream is None:
            raise NoSoundError(file=name)
        check_codec(path, reader, stream, "sound", name)
        samples = rate_hz = 0
        try:
            for frame in container.decode(stream):
                samples += frame.samples
                rate_hz = rate_hz or frame.sample_rate
                if samples > (limit_s + 1) * rate_hz:
                    break
        except FFmpegError:
            pass  # what decoded up to the damage is what can be played
        return samples, rate_hz or 1
