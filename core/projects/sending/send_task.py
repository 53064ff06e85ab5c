"""A video on its way to Immich as its worker sees it: what is sent where, and what has been done of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy.orm import Session

from core.errors import NotFoundError
from core.gathering.guarded import checked_url, guarded_client
from core.gathering.immich_api import ImmichApi, api_of
from core.gathering.immich_upload import Uploaded, Video
from core.jobs.lifecycle import Save
from core.projects.opened import OpenProject
from core.projects.project_files import video_file
from core.projects.renders.renders import render_of
from core.store.db import Database
from core.store.models import Project, SentVideo, User


@dataclass(frozen=True)
class SendTask:
    """One order: a video, and the album it goes into, by its id or else its name."""

    database: Database
    sent_id: str
    url: str
    key: str
    may_reach_itself: bool
    video: Video
    album_id: str | None
    album_name: str | None

    @contextmanager
    def immich(self) -> Iterator[ImmichApi]:
        """Yield the API of the server it goes to."""
        client = guarded_client(may_reach_itself=self.may_reach_itself)
        with api_of(client, checked_url(self.url), self.key) as api:
            yield api

    def note_upload(self, uploaded: Uploaded, *, is_first_attempt: bool) -> None:
        """Write down that it is there; what an earlier attempt may have sent was not there before."""
        with self.database.writing() as session:
            row = session.get(SentVideo, self.sent_id)
            if row is not None and row.asset_id != uploaded.asset_id:
                row.asset_id, row.was_there = uploaded.asset_id, uploaded.was_there and is_first_attempt

    def note_album(self, album_id: str) -> None:
        """Write down which album the name stands for."""
        with self.database.writing() as session:
            row = session.get(SentVideo, self.sent_id)
            if row is not None:
                row.album_id = album_id

    def end(self) -> Save:
        """Return what forgets the key, in the transaction that completes the job."""

        def save(session: Session) -> None:
            row = session.get(SentVideo, self.sent_id)
            if row is not None:
                row.secret = None

        return save


def task_of(database: Database, sent_id: str) -> SendTask:
    """Return what is to be sent; NotFoundError when the order, its project or its video is gone."""
    with database.reading() as session:
        row = session.get(SentVideo, sent_id)
        project = row and session.get(Project, row.project_id)
        if row is None or project is None or project.deleted_at is not None:
            raise NotFoundError(what="This video")
        opened = OpenProject(session, database.layout, project)
        render, (path, name) = render_of(opened, row.render_id), video_file(opened, row.render_id)
        made_at = render.completed_at or render.created_at
        return SendTask(
            database=database,
            sent_id=row.id,
            url=row.url,
            key=row.secret or "",
            may_reach_itself=session.get_one(User, project.owner_id).is_admin,
            video=Video(path, name, f"beatstitch-{render.id}", made_at),
            album_id=row.album_id,
            album_name=row.album_name,
        )
