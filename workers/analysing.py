"""A song gets its beats, its waveform, and a copy of it where the upload can't be played as it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.orm import Session

from core.errors import MediaRefusedError, NotFoundError
from core.files import publish
from core.hashing import file_checksum
from core.jobs.attempt import Attempt
from core.jobs.lifecycle import Save
from core.music.listen import LISTENING_LIMITS, Heard, listen, listening
from core.music.song_files import (
    ALTERNATIVE_FILE,
    BEATS_FILE,
    COPY_FILE,
    ONSETS_FILE,
    PEAKS_FILE,
    SECTIONS_FILE,
)
from core.sandbox.worker_process import Child
from core.store.db import utc_now
from core.store.models import AudioTrack


def analyse(run: Attempt) -> Save:
    """Read the song in a limited process; its files change only by the attempt that owns the job."""
    layout = run.database.layout
    with run.database.reading() as session:
        track = session.get(AudioTrack, run.subject_id)
    if track is None:
        raise NotFoundError(what="The song")
    folders, song = layout.project(track.project_id), layout.absolute(track.file_path)
    found, copy = run.own_folder(folders), folders.song_copy(track.id)
    heard = _listen(run, track, song, found)
    checksum = file_checksum(song)

    def save(session: Session) -> None:
        stored = session.get_one(AudioTrack, run.subject_id)
        targets = {
            PEAKS_FILE: folders.peaks,
            SECTIONS_FILE: folders.sections,
            ONSETS_FILE: folders.onsets,
            ALTERNATIVE_FILE: folders.alternative_beats,
            BEATS_FILE: folders.beats,
        }
        if heard.reading.copied:
            targets = {COPY_FILE: copy} | targets
        for name, target in targets.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            if (found / name).is_file():
                publish(found / name, target)
            else:
                target.unlink(missing_ok=True)  # it is another song's
        stored.checksum = checksum
        stored.playable_path = layout.relative(copy) if heard.reading.copied else None
        stored.analyzed_at = utc_now()
        stored.beat_grid_path = layout.relative(folders.beats)
        _keep_facts(stored, heard)

    return save


def _keep_facts(track: AudioTrack, heard: Heard) -> None:
    reading, grid = heard.reading, heard.grid
    track.reader, track.stream, track.channels = reading.reader, reading.stream, reading.channels
    track.damaged_ms = reading.damaged_ms
    track.duration_ms, track.sample_rate = grid.duration_ms, reading.sample_rate
    track.bpm, track.beat_count = grid.bpm, len(grid.beats)


def _listen(run: Attempt, track: AudioTrack, song: Path, found: Path) -> Heard:
    """Find all that belongs to a song; raises the sentence under the name its owner knows."""
    name = track.original_filename
    with (
        Child(LISTENING_LIMITS, listening([song], found)) as listener,
        run.stopping_with(listener.kill),
        _named(name),
    ):
        run.progress(0, "reading")
        return listen(
            song,
            found,
            child=listener,
            name=name,
            on_phase=lambda phase, share: run.progress(95 * share, phase),
        )


@contextmanager
def _named(name: str) -> Iterator[None]:
    """Say `name`, which the owner of the file knows, in a sentence about the stored file."""
    try:
        yield
    except MediaRefusedError as refusal:
        raise type(refusal)(**refusal.facts | {"file": name}) from refusal
