"""What the rows of a project lay claim to: every file that must stay, and those that exist for a row each."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.store.layout import KEPT, Layout, ProjectFolders
from core.store.models import AudioTrack, MediaAsset, RenderJob


@dataclass(frozen=True)
class Claims:
    """The files that the rows of one project name, by path or by content."""

    folders: ProjectFolders
    files: frozenset[Path]
    contents: tuple[str, ...]
    songs: frozenset[str]

    def want(self, file: Path) -> bool:
        """Tell whether `file`, there or not, belongs to a row or to the project as a whole."""
        if file.is_relative_to(self.folders.corrections):
            song = file.relative_to(self.folders.corrections).parts[0]
            return song in self.songs and not file.name.startswith(KEPT)
        if file.parent in self.folders.homes_of_rows:
            by_content = file.parent == self.folders.stills and file.name.startswith(self.contents)
            return file in self.files or by_content
        return True

    def unwanted(self) -> Iterator[Path]:
        """Yield the files that no row lays claim to; parts have a sweep of their own."""
        for home in self.folders.homes_of_rows:
            yield from (file for file in home.glob("*") if _is_whole(file) and not self.want(file))
        for file in self.folders.corrections.glob("*/*"):
            if _is_whole(file) and not self.want(file):
                yield file


def claims_of(session: Session, layout: Layout, project_id: str) -> Claims:
    """Return what the rows of a project lay claim to."""
    folders = layout.project(project_id)
    assets = session.scalars(select(MediaAsset).where(MediaAsset.project_id == project_id)).all()
    tracks = session.scalars(select(AudioTrack).where(AudioTrack.project_id == project_id)).all()
    renders = session.scalars(select(RenderJob).where(RenderJob.project_id == project_id)).all()
    named = [path for asset in assets for path in paths_of(asset)]
    named += [path for track in tracks for path in (track.file_path, track.playable_path)]
    named += [path for render in renders for path in (render.output_path, render.poster_path)]
    files = {layout.absolute(path) for path in named if path is not None}
    return Claims(
        folders,
        frozenset(files | {folders.snapshot(render.content_hash) for render in renders}),
        tuple(asset.checksum for asset in assets if asset.checksum),
        frozenset(track.id for track in tracks),
    )


def paths_of(asset: MediaAsset) -> tuple[str | None, ...]:
    """Return the stored paths of a photo or clip: the upload, what is drawn, thumbnail and proxy."""
    return asset.file_path, asset.draw_path, asset.thumbnail_path, asset.proxy_path


def _is_whole(file: Path) -> bool:
    return file.suffix != ".part" and file.is_file()
