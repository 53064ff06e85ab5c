"""A project's edit for other editing programs: which format, from what, and under which name."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from core.edit.edl import EditDecisionList
from core.errors import PictureNotReadyError, SongNotReadyError
from core.files import disk_full_named, link_or_copy
from core.interchange.cmx3600 import cmx_text
from core.interchange.cut_list import CutList, Named, cut_list
from core.interchange.fcpxml import fcpxml_text
from core.projects.edit.plan_inputs import material_of
from core.projects.edit.timelines import current
from core.projects.media.media import assets_by_id, song_of
from core.projects.opened import OpenProject
from core.projects.project_files import plain_name
from core.store.models import MediaAsset

Format = Literal["otio", "otioz", "fcpxml", "cmx"]
FORMATS: tuple[Format, ...] = get_args(Format)
SUFFIXES: dict[Format, str] = {"otio": ".otio", "otioz": ".otioz", "fcpxml": ".fcpxml", "cmx": ".edl"}


@dataclass(frozen=True)
class Interchange:
    """The edit in frames, and where the files lie that its names stand for."""

    cuts: CutList
    files: dict[str, Path]

    def file_name(self, form: Format) -> str:
        return f"{plain_name(self.cuts.name)}{SUFFIXES[form]}"


def interchange_of(opened: OpenProject) -> Interchange:
    """Return the current edit; raises NoEditError, SongNotReadyError, or PictureNotReadyError."""
    edl = current(opened.layout, opened.project).edl
    material, track = material_of(opened), song_of(opened.session, opened.project.id)
    if track is None:
        raise SongNotReadyError
    rows = _shown(opened, edl)
    assets = {
        asset_id: Named(row.original_filename, row.duration_ms, row.display_width, row.display_height)
        for asset_id, row in rows.items()
    }
    cuts = cut_list(
        edl,
        assets,
        material.analyzed_song.grid,
        name=opened.project.name,
        song_name=track.original_filename,
        sections=material.analyzed_song.sections,
    )
    files = {cuts.song.name: opened.layout.absolute(track.file_path)}
    for event in cuts.events:
        for media, asset_id in zip((event.media, *event.beside), event.asset_ids, strict=True):
            files[media.name] = opened.layout.absolute(rows[asset_id].file_path)
    return Interchange(cuts, files)


def _shown(opened: OpenProject, edl: EditDecisionList) -> dict[str, MediaAsset]:
    found = assets_by_id(opened.session, edl.asset_ids)
    own = {asset_id for asset_id, asset in found.items() if asset.project_id == opened.project.id}
    if not own.issuperset(edl.asset_ids):
        raise PictureNotReadyError(file="A photo or clip")
    return found


@contextmanager
def exported(interchange: Interchange, form: Format, temp: Path) -> Iterator[Path]:
    """Yield the edit as a file below `temp`, which is taken away afterwards."""
    temp.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=temp, prefix="export_") as folder:
        path = Path(folder) / interchange.file_name(form)
        write_export(interchange, form, path)
        yield path


def write_export(interchange: Interchange, form: Format, path: Path) -> None:
    """Write the edit; an .otioz holds the photos, clips and the song as well. Raises DiskFullError."""
    with disk_full_named():
        if form == "otioz":
            _bundle(interchange, path)
        else:
            path.write_text(_writers()[form](interchange.cuts), encoding="utf-8")


def _writers() -> dict[Format, Callable[[CutList], str]]:
    from core.interchange.otio_timeline import otio_text  # noqa: PLC0415 - slow to load

    return {"otio": otio_text, "fcpxml": fcpxml_text, "cmx": cmx_text}


def _bundle(interchange: Interchange, path: Path) -> None:
    from core.interchange.otio_timeline import write_otioz  # noqa: PLC0415 - slow to load

    with tempfile.TemporaryDirectory(dir=path.parent, prefix="bundle_") as folder:
        for name, file in interchange.files.items():
            link_or_copy(file, Path(folder) / name)
        write_otioz(interchange.cuts, Path(folder), path)
