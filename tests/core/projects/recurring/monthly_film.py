"""A film of each month, its moments, and the work for it, done at once in this process."""

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from core.jobs.attempt import Attempt
from core.jobs.lifecycle import Save
from core.jobs.runner import JobRunner
from core.media.info import MediaInfo, Source
from core.projects.media.media import list_media, song_of
from core.projects.media.sources import keep_facts
from core.projects.opened import OpenProject
from core.projects.projects import list_projects
from core.projects.recurring import films
from core.projects.recurring.films import (
    FolderPictures,
    RecurringCreate,
    RecurringResponse,
    RunResponse,
)
from core.projects.recurring.runs import plan_films
from core.store.db import Database
from core.store.models import AudioTrack, Job, MediaAsset, Project, RecurringFilm, User
from tests.core.furnish import found_beats
from workers.importing import import_media
from workers.recurring import make_film

SET_UP, DUE, LATER = (datetime(2026, *rest, tzinfo=UTC) for rest in ((10, 20), (11, 1, 4), (11, 20)))
HOUR = timedelta(hours=1)


def look_at(attempt: Attempt) -> Save:
    """Take a photo in without reading it."""

    def save(session) -> None:
        asset, layout = session.get_one(MediaAsset, attempt.subject_id), attempt.database.layout
        drawn = layout.absolute(asset.file_path)
        source = Source(asset.id, asset.checksum, "image", drawn, 320, 200, None)
        keep_facts(
            asset, MediaInfo("image", "image/jpeg", 320, 200, display_aspect_ratio="8:5"), source, layout
        )
        asset.thumbnail_path = asset.file_path

    return save


def hear(attempt: Attempt) -> Save:
    """Find beats in a song without listening to it."""

    def save(session) -> None:
        track = session.get_one(AudioTrack, attempt.subject_id)
        project = session.get_one(Project, track.project_id)
        found_beats(OpenProject(session, attempt.database.layout, project), track)

    return save


def draw(_: Attempt) -> Save:
    return lambda _session: None


HANDLERS = {
    "recurring": make_film,
    "import": import_media,
    "ingest": look_at,
    "analyze": hear,
    "final": draw,
}


class Month:
    """A film of each month, and the work for it, done at once in this process."""

    def __init__(self, database: Database, user: User, folder: Path) -> None:
        self.database, self.user, self.folder = database, user, folder
        self.runner = JobRunner(database, "a worker", HANDLERS, threading.Event())

    def set_up(self, **wish) -> str:
        given = {
            "name": "Our month",
            "pictures": FolderPictures(kind="folder", path="photos"),
            "song_path": "songs",
        }
        with self.database.writing() as session:
            film = films.add_film(session, self.user.id, RecurringCreate(**given | wish))
            session.get_one(RecurringFilm, film.id).since = SET_UP
        return film.id

    def work(self, now: datetime) -> list[tuple[str, str]]:
        """Do all that can be done when a clock shows `now`; return periods and states, the newest first."""
        for _ in range(100):
            plan_films(self.database, now)
            with self.database.reading() as session:
                waiting = select(Job.id).where(Job.status == "queued").order_by(Job.created_at, Job.id)
                job_ids = session.scalars(waiting).all()
            if not job_ids:
                return [(run.period, run.state) for run in self.runs()]
            for job_id in job_ids:
                self.runner.run(job_id)
        raise AssertionError("there is always something to do")

    def film(self) -> RecurringResponse:
        with self.database.reading() as session:
            return films.list_films(session, self.user.id)[0]

    def runs(self) -> list[RunResponse]:
        return self.film().runs

    def projects(self) -> list[Project]:
        with self.database.reading() as session:
            return list_projects(session, self.user.id)

    def held(self, project: Project) -> list[str]:
        with self.database.reading() as session:
            song = song_of(session, project.id)
            names = [one.original_filename for one in list_media(session, project.id)]
            return [*names, song.original_filename if song else "no song"]
