"""What lies in the folder of a song: the names of its files, and what reading it has shown."""

from pathlib import Path

from core.files import write_atomic
from core.media.songs.song_facts import COPY_SUFFIX, SongReading

BEATS_FILE, SECTIONS_FILE, ONSETS_FILE, PEAKS_FILE = "beats.json", "sections.json", "onsets.json", "peaks"
ALTERNATIVE_FILE = "alternative-beats.json"
READING_FILE, COPY_FILE = "reading.json", f"song{COPY_SUFFIX}"


def save_reading(reading: SongReading, folder: Path) -> None:
    """Write what reading a song has shown."""
    write_atomic(folder / READING_FILE, reading.model_dump_json().encode())


def load_reading(folder: Path) -> SongReading:
    """Return what reading a song has shown; raises OSError or ValueError when that is not there."""
    return SongReading.model_validate_json((folder / READING_FILE).read_bytes())
