"""Finds new folders in one that is watched: each becomes a film once nothing changes in it any more."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from sqlalchemy import select

from core.errors import FileNameUnreadableError, ImportFolderError, TooMuchToImportError
from core.file_names import is_text, legible
from core.gathering.folders import ServerFolder, named_roots
from core.projects.recurring.films import KEPT, WatchedFolder
from core.projects.recurring.runs import begin_run, run_of
from core.projects.recurring.schedule import Period
from core.settings import settings
from core.store.db import Database, utc_now
from core.store.models import RecurringFilm, RecurringRun

QUIET_FOR = timedelta(minutes=2)
LABEL_CHARS = 60

log = structlog.stdlib.get_logger(__name__)


def begin_new_folders(
    database: Database, film_id: str, check: Callable[[], None], now: datetime | None = None
) -> bool:
    """Begin a film of each folder that is new and complete; False when it is no film that watches one.

    New is what has changed since the film was set up; each folder is taken once, by its name. What it
    holds later is left alone. One that can't become a film keeps none of the others from it. Raises
    ImportFolderError.
    """
    with database.reading() as session:
        film = session.get(RecurringFilm, film_id)
        begun = set(session.scalars(select(RecurringRun.period).where(RecurringRun.film_id == film_id)))
    source = film and KEPT.validate_json(film.source)
    if film is None or not isinstance(source, WatchedFolder):
        return False
    roots, now = named_roots(settings().import_folders), now or utc_now()
    for name in ServerFolder(roots, source.path).all_folders():
        place = ServerFolder(roots, f"{source.path}/{name}")
        if _key(name) not in begun and _is_complete(place, film.since, now, check):
            _begin(database, film_id, name, now)
    return True


def watched_name(source: WatchedFolder, key: str, label: str) -> str:
    """Return the name of the folder that a time of a film was begun for, which its label may shorten.

    Raises ImportFolderError when it is gone, FileNameUnreadableError when its name is no text.
    """
    if _key(label) == key:
        return label
    names = ServerFolder(named_roots(settings().import_folders), source.path).all_folders()
    name = next((one for one in names if _key(one) == key), None)
    if name is None:
        raise ImportFolderError(folder=f"{source.path}/{label}")
    if not is_text(name):
        raise FileNameUnreadableError(file=name)
    return name


def _is_complete(place: ServerFolder, since: datetime, now: datetime, check: Callable[[], None]) -> bool:
    try:
        changed_at = place.changed_at(check)
        return since < changed_at <= now - QUIET_FOR and bool(place.items(check))
    except TooMuchToImportError:
        return True  # its import says so
    except ImportFolderError as error:
        log.warning("a watched folder can't be read", folder=legible(place.path), reason=str(error))
        return False


def _begin(database: Database, film_id: str, name: str, now: datetime) -> None:
    with database.writing() as session:
        if session.get(RecurringFilm, film_id) is None or run_of(session, film_id, _key(name)) is not None:
            return
        earlier = session.scalars(select(RecurringRun.id).where(RecurringRun.film_id == film_id)).all()
        label = _label(name)
        run = begin_run(session, film_id, Period(_key(name), label, len(earlier), now, now, now))
        if not is_text(name):
            run.state, run.problem = "failed", FileNameUnreadableError(file=label).user_message


def _label(name: str) -> str:
    """Return what a folder is called in what people see."""
    shown = legible(name)
    return shown if len(shown) <= LABEL_CHARS else f"{shown[: LABEL_CHARS - 1]}…"


def _key(name: str) -> str:
    """Return what a folder is known by; its name may be longer than a key, and be no text."""
    written = name.encode("utf-8", "surrogateescape")
    return f"folder {hashlib.sha256(written).hexdigest()[:32]}"
