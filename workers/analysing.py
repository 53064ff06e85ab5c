"""A song gets its beats, its waveform, and a copy that every browser plays."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.orm import Session

from core.errors import MediaRefusedError, NotFoundError, ReadingCrashedError
from core.files import publish
from core.hashing import file_checksum
from core.jobs.attempt import Attempt
from core.jobs.lifecycle import Save
from core.media.info import MediaInfo
from core.music.grid.beat_grid import BeatGrid
from core.music.listen import LISTENING_LIMITS, listen, listening, read_song
from core.music.playable import make_playable, plays_everywhere
from core.sandbox.permissions import Permissions
from core.sandbox.worker_process import Child, ChildError
from core.store.db import utc_now
from core.store.models import AudioTrack

WRITE_PEAKS = "core.music.peaks:write_peaks"
PEAKS_LIMIT_S = 300.0


def analyse(run: Attempt) -> Save:
    """Find the beats of the song in limited processes; only the attempt that owns the job publishes them."""
    layout = run.database.layout
    with run.database.reading() as session:
        track = session.get(AudioTrack, run.subject_id)
    if track is None:
        raise NotFoundError(what="The song")
    folders = layout.project(track.project_id)
    song, own = layout.absolute(track.file_path), run.own_folder(folders)
    playable = None if plays_everywhere(song, track.original_filename) else own / folders.song.name
    info, grid = _listen(run, track, own, playable)
    checksum = file_checksum(song)

    def save(session: Session) -> None:
        stored = session.get_one(AudioTrack, run.subject_id)
        for target in (folders.peaks, folders.sections, folders.onsets, folders.song, folders.beats):
            if (own / target.name).is_file():  # only what is expected: a hostile song may have left more
                publish(own / target.name, target)
        stored.checksum = checksum
        stored.duration_ms, stored.sample_rate = grid.duration_ms, info.sample_rate or grid.sample_rate
        stored.bpm, stored.beat_count = grid.bpm, len(grid.beats)
        stored.beat_grid_path = layout.relative(folders.beats)
        stored.playable_path = layout.relative(folders.song) if playable else None
        stored.analyzed_at = utc_now()

    return save


def _listen(run: Attempt, track: AudioTrack, own: Path, playable: Path | None) -> tuple[MediaInfo, BeatGrid]:
    """Make everything that belongs to a song in `own`; raises the sentence under the name its owner knows."""
    layout, name = run.database.layout, track.original_filename
    song, folders = layout.absolute(track.file_path), layout.project(track.project_id)
    cancelled = threading.Event()

    def stop() -> None:
        cancelled.set()
        reader.kill()
        listener.kill()

    with (
        Child(permissions=Permissions(read=[song])) as reader,
        Child(LISTENING_LIMITS, listening([song], own)) as listener,
        run.stopping_with(stop),
        _named(name),
    ):
        run.progress(0, "reading")
        info = read_song(song, child=reader)
        if playable is not None:
            make_playable(song, playable, info, name, cancelled)
        _write_peaks(listener, song, own / folders.peaks.name, name)
        grid = listen(
            song,
            own / folders.beats.name,
            info,
            child=listener,
            on_phase=lambda phase, share: run.progress(10 + 85 * share, phase),
            beside=own,
        )
    return info, grid


def _write_peaks(listener: Child, song: Path, peaks: Path, name: str) -> None:
    try:
        listener.call(WRITE_PEAKS, str(song), str(peaks), timeout_s=PEAKS_LIMIT_S)
    except ChildError as error:
        raise ReadingCrashedError(file=name) from error


@contextmanager
def _named(name: str) -> Iterator[None]:
    """Say `name`, which the owner of the file knows, in a sentence about the stored file."""
    try:
        yield
    except MediaRefusedError as refusal:
        raise type(refusal)(**refusal.facts | {"file": name}) from refusal
