"""What a person does with films that make themselves: set one up, see what came of it, pause, delete."""

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, Field, TypeAdapter
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.effects import StyleName
from core.errors import NotFoundError, RecurringMadeError, RecurringTooManyError
from core.gathering.folders import ServerFolder, named_roots
from core.gathering.guarded import checked_url
from core.gathering.songs import place_of
from core.projects.imports.sources import Id, ImmichAccess, ImmichSource, PathText
from core.projects.recurring.runs import OVER, begin_run, run_of, watches
from core.projects.recurring.schedule import Rhythm, last_due, next_due
from core.settings import settings
from core.store.db import utc_now
from core.store.models import RecurringFilm, RecurringRun

MOST_FILMS, SHOWN_RUNS, NAME_CHARS = 50, 12, 60


class FolderPictures(BaseModel):
    """What was taken in the time that a film is of, in a folder of the server."""

    kind: Literal["folder"]
    path: PathText = Field(examples=["photos/phone"])


class WatchedFolder(BaseModel):
    """Each new folder in a folder of the server is a film, as soon as it is complete; no rhythm counts."""

    kind: Literal["watch"]
    path: PathText = Field(examples=["photos/albums"])


class ImmichChosen(BaseModel):
    kind: Literal["immich"]
    album_id: Id | None = None
    person_id: Id | None = None


class ImmichPictures(ImmichChosen, ImmichAccess):
    """What was taken in that time of an Immich server; its key is kept as long as the film is."""


class ImmichKept(ImmichChosen, ImmichSource):
    """The same as it is kept: without the key."""


Kept = FolderPictures | WatchedFolder | ImmichKept
KEPT = TypeAdapter[Kept](Annotated[Kept, Field(discriminator="kind")])


class Look(BaseModel):
    """How the films are made: in which style, and how long at most."""

    style: StyleName | None = "calm"
    length_s: int | None = Field(default=60, ge=5, le=3600, description="null for the whole song")


class RecurringCreate(Look):
    """A film that makes itself; of the songs in a folder each film takes the next."""

    name: str = Field(min_length=1, max_length=NAME_CHARS, examples=["Our month"])
    rhythm: Rhythm = Rhythm()
    pictures: FolderPictures | WatchedFolder | ImmichPictures = Field(discriminator="kind")
    song_path: PathText = Field(description="a folder with songs, or one song", examples=["music/calm"])


class RecurringUpdate(BaseModel):
    paused: bool


class RunResponse(BaseModel):
    """One time of it; `problem` is why it waits until `tries_again_at`, or why it was given up."""

    period: str
    state: Literal["begun", "gathering", "waiting", "rendering", "made", "failed"]
    problem: str | None = None
    tries_again_at: AwareDatetime | None = None
    project_id: str | None = None
    render_id: str | None = None
    created_at: AwareDatetime


class RecurringResponse(Look):
    """A film that makes itself; `runs` are the newest first.

    `next_at` is null while it is paused, and for a folder that is watched.
    """

    id: str
    name: str
    rhythm: Rhythm
    kind: Literal["folder", "watch", "immich"]
    place: str
    song_path: str
    paused: bool
    next_at: AwareDatetime | None
    next_period: str
    runs: list[RunResponse]
    created_at: AwareDatetime


def add_film(session: Session, user_id: str, request: RecurringCreate) -> RecurringResponse:
    """Set up a film that makes itself; the first is the one that is due next.

    Raises ImportFolderError, NoImportFoldersError, PlaceAddressError, RecurringTooManyError.
    """
    _check(request)
    held = session.scalar(select(func.count()).where(RecurringFilm.user_id == user_id)) or 0
    if held >= MOST_FILMS:
        raise RecurringTooManyError(most=MOST_FILMS)
    given = request.pictures
    row = RecurringFilm(
        user_id=user_id,
        name=" ".join(request.name.split()) or request.name,
        rhythm=request.rhythm.model_dump_json(),
        source=KEPT.validate_python(given.model_dump(exclude={"api_key"})).model_dump_json(),
        secret=given.api_key.get_secret_value() if isinstance(given, ImmichPictures) else None,
        look=Look(style=request.style, length_s=request.length_s).model_dump_json(),
        song_path=request.song_path,
    )
    session.add(row)
    session.flush()
    return _described(session, row)


def list_films(session: Session, user_id: str) -> list[RecurringResponse]:
    """Return the films of an account that make themselves, the newest first."""
    mine = select(RecurringFilm).where(RecurringFilm.user_id == user_id)
    newest = mine.order_by(RecurringFilm.created_at.desc(), RecurringFilm.id)
    rows = session.scalars(newest).all()
    runs = _newest(session, rows, SHOWN_RUNS)
    return [_told(row, runs[row.id]) for row in rows]


