"""What reading a song has shown, as a value; apart from the reading, which needs NumPy."""

from pydantic import BaseModel

# Raised when the same song would be read otherwise than before.
READING_VERSION = 1
COPY_READER, COPY_SUFFIX = "flac", ".flac"


class SongReading(BaseModel):
    """What reading a song has shown; `copied` when it is heard from a copy and not from the upload.

    `reader` is FFmpeg's demuxer for the upload, `stream` the index of the stream that is heard,
    `channels` 1 or 2: what has more is mixed down. Damage costs `damaged_ms`, which are silent.
    """

    reader: str
    stream: int
    sample_rate: int
    channels: int
    duration_ms: int
    damaged_ms: int = 0
    copied: bool = False
