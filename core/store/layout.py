"""Where every file lives below the data root, so that no other module joins a path by hand."""

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from core.errors import UnsafePathError

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")

MARKER = "installation.json"
KEPT = "kept."  # begins the names of the files of a song that was taken away and may come back


def is_id(name: str) -> bool:
    """Tell whether `name` is a lower-case UUID."""
    return _UUID.fullmatch(name) is not None


def safe_id(name: str) -> str:
    """Return `name` when it is a lower-case UUID, else raise UnsafePathError."""
    if not is_id(name):
        raise UnsafePathError(name)
    return name


def safe_suffix(suffix: str) -> str:
    """Return `suffix` (".jpg") in lower case when it is short and plain, else raise UnsafePathError."""
    lowered = suffix.lower()
    if not _SUFFIX.fullmatch(lowered):
        raise UnsafePathError(suffix)
    return lowered


@dataclass(frozen=True)
class ProjectFolders:
    """The folders and well-known files of one project."""

    root: Path
    project_id: str

    def __post_init__(self) -> None:
        safe_id(self.project_id)

    @property
    def uploads(self) -> Path:
        return self.root / "uploads" / self.project_id

    @property
    def incoming(self) -> Path:
        """Uploads that have not arrived completely."""
        return self.uploads / "incoming"

    def incoming_upload(self, upload_id: str) -> Path:
        return self.incoming / f"{safe_id(upload_id)}.part"

    def incoming_item(self, import_id: str, position: int) -> Path:
        """Return where an item of an import arrives."""
        return self.incoming / f"import_{safe_id(import_id)}_{position}.part"

    def incoming_song(self, run_id: str) -> Path:
        """Return where the song of a film that makes itself arrives."""
        return self.incoming / f"recurring_{safe_id(run_id)}.part"

    @property
    def derived(self) -> Path:
        return self.root / "derived" / self.project_id

    @property
    def outputs(self) -> Path:
        return self.root / "outputs" / self.project_id

    @property
    def beats(self) -> Path:
        return self.derived / "beats.json"

    @property
    def sections(self) -> Path:
        return self.derived / "sections.json"

    @property
    def onsets(self) -> Path:
        return self.derived / "onsets.json"

    @property
    def alternative_beats(self) -> Path:
        return self.derived / "alternative-beats.json"

    @property
    def corrections(self) -> Path:
        """A folder for each song, with every state of its corrected beats and parts."""
        return self.derived / "grids"

    def corrections_of(self, track_id: str) -> Path:
        return self.corrections / safe_id(track_id)

    @property
    def song_results(self) -> tuple[Path, ...]:
        """What was found in the song that was heard last; the beats, by which it is known, come last."""
        return self.sections, self.onsets, self.alternative_beats, self.peaks, self.earlier_copy, self.beats

    @property
    def pending_import(self) -> Path:
        """What an archive said that needs the song or the media to have been read."""
        return self.derived / "import.json"

    @property
    def import_under_way(self) -> Path:
        """There for as long as the files of an archive are being taken into the project."""
        return self.derived / "import.begun"

    @property
    def edl(self) -> Path:
        return self.derived / "edl.json"

    @property
    def revisions(self) -> Path:
        return self.derived / "revisions"

    @property
    def peaks(self) -> Path:
        return self.derived / "peaks"

    @property
    def stills(self) -> Path:
        """Normalised photos, mezzanines of clips and copies of their sound, named by their content."""
        return self.derived / "stills"

    @property
    def song_copies(self) -> Path:
        """What is heard of songs whose uploads can't be relied on as they are."""
        return self.derived / "songs"

    @property
    def earlier_copy(self) -> Path:
        """The copy for browsers that versions before 0.2 made of a song they could not play."""
        return self.derived / "song.m4a"

    def attempt(self, job_id: str, number: int) -> Path:
        """Return where an attempt at a job keeps its results until they are the job's."""
        return self.derived / "attempts" / f"{safe_id(job_id)}.{number}"

    def song_copy(self, track_id: str) -> Path:
        return self.song_copies / f"{safe_id(track_id)}.flac"

    def media(self, file_id: str, suffix: str) -> Path:
        return self.uploads / "media" / f"{safe_id(file_id)}{safe_suffix(suffix)}"

    def audio(self, file_id: str, suffix: str) -> Path:
        return self.uploads / "audio" / f"{safe_id(file_id)}{safe_suffix(suffix)}"

    def thumbnail(self, asset_id: str) -> Path:
        return self.derived / "thumbnails" / f"{safe_id(asset_id)}_thumb.jpg"

    def poster(self, render_id: str) -> Path:
        """Return the picture that stands for a finished render."""
        return self.derived / "posters" / f"{safe_id(render_id)}.jpg"

    def live_picture(self, render_id: str, attempt: int) -> Path:
        """Return the last finished picture of a render that an attempt is drawing."""
        return self.derived / "posters" / f"{safe_id(render_id)}.{attempt}.jpg"

    def proxy(self, asset_id: str) -> Path:
        return self.derived / "proxies" / f"{safe_id(asset_id)}_proxy.mp4"

    def snapshot(self, content_hash: str) -> Path:
        """Return the unchanging EDL of a render, named by its content."""
        if not re.fullmatch(r"[0-9a-f]{64}", content_hash):
            raise UnsafePathError(content_hash)
        return self.derived / "edl" / f"{content_hash}.json"

    @property
    def homes_of_rows(self) -> tuple[Path, ...]:
        """The folders whose files exist for a row each."""
        uploads = (self.uploads / name for name in ("media", "audio"))
        derived = (self.derived / name for name in ("thumbnails", "proxies", "posters", "edl"))
        outputs = (self.outputs / name for name in ("preview", "final"))
        return *uploads, self.stills, self.song_copies, *derived, *outputs

    def output(self, job_type: str, job_id: str, suffix: str = ".mp4") -> Path:
        if job_type not in {"preview", "final"}:
            raise UnsafePathError(job_type)
        return self.outputs / job_type / f"{safe_id(job_id)}{safe_suffix(suffix)}"


