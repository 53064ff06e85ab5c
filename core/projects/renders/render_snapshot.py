"""What a render is made from, written once when it is ordered: later changes can't reach it."""

from dataclasses import replace
from pathlib import Path

from pydantic import BaseModel, ValidationError

from core.edit.edl import EditDecisionList
from core.edit.hashes import content_hash
from core.errors import SourcesMissingError
from core.files import write_atomic
from core.media.info import Source, still_proxy_of
from core.render.sound.song import Song
from core.store.layout import Layout


class Drawn(BaseModel):
    """A photo or clip of the edit, and the proxy of a clip if there is one."""

    source: Source
    proxy_path: Path | None = None

    def for_preview(self) -> Source:
        """Return the proxy, which is upright, or what a final would draw."""
        if self.proxy_path is None:
            return self.source
        return replace(self.source, path=self.proxy_path, rotation_deg=0, mirrored=False, form="proxy")


class Snapshot(BaseModel):
    """An edit with everything it shows and plays; its paths are relative to the data root."""

    edl: EditDecisionList
    drawn: list[Drawn]
    song: Song

    @property
    def identity(self) -> str:
        """The `content_hash` of the edit."""
        checksums = {one.source.asset_id: one.source.checksum for one in self.drawn}
        return content_hash(self.edl, checksums, self.song.checksum)

    def files(self, layout: Layout) -> list[Path]:
        """Return the files that a render of this edit reads."""
        paths = [self.song.path]
        for one in self.drawn:
            read = (one.source.path, one.source.sound_path, one.proxy_path)
            paths += [path for path in read if path is not None]
        return [layout.absolute(path.as_posix()) for path in paths]

    def sources(self, layout: Layout, *, preview: bool) -> dict[str, Source]:
        """Return what to draw, by asset id: for a preview the proxies."""
        chosen = [one.for_preview() if preview else one.source for one in self.drawn]
        placed = [_placed(source, layout) for source in chosen]
        return {source.asset_id: with_still_proxy(source) if preview else source for source in placed}

    def heard(self, layout: Layout) -> Song:
        """Return the song that is played."""
        return replace(self.song, path=layout.absolute(self.song.path.as_posix()))


def with_still_proxy(source: Source) -> Source:
    """Return a photo by its proxy, when there is one; a clip as it is."""
    proxy = still_proxy_of(source.path)
    if source.media_type != "image" or not proxy.exists():
        return source
    return replace(source, path=proxy, form="proxy")


def _placed(source: Source, layout: Layout) -> Source:
    """Return a source with the absolute paths of this data root."""
    sound = source.sound_path and layout.absolute(source.sound_path.as_posix())
    return replace(source, path=layout.absolute(source.path.as_posix()), sound_path=sound)


def save_snapshot(snapshot: Snapshot, path: Path) -> None:
    """Write a snapshot; what is under the name of its content already shows the same film."""
    write_atomic(path, snapshot.model_dump_json().encode())


def load_snapshot(path: Path, layout: Layout) -> Snapshot:
    """Return the snapshot of a render; raises SourcesMissingError when files of it are gone."""
    try:
        snapshot = Snapshot.model_validate_json(path.read_bytes())
    except (FileNotFoundError, ValidationError) as error:
        raise SourcesMissingError(count=1) from error
    missing = [file for file in snapshot.files(layout) if not file.exists()]
    if missing:
        raise SourcesMissingError(count=len(missing))
    return snapshot
