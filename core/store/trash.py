"""The trash of the data folder: what no row names stays there until a person, or many days, empties it."""

import errno
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core.files import files_below
from core.store.claims import Claims, claims_of
from core.store.db import utc_now
from core.store.layout import Layout, is_id
from core.store.models import Project, TrashBatch

ORPHANS_KEPT_DAYS = 30
DELETED_KEPT_DAYS = 7
ONE_DAY = timedelta(days=1)

log = structlog.stdlib.get_logger(__name__)


@dataclass(frozen=True)
class Held:
    """What one sweep put into the trash, and for how many more days it is kept there."""

    name: str
    files: int
    size_bytes: int
    days_left: int


def throw_away(session: Session, layout: Layout, paths: Iterable[Path], keep_days: int) -> int:
    """Move files or folders to a batch of their own in the trash; return how many were moved.

    What can't be moved stays where it is, for the next sweep.
    """
    batch = TrashBatch(name=_new_name(layout), keep_days=keep_days, last_seen_at=utc_now())
    moved = sum(_moved(layout, path, batch.name) for path in paths)
    if moved:
        session.add(batch)
        log.info("moved to the trash", batch=batch.name, count=moved, keep_days=keep_days)
    return moved


def bring_back(session: Session, layout: Layout) -> int:
    """Return what rows name to its place, as after the right database came back; return how many files."""
    claims: dict[str, Claims | None] = {}
    returned = 0
    for trash in layout.trashes:
        for file, _ in list(files_below(trash)):
            place = layout.root.joinpath(*file.relative_to(trash).parts[1:])
            if file.suffix != ".part" and not place.exists() and _is_wanted(session, layout, place, claims):
                place.parent.mkdir(parents=True, exist_ok=True)
                file.rename(place)
                returned += 1
        _remove_empty_folders(trash)
    if returned:
        log.info("brought back from the trash", count=returned)
    return returned


def count_days(session: Session, layout: Layout, now: datetime) -> list[Path]:
    """Count one more day for what was last counted a day ago; return the batches that have had theirs.

    Days are counted by being seen, each by one sweep that this database remembers: a clock that
    jumps by years counts as one day, and another database begins at nothing.
    """
    rows = {row.name: row for row in session.scalars(select(TrashBatch))}
    found = batches(layout)
    names = {batch.name for batch in found}
    for name in names:
        row = rows.get(name)
        if row is None:
            session.add(TrashBatch(name=name, keep_days=ORPHANS_KEPT_DAYS, last_seen_at=now))
        elif now - row.last_seen_at >= ONE_DAY:
            row.days_seen, row.last_seen_at = row.days_seen + 1, now
        elif now < row.last_seen_at:
            row.last_seen_at = now  # the clock was set back
    session.execute(delete(TrashBatch).where(TrashBatch.name.not_in(names)))
    return [b for b in found if b.name in rows and rows[b.name].days_seen >= rows[b.name].keep_days]


def trashed(session: Session, layout: Layout) -> Iterator[Held]:
    """Yield what lies in the trash, the oldest first."""
    rows = {row.name: row for row in session.scalars(select(TrashBatch))}
    for folder in batches(layout):
        sizes = [facts.st_size for _, facts in files_below(folder)]
        row = rows.get(folder.name)
        days = row.keep_days - row.days_seen if row else ORPHANS_KEPT_DAYS
        yield Held(layout.relative(folder), len(sizes), sum(sizes), days)


def empty(batches: Iterable[Path]) -> None:
    """Delete what lies in these batches of the trash for good."""
    for batch in batches:
        shutil.rmtree(batch, ignore_errors=True)
        log.info("emptied from the trash", batch=batch.name)


def batches(layout: Layout) -> list[Path]:
    """Return the folders of the trash, one for each sweep."""
    return sorted(folder for trash in layout.trashes for folder in trash.glob("*") if folder.is_dir())


def _moved(layout: Layout, path: Path, batch: str) -> bool:
    """Move a file or folder to the trash on its own disk; tell whether that went well."""
    stored = layout.relative(path)
    for trash in layout.trashes_for(path):
        place = trash / batch / stored
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            path.rename(place)
        except FileNotFoundError:
            return False
        except OSError as error:
            if error.errno != errno.EXDEV:
                log.warning("can't be moved to the trash", path=stored, reason=str(error))
                return False
        else:
            return True
    return False


def _is_wanted(session: Session, layout: Layout, place: Path, claims: dict[str, Claims | None]) -> bool:
    parts = place.relative_to(layout.root).parts
    if len(parts) < 3 or not is_id(parts[1]):
        return False
    project_id = parts[1]
    if project_id not in claims:
        known = session.get(Project, project_id) is not None
        claims[project_id] = claims_of(session, layout, project_id) if known else None
    claimed = claims[project_id]
    return claimed is not None and claimed.want(place)


def _new_name(layout: Layout) -> str:
    """Return a name for a new batch: the moment, and a number where a moment has two."""
    moment = utc_now().strftime("%Y%m%dT%H%M%SZ")
    taken = sum(batch.name.startswith(moment) for batch in batches(layout))
    return f"{moment}-{taken}" if taken else moment


def _remove_empty_folders(root: Path) -> None:
    for folder in sorted((path for path in root.rglob("*") if path.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