@dataclass(frozen=True)
class Layout:
    """Paths below one data root; paths in the database are relative to it."""

    root: Path

    def project(self, project_id: str) -> ProjectFolders:
        return ProjectFolders(self.root, project_id)

    @property
    def project_homes(self) -> tuple[Path, Path, Path]:
        """The folders that hold one folder for each project."""
        return self.root / "uploads", self.root / "derived", self.root / "outputs"

    @property
    def database(self) -> Path:
        return self.root / "beatstitch.db"

    @property
    def queue(self) -> Path:
        return self.root / "queue.db"

    def projects_in(self, home: Path) -> list[Path]:
        """Return the folders of projects in one of the homes; anything else there is not ours."""
        return [folder for folder in home.glob("*") if is_id(folder.name) and folder.is_dir()]

    def attempts(self) -> list[Path]:
        """Return the folders of attempts at jobs, see `ProjectFolders.attempt`."""
        return list(self.project_homes[1].glob("*/attempts/*"))

    @property
    def trashes(self) -> tuple[Path, ...]:
        """Where what no row names goes, in a folder for each sweep.

        The first is for all; the others are for homes on disks of their own, because moving must not copy.
        """
        return self.root / "trash", *(home / "trash" for home in self.project_homes)

    def trashes_for(self, path: Path) -> tuple[Path, Path]:
        """Return where a path of ours can go: the trash for all, and the one on the disk of its home."""
        return self.trashes[0], self.root / path.relative_to(self.root).parts[0] / "trash"

    @property
    def database_copies(self) -> Path:
        """The nightly copies of the database."""
        return self.root / "backups"

    @property
    def temp(self) -> Path:
        return self.root / "temp"

    def incoming_archive(self, user_id: str, upload_id: str) -> Path:
        """Return where an archive arrives, in a folder of its account."""
        return self.temp / "archives" / safe_id(user_id) / f"{safe_id(upload_id)}.part"

    @property
    def logs(self) -> Path:
        """What the pages and the workers logged, a file each."""
        return self.root / "logs"

    @property
    def spans(self) -> Path:
        """The cache of encoded spans, shared by all projects."""
        return self.root / "cache" / "spans"

    @property
    def workers(self) -> Path:
        """One locked file for each living worker process."""
        return self.temp / "workers"

    @cached_property
    def _resolved_root(self) -> Path:
        return self.root.resolve()

    def relative(self, path: Path) -> str:
        """Return `path` as the database stores it; UnsafePathError when it lies outside the root."""
        if not path.is_relative_to(self.root) or ".." in path.parts:
            raise UnsafePathError(str(path))
        return path.relative_to(self.root).as_posix()

    def absolute(self, stored: str) -> Path:
        """Return where a stored relative path lies; UnsafePathError when it would leave the root."""
        pure = PurePosixPath(stored)
        path = self.root / pure
        if pure.is_absolute() or ".." in pure.parts or not path.resolve().is_relative_to(self._resolved_root):
            raise UnsafePathError(stored)
        return path
