"""Reads a song once and writes everything that belongs to it to one folder, inside a limited process."""

from pathlib import Path
from typing import Any

from core.files import part_path, write_atomic
from core.music.analysis.analyzer import analysis_of
from core.music.analyzers import BEATSTITCH
from core.music.decode import decode
from core.music.grid.beat_grid import save_grid
from core.music.onset_file import save_onsets
from core.music.peaks import waveform
from core.music.sections.song_sections import save_sections
from core.music.song_folder import (
    ALTERNATIVE_FILE,
    BEATS_FILE,
    COPY_FILE,
    ONSETS_FILE,
    PEAKS_FILE,
    SECTIONS_FILE,
    save_reading,
)
from core.sandbox.events import emit


def write_song_files(
    audio: str,
    folder: str,
    name: str,
    analyzer: str = BEATSTITCH,
    *,
    playable: bool = True,
    checksum: str | None = None,
) -> dict[str, Any]:
    """Write all that is found in the song `audio` to `folder`.

    That is its beats, another way to count them if one is nearly as likely, parts, onsets, waveform
    and reading. Where the upload is not what should be played, the copy that is lies there too if it
    is to be `playable`. `checksum` is the upload's SHA-256 in hex, computed here where it is not known.
    Returns the `problem` when another analyser than the one asked for was used. Progress goes out as events.
    Raises what `core.music.decode.decode` raises.
    """
    home, song = Path(folder), Path(audio)

    def tell(phase: str, share: float) -> None:
        emit({"phase": phase, "share": share})

    tell("decoding", 0.0)
    copy = home / COPY_FILE
    part = part_path(copy)
    try:
        sound = decode(song, name=name, copy=part if playable else None)
        if sound.reading.copied:
            part.replace(copy)
    finally:
        part.unlink(missing_ok=True)
    write_atomic(home / PEAKS_FILE, waveform(sound.samples))
    save_reading(sound.reading, home)
    found = analysis_of(sound, song, on_phase=tell, analyzer=analyzer, checksum=checksum)
    save_sections(found.sections, home / SECTIONS_FILE)
    save_onsets(found.onsets_ms, home / ONSETS_FILE)
    if found.alternative:
        save_grid(found.alternative, home / ALTERNATIVE_FILE)
    save_grid(found.grid, home / BEATS_FILE)
    return {"problem": found.problem}
