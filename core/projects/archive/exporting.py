"""Writes a project as one `.beatstitch` file."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from core.errors import PictureNotReadyError, SongNotReadyError
from core.files import disk_full_named
from core.interchange.packed_project import pack
from core.projects.archive.contents import SUFFIX, Picture, ProjectFile, Song
from core.projects.edit.timelines import history_of
from core.projects.media.media import all_media, kept_media_of, song_of
from core.projects.media.sources import regions_of
from core.projects.opened import OpenProject
from core.projects.project_files import plain_name
from core.projects.projects import settings_of
from core.projects.song import songs
from core.store.db import utc_now
from core.store.models import DECIDED_COLUMNS, AudioTrack, MediaAsset


@dataclass(frozen=True)
class Archive:
    """A project as it is at one moment, and the uploads that go with it by their place in the archive."""

    project: ProjectFile
    uploads: dict[str, Path]

    @property
    def file_name(self) -> str:
        return f"{plain_name(self.project.name)}{SUFFIX}"


def archive_of(opened: OpenProject) -> Archive:
    """Return what the archive of a project holds; renders and what can be made again stay out."""
    revision = history_of(opened.layout, opened.project).current()
    segments = revision.edl.segments if revision else []
    assets = _pictures(opened, revision.edl.asset_ids if revision else [])
    uploads = {f"media/{number:05}": opened.layout.absolute(a.file_path) for number, a in enumerate(assets)}
    pictures = [_picture(asset, path) for asset, path in zip(assets, uploads, strict=True)]
    track = song_of(opened.session, opened.project.id)
    if track is not None:
        uploads["song"] = opened.layout.absolute(track.file_path)
    return Archive(
        ProjectFile(
            name=opened.project.name,
            is_named=opened.project.is_named,
            description=opened.project.description,
            settings=settings_of(opened.project),
            media_order=opened.project.media_order,  # type: ignore[arg-type] - one of the three
            pictures=pictures,
            song=track and _song(opened, track),
            segments=segments,
            markers=revision.edl.markers if revision else [],
        ),
        uploads,
    )


@contextmanager
def archived(archive: Archive, temp: Path) -> Iterator[Path]:
    """Yield the archive as a file below `temp`, which is taken away afterwards."""
    temp.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=temp, prefix="export_") as folder:
        path = Path(folder) / archive.file_name
        write_archive(archive, path)
        yield path


def write_archive(archive: Archive, target: Path) -> None:
    """Write the archive to `target`, whole or not at all; uploads are stored as they are.

    Raises PictureNotReadyError when an upload is missing, and DiskFullError.
    """
    for path, file in archive.uploads.items():
        if not file.is_file():
            raise PictureNotReadyError(file=path)
    described = archive.project.model_dump_json(exclude_none=True).encode()
    with disk_full_named():
        pack(target, described, archive.uploads, utc_now())


def _pictures(opened: OpenProject, shown: Sequence[str]) -> list[MediaAsset]:
    """Return the photos and clips of the project, and removed ones that its edit still shows."""
    present = all_media(opened.session, opened.project.id)
    removed = set(shown) - {asset.id for asset in present}
    return [*present, *(kept_media_of(opened.session, opened.project, one) for one in sorted(removed))]


def _picture(asset: MediaAsset, path: str) -> Picture:
    decided = {name: getattr(asset, name) for name in DECIDED_COLUMNS} | {"regions": regions_of(asset)}
    facts = {"key": asset.id, "path": path, "name": asset.original_filename, "taken_at": asset.taken_at}
    return Picture.model_validate(facts | decided)


def _song(opened: OpenProject, track: AudioTrack) -> Song:
    try:
        state = songs.state_of(opened)
    except SongNotReadyError:
        state = None
    return Song(
        name=track.original_filename,
        start_ms=opened.project.song_start_ms,
        duration_ms=opened.project.song_duration_ms,
        beats=state and state.grid,
        parts=state and state.parts,
    )
