"""The song as the renderer needs it: the file that is heard, how it is opened, and its rate."""

from dataclasses import dataclass
from pathlib import Path

from core.media.songs.song_facts import COPY_READER, SongReading

# AAC at the two rates every player handles; anything else is resampled to the higher one.
KEPT_RATES_HZ = (44_100, 48_000)


@dataclass(frozen=True)
class Song:
    """The song as the renderer needs it; `checksum` and `sample_rate_hz` are those of the upload.

    `path` is what is heard of it, the upload or its copy, which FFmpeg opens as a `reader` and which
    has so many `channels`. Without a reader the upload has not been read yet.
    """

    path: Path
    checksum: str
    sample_rate_hz: int
    name: str = ""
    reader: str = ""
    channels: int = 0

    @classmethod
    def of(cls, reading: SongReading, played: Path, checksum: str, name: str) -> "Song":
        """Return a song that was read: `played` is the file that is heard of it."""
        reader = COPY_READER if reading.copied else reading.reader
        return cls(played, checksum, reading.sample_rate, name, reader, reading.channels)

    @property
    def display_name(self) -> str:
        """The name that its owner knows."""
        return self.name or self.path.name

    @property
    def output_rate_hz(self) -> int:
        """The rate at which a video plays it."""
        return self.sample_rate_hz if self.sample_rate_hz in KEPT_RATES_HZ else max(KEPT_RATES_HZ)