def film_of(session: Session, user_id: str, film_id: str) -> RecurringResponse:
    """Return one of them; NotFoundError when the account has none of that id."""
    return _described(session, _own(session, user_id, film_id))


def set_paused(session: Session, user_id: str, film_id: str, *, paused: bool) -> RecurringResponse:
    """Pause it, with what is under way, or let it go on; what was due meanwhile is not made."""
    row = _own(session, user_id, film_id)
    if row.paused and not paused:
        row.since = utc_now()
    row.paused = paused
    session.flush()
    return _described(session, row)


def make_now(session: Session, user_id: str, film_id: str) -> RecurringResponse:
    """Make the film that was due last, or try it again when it failed; RecurringMadeError otherwise."""
    row = _own(session, user_id, film_id)
    if watches(row):
        _again(_newest(session, [row], 1)[row.id], row.name)
    else:
        period = last_due(rhythm_of(row), utc_now())
        run = run_of(session, row.id, period.key)
        if run is None:
            begin_run(session, row.id, period)
        else:
            _again([run], period.label)
    row.paused = False
    session.flush()
    return _described(session, row)


def _again(runs: list[RecurringRun], label: str) -> None:
    """Begin again what failed last; RecurringMadeError when nothing did."""
    if not runs or runs[0].state != "failed":
        raise RecurringMadeError(period=label)
    runs[0].state, runs[0].tries, runs[0].not_before = "begun", 0, None


def delete_film(session: Session, user_id: str, film_id: str) -> None:
    """Make no more of them; the projects that were made stay."""
    session.delete(_own(session, user_id, film_id))


def rhythm_of(film: RecurringFilm) -> Rhythm:
    return Rhythm.model_validate_json(film.rhythm)


def look_of(film: RecurringFilm) -> Look:
    return Look.model_validate_json(film.look)


def _check(request: RecurringCreate) -> None:
    roots = named_roots(settings().import_folders)
    place_of(roots, request.song_path)
    if isinstance(request.pictures, FolderPictures | WatchedFolder):
        ServerFolder(roots, request.pictures.path).folders()
    else:
        checked_url(request.pictures.url)


def _own(session: Session, user_id: str, film_id: str) -> RecurringFilm:
    row = session.get(RecurringFilm, film_id)
    if row is None or row.user_id != user_id:
        raise NotFoundError(what="This film")
    return row


def _described(session: Session, row: RecurringFilm) -> RecurringResponse:
    return _told(row, _newest(session, [row], SHOWN_RUNS)[row.id])


def _told(row: RecurringFilm, runs: Sequence[RecurringRun]) -> RecurringResponse:
    source, rhythm, look = KEPT.validate_json(row.source), rhythm_of(row), look_of(row)
    following = None if watches(row) else next_due(rhythm, utc_now())
    return RecurringResponse(
        **look.model_dump(),
        id=row.id,
        name=row.name,
        rhythm=rhythm,
        kind=source.kind,
        place=source.url if isinstance(source, ImmichKept) else source.path,
        song_path=row.song_path,
        paused=row.paused,
        next_at=None if row.paused or following is None else following.due_at,
        next_period=following.label if following else "",
        runs=[_run(run) for run in runs],
        created_at=row.created_at,
    )


def _newest(session: Session, films: Sequence[RecurringFilm], most: int) -> dict[str, list[RecurringRun]]:
    """Return the newest runs of each film, the newest first, by its id."""
    found: dict[str, list[RecurringRun]] = {film.id: [] for film in films}
    newest_first = RecurringRun.created_at.desc(), RecurringRun.id
    place = func.row_number().over(partition_by=RecurringRun.film_id, order_by=newest_first)
    placed = select(RecurringRun.id, place.label("place")).where(RecurringRun.film_id.in_(found)).subquery()
    runs = select(RecurringRun).join(placed, placed.c.id == RecurringRun.id).where(placed.c.place <= most)
    for run in session.scalars(runs.order_by(*newest_first)):
        found[run.film_id].append(run)
    return found


def _run(run: RecurringRun) -> RunResponse:
    waits = run.problem is not None and run.state not in OVER
    return RunResponse.model_validate(
        {
            "period": run.label,
            "state": run.state,
            "problem": run.problem,
            "tries_again_at": run.not_before if waits else None,
            "project_id": run.project_id,
            "render_id": run.render_id,
            "created_at": run.created_at,
        }
    )
