"""Finds new folders in one that is watched: each becomes a film once nothing changes in it any more."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import select

from core.gathering.folders import ServerFolder, named_roots
from core.projects.recurring.films import KEPT, WatchedFolder
from core.projects.recurring.runs import begin_run, run_of
from core.projects.recurring.schedule import Period
from core.settings import settings
from core.store.db import Database, utc_now
from core.store.models import RecurringFilm, RecurringRun

QUIET_FOR = timedelta(minutes=2)
LABEL_CHARS = 60


def begin_new_folders(
    database: Database, film_id: str, check: Callable[[], None], now: datetime | None = None
) -> bool:
    """Begin a film of each folder that is new and complete; False when it is no film that watches one.

    New is what has changed since the film was set up; each folder is taken once, by its name. What it
    holds later is left alone. Raises ImportFolderError.
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
        if (
            len(name) <= LABEL_CHARS
            and _key(name) not in begun
            and _is_complete(place, film.since, now, check)
        ):
            _begin(database, film_id, name, now)
    return True


def _is_complete(place: ServerFolder, since: datetime, now: datetime, check: Callable[[], None]) -> bool:
    changed_at = place.changed_at(check)
    return since < changed_at <= now - QUIET_FOR and bool(place.items(check))


def _begin(database: Database, film_id: str, name: str, now: datetime) -> None:
    with database.writing() as session:
        if session.get(RecurringFilm, film_id) is None or run_of(session, film_id, _key(name)) is not None:
            return
        earlier = session.scalars(select(RecurringRun.id).where(RecurringRun.film_id == film_id)).all()
        begin_run(session, film_id, Period(_key(name), name, len(earlier), now, now, now))


def _key(name: str) -> str:
    """Return what a folder is known by; its name may be longer than a key."""
    return f"folder {hashlib.sha256(name.encode()).hexdigest()[:32]}"
