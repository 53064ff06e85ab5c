"""Orders what is to be done for films that make themselves: each period once, one step after the other."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta

import structlog
from pydantic import ValidationError
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core.errors import NotFoundError, RecurringStuckError
from core.jobs.kinds import UNFINISHED
from core.jobs.lifecycle import submit
from core.projects.media.media import all_media
from core.projects.projects import delete_project, owned_project
from core.projects.recurring.schedule import Period, Rhythm, last_due
from core.store.db import Database, utc_now
from core.store.models import Job, Project, RecurringFilm, RecurringRun, RenderJob

OVER = ("made", "failed")
MOST_TRIES, RETRY_AFTER = 24, timedelta(hours=1)
LOOK_EVERY = timedelta(minutes=1)
READING = ("import", "ingest", "look", "analyze")

log = structlog.stdlib.get_logger(__name__)


def plan_films(database: Database, now: datetime | None = None) -> None:
    """Begin what is due at `now`, and order the next step of what can go on; safe anywhere, any time.

    A period is begun in the transaction that finds it is not there yet, and its key is unique.
    """
    now = now or utc_now()
    with database.reading() as session:
        if not any(_has_work(session, film, rhythm, now) for film, rhythm in _going(session)):
            return
    with database.writing() as session:
        for film, rhythm in _going(session):
            _begin_due(session, film, rhythm, now)
            if _is_to_be_looked_at(session, film):
                _look(session, film)
            for run in _ready(session, film, now):
                _order(session, run, now)


def begin_run(session: Session, film_id: str, period: Period) -> RecurringRun:
    """Begin one time of a film and return it; an IntegrityError when it has been."""
    run = RecurringRun(
        film_id=film_id,
        period=period.key,
        label=period.label,
        number=period.number,
        begin=period.begin,
        end=period.end,
    )
    session.add(run)
    session.flush()
    return run


def run_of(session: Session, film_id: str, key: str) -> RecurringRun | None:
    """Return the one time of a film that `key` names, None before it was begun."""
    same = select(RecurringRun).where(RecurringRun.film_id == film_id, RecurringRun.period == key)
    return session.scalar(same)


def _going(session: Session) -> Iterator[tuple[RecurringFilm, Rhythm]]:
    """Yield what is not paused; a rule that can't be read any more keeps no other from being followed."""
    for film in session.scalars(select(RecurringFilm).where(RecurringFilm.paused.is_(False))).all():
        try:
            yield film, Rhythm.model_validate_json(film.rhythm)
        except ValidationError as error:
            log.warning("a recurring film can't be followed", film=film.id, reason=str(error))


def _has_work(session: Session, film: RecurringFilm, rhythm: Rhythm, now: datetime) -> bool:
    if film.since > now or _missing(session, film, rhythm, now) is not None:
        return True
    return bool(_ready(session, film, now)) or _is_to_be_looked_at(session, film)


def _is_to_be_looked_at(session: Session, film: RecurringFilm) -> bool:
    """Tell whether it is time to look for new folders."""
    lately = select(Job.id).where(Job.subject_id == film.id, Job.created_at > utc_now() - LOOK_EVERY)
    waiting = select(Job.id).where(Job.subject_id == film.id, Job.status.in_(UNFINISHED))
    return watches(film) and session.scalar(lately.union(waiting).limit(1)) is None


def _look(session: Session, film: RecurringFilm) -> None:
    """Order a look for new folders; the looks before it are of no interest any more."""
    session.execute(delete(Job).where(Job.kind == "recurring", Job.subject_id == film.id))
    submit(session, "recurring", subject_id=film.id)


def watches(film: RecurringFilm) -> bool:
    """Tell whether a film is of new folders, not of times."""
    return json.loads(film.source)["kind"] == "watch"


def _missing(session: Session, film: RecurringFilm, rhythm: Rhythm, now: datetime) -> Period | None:
    """Return the period that was due last, unless it was begun or was due before the film was set up."""
    if watches(film):
        return None
    period = last_due(rhythm, now)
    is_new = period.due_at > film.since and run_of(session, film.id, period.key) is None
    return period if is_new else None


def _begin_due(session: Session, film: RecurringFilm, rhythm: Rhythm, now: datetime) -> None:
    film.since = min(film.since, now)  # it may have been set up by a clock that was ahead
    period = _missing(session, film, rhythm, now)
    if period is not None:
        begin_run(session, film.id, period)


def _ready(session: Session, film: RecurringFilm, now: datetime) -> list[RecurringRun]:
    """Return the times of a film whose next step can be taken."""
    unfinished = select(RecurringRun).where(RecurringRun.film_id == film.id, RecurringRun.state.not_in(OVER))
    return [run for run in session.scalars(unfinished) if _waited(run, now) and not _is_busy(session, run)]


def _waited(run: RecurringRun, now: datetime) -> bool:
    """Tell whether a time needs to wait no longer; what a clock that was ahead wrote counts for nothing."""
    return run.not_before is None or not now < run.not_before <= now + RETRY_AFTER


def _is_busy(session: Session, run: RecurringRun) -> bool:
    """Tell whether what the next step needs is still being done."""
    own = (Job.kind == "recurring") & (Job.subject_id == run.id)
    if run.state == "gathering":
        own |= (Job.project_id == run.project_id) & Job.kind.in_(READING)
    if session.scalar(select(Job.id).where(own, Job.status.in_(UNFINISHED)).limit(1)) is not None:
        return True
    render = session.get(RenderJob, run.render_id) if run.state == "rendering" and run.render_id else None
    return render is not None and render.status in UNFINISHED


def give_up(session: Session, run: RecurringRun, reason: str) -> None:
    """End one time of a film without a video; a project into which nothing came is deleted."""
    run.state, run.problem = "failed", reason
    project = project_of(session, session.get_one(RecurringFilm, run.film_id), run)
    if project is not None and not all_media(session, project.id):
        delete_project(session, project)


def project_of(session: Session, film: RecurringFilm, run: RecurringRun) -> Project | None:
    """Return the project of one time of a film, None before it was made and after it was deleted."""
    try:
        return owned_project(session, film.user_id, run.project_id or "")
    except NotFoundError:
        return None


def _order(session: Session, run: RecurringRun, now: datetime) -> None:
    """Order the next step; it counts as tried in vain until it has been taken."""
    if run.tries >= MOST_TRIES:
        give_up(session, run, run.problem or RecurringStuckError(tries=MOST_TRIES).user_message)
        return
    run.tries += 1
    run.not_before = now + RETRY_AFTER
    submit(session, "recurring", subject_id=run.id)
