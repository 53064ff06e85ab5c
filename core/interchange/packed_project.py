"""A `.beatstitch` file, read as a hostile zip: everything is proven by its manifest, or refused."""

import hashlib
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from core.errors import ArchiveInvalidError
from core.files import disk_full_named, part_file
from core.hashing import BLOCK_BYTES, file_checksum
from core.zip_files import ENCRYPTED, UNREADABLE

MANIFEST, PROJECT = "manifest.json", "project.json"
MANIFEST_BYTES, PROJECT_BYTES = 4 << 20, 64 << 20
MOST_FILES = 10_000
_PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class FileEntry(BaseModel):
    """A file of the archive; its names are made by BeatStitch, so none is ever a path of anybody's."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    path: Annotated[str, Field(pattern=r"^(project\.json|media/[0-9]{5}|song)$")]
    size: int = Field(ge=0)
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Manifest(BaseModel):
    """The first entry: everything else is listed in it, or the archive is refused."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    format: Literal["beatstitch-project"] = "beatstitch-project"
    version: Literal[1] = 1
    made_at: AwareDatetime
    files: list[FileEntry] = Field(max_length=MOST_FILES)

    @property
    def total_bytes(self) -> int:
        return sum(entry.size for entry in self.files)


def pack(target: Path, described: bytes, uploads: Mapping[str, Path], made_at: AwareDatetime) -> None:
    """Write an archive of the project that `described` tells, with its uploads stored as they are."""
    entries = [FileEntry(path=PROJECT, size=len(described), sha256=hashlib.sha256(described).hexdigest())]
    entries += [
        FileEntry(path=path, size=file.stat().st_size, sha256=file_checksum(file))
        for path, file in uploads.items()
    ]
    manifest = Manifest(made_at=made_at, files=entries).model_dump_json(indent=1)
    with part_file(target) as part, zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as made:
        made.writestr(MANIFEST, manifest, zipfile.ZIP_DEFLATED)
        made.writestr(PROJECT, described, zipfile.ZIP_DEFLATED)
        for path, file in uploads.items():
            made.write(file, path)


def unpack(archive: str, folder: str, most_bytes: int) -> list[str]:
    """Write the files of an archive into an empty folder and return their paths; for a limited process.

    Each is written under its number ("0", "1"...) in the returned list, as a plain file, whatever the
    archive says it is. Raises ArchiveInvalidError when anything is not as the manifest lists it, or all
    of it is more than `most_bytes`.
    """
    try:
        with disk_full_named(), zipfile.ZipFile(archive) as opened:
            return _unpacked(opened, Path(folder), most_bytes)
    except UNREADABLE as error:
        raise ArchiveInvalidError(reason="it is damaged, or no archive of BeatStitch") from error


def _unpacked(opened: zipfile.ZipFile, folder: Path, most_bytes: int) -> list[str]:
    infos = opened.infolist()
    names = {info.filename: info for info in infos}
    if len(infos) > MOST_FILES + 1 or len(names) != len(infos):
        raise ArchiveInvalidError(reason="it lists too many files, or one twice")
    if any(info.flag_bits & ENCRYPTED or info.compress_type not in _PLAIN for info in infos):
        raise ArchiveInvalidError(reason="it is encrypted, or compressed in a way that is not supported")
    manifest = _manifest(opened, names)
    listed = [entry.path for entry in manifest.files]
    if sorted([MANIFEST, *listed]) != sorted(names) or PROJECT not in listed:
        raise ArchiveInvalidError(reason="its files are not those that its manifest lists")
    if manifest.total_bytes > most_bytes:
        raise ArchiveInvalidError(reason=f"it holds more than {most_bytes / 1e6:.0f} MB")
    for number, entry in enumerate(manifest.files):
        with opened.open(names[entry.path]) as source, (folder / str(number)).open("xb") as target:
            _copy(source, target, entry)
    return listed


def _manifest(opened: zipfile.ZipFile, names: Mapping[str, zipfile.ZipInfo]) -> Manifest:
    if MANIFEST not in names:
        raise ArchiveInvalidError(reason="it has no manifest")
    with opened.open(names[MANIFEST]) as file:
        told = file.read(MANIFEST_BYTES + 1)
    try:
        return Manifest.model_validate_json(told[: MANIFEST_BYTES + 1])
    except ValidationError as error:
        raise ArchiveInvalidError(reason="its manifest is not one of this version") from error


def _copy(source: IO[bytes], target: IO[bytes], entry: FileEntry) -> None:
    """Copy one file; a byte more or other than the manifest says ends it."""
    if entry.path == PROJECT and entry.size > PROJECT_BYTES:
        raise ArchiveInvalidError(reason=f"{PROJECT} is too large")
    state, copied = hashlib.sha256(), 0
    while block := source.read(min(BLOCK_BYTES, entry.size - copied + 1)):
        copied += len(block)
        if copied > entry.size:
            break
        state.update(block)
        target.write(block)
    if copied != entry.size or state.hexdigest() != entry.sha256:
        raise ArchiveInvalidError(reason=f"{entry.path} is not what its manifest says")


def facts_of(error: ValidationError) -> dict[str, Any]:
    """Return where the first fault of what was read lies, without what was sent."""
    first = error.errors(include_input=False, include_url=False)[0]
    return {"reason": ".".join(map(str, first["loc"]))[:80] + ": " + first["msg"]}
