"""Looks whether the data folder is sound: its database, rows against files both ways, trash and copies."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import BeatStitchError
from core.files import STRAY_AGE_S, sweep_parts
from core.hashing import file_checksum
from core.installation import database_copies, manifest
from core.installation.identity import refusal, standing
from core.jobs.kinds import UNFINISHED
from core.jobs.lifecycle import submit
from core.store.claims import claims_of, paths_of
from core.store.db import Database, utc_now
from core.store.layout import Layout
from core.store.migrations import is_newest
from core.store.models import AudioTrack, Job, MediaAsset, Project, RenderJob
from core.store.privacy import OTHERS, close_to_others
from core.store.trash import ORPHANS_KEPT_DAYS, bring_back, throw_away, trashed

Severity = Literal["ok", "warning", "error"]
Fact = str | float | None
_MB = 1e6


@dataclass(frozen=True)
class Finding:
    """One thing that was tried: what was found, how bad that is, and which files it is about.

    What was found is a sentence with named facts, as errors have; pages say both in their language.
    """

    name: str
    severity: Severity
    sentence: str
    files: tuple[str, ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        return self.severity == "ok"

    @property
    def detail(self) -> str:
        return self.sentence.format(**self.facts) if self.facts else self.sentence


def examine_data(database: Database, *, deep: bool = False) -> Iterator[Finding]:
    """Yield a finding for each part of the data folder, changing nothing; with `deep`, read every upload."""
    layout = database.layout
    if not layout.database.exists() and refusal(standing(database), layout) is None:
        yield Finding("database", "ok", "there is none yet")
        return
    try:
        refused = refusal(standing(database), layout)
        yield _database(database)
    except BeatStitchError as error:
        yield Finding("database", "error", error.user_message)
        return
    if refused is not None:
        yield Finding("belonging", "error", refused.user_message)
        return
    if not is_newest(database.engine):
        yield Finding(
            "belonging", "ok", "the database is an older version's; the next start brings it up to date"
        )
        return
    yield Finding("belonging", "ok", "database and files belong together")
    with database.reading() as session:
        yield _missing_originals(session, layout)
        yield _missing_derived(session, layout)
        yield _orphans(session, layout)
        yield _trash(session, layout)
        if deep:
            yield _checksums(session, layout)
    yield _copies(layout, deep=deep)
    yield _privacy(layout)


def repair(database: Database) -> None:
    """Do what is safe: bring back what rows name, have derived files remade, put orphans into the trash.

    Call it on an installation that was opened, see `core.installation.identity.open_installation`.
    """
    layout = database.layout
    close_to_others(layout)
    sweep_parts(layout.root)
    with database.writing() as session:
        bring_back(session, layout)
        throw_away(session, layout, list(_orphaned(session, layout)), ORPHANS_KEPT_DAYS)
        for asset in _without_derived(session, layout):
            if not _is_at_work(session, asset.id):
                submit(session, "ingest", project_id=asset.project_id, subject_id=asset.id)


def _database(database: Database) -> Finding:
    with database.reading() as session:
        connection = session.connection()
        said = list(connection.exec_driver_sql("PRAGMA integrity_check(20)").scalars())
        loose = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    problems = [line for line in said if line != "ok"]
    problems += [f"{table}: row {row} points to no {parent}" for table, row, parent, _ in loose]
    if problems:
        return Finding("database", "error", "SQLite finds faults in it: " + "; ".join(problems[:5]))
    return Finding("database", "ok", "sound")


def _missing_originals(session: Session, layout: Layout) -> Finding:
    named = [row.file_path for row in session.scalars(select(MediaAsset))]
    named += [row.file_path for row in session.scalars(select(AudioTrack))]
    done = select(RenderJob.output_path).where(RenderJob.status == "complete")
    named += [path for path in session.scalars(done) if path is not None]
    missing = [path for path in named if not layout.absolute(path).is_file()]
    if missing:
        detail = f"{len(missing)} uploads or videos are missing; a backup may have them"
        return Finding("originals", "error", detail, tuple(sorted(missing)))
    return Finding("originals", "ok", f"all {len(named)} uploads and videos are there")


def _missing_derived(session: Session, layout: Layout) -> Finding:
    missing = [
        path
        for asset in _without_derived(session, layout)
        for path in paths_of(asset)
        if path is not None and not layout.absolute(path).is_file()
    ]
    if missing:
        detail = f"{len(missing)} thumbnails, proxies or stills are missing; --fix has them made again"
        return Finding("derived", "warning", detail, tuple(sorted(missing)))
    return Finding("derived", "ok", "every photo and clip has what was made of it")


def _without_derived(session: Session, layout: Layout) -> list[MediaAsset]:
    """Return the photos and clips whose upload is there, and something that was made of it is not."""
    ready = select(MediaAsset).where(MediaAsset.processing_status == "ready", MediaAsset.deleted_at.is_(None))
    found = []
    for asset in session.scalars(ready):
        there = [layout.absolute(path).is_file() for path in paths_of(asset) if path is not None]
        if there[0] and not all(there):
            found.append(asset)
    return found


def _is_at_work(session: Session, subject_id: str) -> bool:
    work = select(Job.id).where(Job.subject_id == subject_id, Job.status.in_(UNFINISHED))
    return session.scalar(work.limit(1)) is not None


def _orphans(session: Session, layout: Layout) -> Finding:
    found = tuple(sorted(layout.relative(path) for path in _orphaned(session, layout)))
    if found:
        detail = f"{len(found)} files or folders belong to nothing; --fix puts them into the trash"
        return Finding("orphans", "warning", detail, found)
    return Finding("orphans", "ok", "every file belongs to something")


def _orphaned(session: Session, layout: Layout) -> Iterator[Path]:
    """Yield files and project folders that no row names and that are a day old."""
    known = set(session.scalars(select(Project.id)))
    busy = set(session.scalars(select(Job.project_id).where(Job.status.in_(UNFINISHED))))
    oldest = utc_now().timestamp() - STRAY_AGE_S
    for home in layout.project_homes:
        homeless = (folder for folder in layout.projects_in(home) if folder.name not in known)
        yield from (folder for folder in homeless if folder.stat().st_ctime < oldest)
    for project_id in known - busy:
        for file in claims_of(session, layout, project_id).unwanted():
            if file.stat().st_ctime < oldest:
                yield file


def _trash(session: Session, layout: Layout) -> Finding:
    held = list(trashed(session, layout))
    if not held:
        return Finding("trash", "ok", "empty")
    files, megabytes = sum(one.files for one in held), sum(one.size_bytes for one in held) / _MB
    batches = [
        f"{one.name}: {one.files} files, {one.size_bytes / _MB:.1f} MB, {one.days_left} days left"
        for one in held
    ]
    detail = f"{files} files, {megabytes:.1f} MB; --empty-trash deletes them"
    return Finding("trash", "ok", detail, tuple(batches))


def _checksums(session: Session, layout: Layout) -> Finding:
    uploads = [(row.file_path, row.checksum) for row in session.scalars(select(MediaAsset))]
    uploads += [(row.file_path, row.checksum) for row in session.scalars(select(AudioTrack))]
    summed = [(path, checksum) for path, checksum in uploads if checksum and layout.absolute(path).is_file()]
    changed = [path for path, checksum in summed if file_checksum(layout.absolute(path)) != checksum]
    if changed:
        detail = f"{len(changed)} uploads are not what was uploaded; a backup may have them whole"
        return Finding("checksums", "error", detail, tuple(sorted(changed)))
    return Finding("checksums", "ok", f"{len(summed)} uploads are as they were uploaded")


def _copies(layout: Layout, *, deep: bool) -> Finding:
    copies = database_copies.copies(layout)
    if not copies:
        return Finding("copies", "ok", "none yet; housekeeping makes one each night")
    bad = [copy for copy in copies if deep and not manifest.is_sound(copy)]
    if bad:
        names = tuple(layout.relative(copy) for copy in bad)
        return Finding("copies", "warning", f"{len(bad)} of {len(copies)} copies are damaged", names)
    return Finding("copies", "ok", f"{len(copies)}, the newest is {copies[-1].name}")


def _privacy(layout: Layout) -> Finding:
    if layout.root.stat().st_mode & OTHERS:
        return Finding(
            "privacy", "warning", "other accounts of this machine can read the data folder; --fix ends that"
        )
    return Finding("privacy", "ok", "only this account can read the data folder")
