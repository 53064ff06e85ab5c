"""Measures a song by decoding all of it: headers lie about durations."""

from pathlib import Path

from core.errors import FileDamagedError
from core.media.info import MediaInfo
from core.media.songs.song_sound import open_song


def inspect_song(path: Path, mime_type: str, name: str) -> MediaInfo:
    """Return the facts of a song; raises what `open_song` raises."""
    with open_song(path, name) as song:
        samples = sum(len(block) for block in song.blocks)
    if samples == 0:
        raise FileDamagedError(file=name, reason="no sound in it can be decoded")
    return MediaInfo(
        kind="audio",
        mime_type=mime_type.replace("video/", "audio/"),
        duration_ms=max(1, song.duration_ms),
        sample_rate=song.form.rate_hz,
        has_sound=True,
    )
