"""A song that is being analysed: what its worker reads, and what is kept of what it finds."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from core.errors import NotFoundError
from core.files import publish
from core.jobs.lifecycle import Save
from core.music.listen import Heard
from core.music.song_folder import (
    ALTERNATIVE_FILE,
    BEATS_FILE,
    COPY_FILE,
    ONSETS_FILE,
    PEAKS_FILE,
    SECTIONS_FILE,
)
from core.store.db import Database, utc_now
from core.store.layout import Layout, ProjectFolders
from core.store.models import AudioTrack


@dataclass(frozen=True)
class SongAnalysis:
    """The upload `song`, which its owner knows as `name`, in the folders of its project.

    `checksum` is the upload's SHA-256 in hex, None for one that was received before it was kept.
    """

    layout: Layout
    folders: ProjectFolders
    track_id: str
    name: str
    song: Path
    checksum: str | None

    def keep(self, found: Path, heard: Heard) -> Save:
        """Return what moves the files in the folder `found` to their places and stores what was heard."""
        copy = self.folders.song_copy(self.track_id)

        def save(session: Session) -> None:
            track = session.get_one(AudioTrack, self.track_id)
            for name, target in self._targets(heard, copy).items():
                target.parent.mkdir(parents=True, exist_ok=True)
                if (found / name).is_file():
                    publish(found / name, target)
                else:
                    target.unlink(missing_ok=True)  # it is another song's
            track.playable_path = self.layout.relative(copy) if heard.reading.copied else None
            track.analyzed_at = utc_now()
            track.beat_grid_path = self.layout.relative(self.folders.beats)
            _keep_facts(track, heard)

        return save

    def _targets(self, heard: Heard, copy: Path) -> dict[str, Path]:
        targets = {
            PEAKS_FILE: self.folders.peaks,
            SECTIONS_FILE: self.folders.sections,
            ONSETS_FILE: self.folders.onsets,
            ALTERNATIVE_FILE: self.folders.alternative_beats,
            BEATS_FILE: self.folders.beats,
        }
        return {COPY_FILE: copy} | targets if heard.reading.copied else targets


def analysis_of(database: Database, track_id: str) -> SongAnalysis:
    """Return a song to be analysed; raises NotFoundError."""
    with database.reading() as session:
        track = session.get(AudioTrack, track_id)
    if track is None:
        raise NotFoundError(what="The song")
    return SongAnalysis(
        layout=database.layout,
        folders=database.layout.project(track.project_id),
        track_id=track.id,
        name=track.original_filename,
        song=database.layout.absolute(track.file_path),
        checksum=track.checksum,
    )


def _keep_facts(track: AudioTrack, heard: Heard) -> None:
    reading, grid = heard.reading, heard.grid
    track.checksum = grid.audio_file_checksum.removeprefix("sha256:")
    track.reader, track.stream, track.channels = reading.reader, reading.stream, reading.channels
    track.damaged_ms = reading.damaged_ms
    track.duration_ms, track.sample_rate = grid.duration_ms, reading.sample_rate
    track.bpm, track.beat_count = grid.bpm, len(grid.beats)
