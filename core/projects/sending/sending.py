"""What a person does with videos that go to Immich: send one, follow it, stop it, go on with it."""

from typing import Annotated

from pydantic import AwareDatetime, BaseModel, Field, model_validator
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import (
    ImmichNoAlbumError,
    NotFoundError,
    SendKeyGoneError,
    SendNotReadyError,
    SendUnderWayError,
)
from core.gathering.guarded import checked_url
from core.jobs.kinds import UNFINISHED
from core.jobs.lifecycle import submit
from core.projects import keyed_work
from core.projects.imports.sources import PLAIN, STORED, Id, ImmichAccess, ImmichStored
from core.projects.opened import OpenProject
from core.projects.renders.renders import render_of
from core.schemas import JobStatus
from core.store.models import Job, MediaImport, Project, SentVideo

AlbumName = Annotated[str, Field(min_length=1, max_length=200), PLAIN]


class ImmichSend(ImmichAccess):
    """An Immich and a key of its user's, which may upload; and the album, one of the three or none.

    The permissions of the key are asset.upload, for an album albumAsset.create, and for one by its name
    also album.read and album.create.
    """

    album_id: Id | None = None
    album_name: AlbumName | None = Field(default=None, description="made if there is none of this name")
    pictures_album: bool = Field(default=False, description="the album that the pictures came from")

    @model_validator(mode="after")
    def _is_one_album(self) -> "ImmichSend":
        if sum([self.album_id is not None, self.album_name is not None, self.pictures_album]) > 1:
            raise ValueError("name one album, in one way")
        return self


class SentVideoResponse(BaseModel):
    """A video that goes to Immich or is there; `was_there` says that Immich had it already."""

    id: str
    render_id: str
    url: str
    album: str | None = None
    asset_id: str | None = Field(default=None, description="what Immich knows it by")
    was_there: bool = False
    status: JobStatus
    progress_percent: int = 0
    error_message: str | None = Field(default=None, description="why it failed, or is tried again later")
    created_at: AwareDatetime


def send_to_immich(opened: OpenProject, render_id: str, request: ImmichSend) -> SentVideoResponse:
    """Begin to send a finished video; one that is on its way there already is returned instead.

    Raises NotFoundError, SendNotReadyError, ImmichNoAlbumError, and PlaceAddressError for what is no address.
    """
    render, url = render_of(opened, render_id), checked_url(request.url)
    if render.status != "complete" or render.output_path is None:
        raise SendNotReadyError
    album_id, album_name = request.album_id, request.album_name
    if request.pictures_album:
        found = pictures_album(opened, url)
        if found is None:
            raise ImmichNoAlbumError(place=url)
        album_id, album_name = found.album_id, found.title or None
    row = _under_way(opened.session, render.id, url, album_id, album_name)
    if row is None:
        row = SentVideo(
            project_id=opened.project.id,
            render_id=render.id,
            url=url,
            album_id=album_id,
            album_name=album_name,
            secret=request.api_key.get_secret_value(),
        )
        opened.session.add(row)
        opened.session.flush()
        _submit(opened, row)
    return _described(opened.session, row)


def pictures_album(opened: OpenProject, url: str | None = None) -> ImmichStored | None:
    """Return the import of an album of Immich that brought pictures last, of this address if one is given."""
    mine = select(MediaImport.source).where(MediaImport.project_id == opened.project.id)
    for stored in opened.session.scalars(mine.order_by(MediaImport.created_at.desc())):
        source = STORED.validate_json(stored)
        if isinstance(source, ImmichStored) and source.album_id and url in (None, checked_url(source.url)):
            return source
    return None


def known_immich(opened: OpenProject) -> str | None:
    """Return the address of the Immich that a video of the person's went to last, else pictures came from."""
    session, mine = opened.session, Project.owner_id == opened.project.owner_id
    sent = select(SentVideo.url).join(Project, Project.id == SentVideo.project_id).where(mine)
    url = session.scalars(sent.order_by(SentVideo.created_at.desc()).limit(1)).first()
    if url is not None:
        return url
    brought = select(MediaImport.source).join(Project, Project.id == MediaImport.project_id).where(mine)
    for stored in session.scalars(brought.order_by(MediaImport.created_at.desc())):
        source = STORED.validate_json(stored)
        if isinstance(source, ImmichStored):
            return source.url
    return None


def list_sent(opened: OpenProject, render_id: str | None = None) -> list[SentVideoResponse]:
    """Return what was sent of a project, or one of its videos, the newest first."""
    mine = select(SentVideo).where(SentVideo.project_id == opened.project.id)
    if render_id is not None:
        mine = mine.where(SentVideo.render_id == render_id)
    rows = opened.session.scalars(mine.order_by(SentVideo.created_at.desc(), SentVideo.id))
    return [_described(opened.session, row) for row in rows]


def sent_of(opened: OpenProject, sent_id: str) -> SentVideoResponse:
    """Return one of them; NotFoundError when the project has none of that id."""
    return _described(opened.session, _own(opened, sent_id))


def cancel_send(opened: OpenProject, sent_id: str) -> SentVideoResponse:
    """Stop sending; what has arrived in Immich stays there."""
    row = _own(opened, sent_id)
    keyed_work.stop(opened.session, row)
    return _described(opened.session, row)


def retry_send(opened: OpenProject, sent_id: str) -> SentVideoResponse:
    """Go on with one that failed or was stopped; SendUnderWayError, SendKeyGoneError."""
    row = _own(opened, sent_id)
    if row.status in UNFINISHED:
        raise SendUnderWayError
    if row.secret is None:
        raise SendKeyGoneError
    _submit(opened, row)
    return _described(opened.session, row)


def delete_sent(opened: OpenProject, sent_id: str) -> None:
    """Take one out of the list, stopped if need be; what has arrived in Immich stays there."""
    keyed_work.delete(opened.session, _own(opened, sent_id))


def _under_way(
    session: Session, render_id: str, url: str, album_id: str | None, album_name: str | None
) -> SentVideo | None:
    same = select(SentVideo).where(
        SentVideo.render_id == render_id, SentVideo.url == url, SentVideo.status.in_(UNFINISHED)
    )
    for row in session.scalars(same):
        is_same_album = row.album_name == album_name if album_name else row.album_id == album_id
        if is_same_album:
            return row
    return None


def _submit(opened: OpenProject, row: SentVideo) -> None:
    submit(opened.session, "send", project_id=row.project_id, subject_id=row.id)
    opened.session.flush()


def _own(opened: OpenProject, sent_id: str) -> SentVideo:
    row = opened.session.get(SentVideo, sent_id)
    if row is None or row.project_id != opened.project.id:
        raise NotFoundError(what="This sent video")
    return row


def _described(session: Session, row: SentVideo) -> SentVideoResponse:
    newest = select(Job.progress_percent).where(Job.subject_id == row.id).order_by(Job.created_at.desc())
    percent = 100 if row.status == "complete" else session.scalar(newest.limit(1)) or 0
    return SentVideoResponse.model_validate(
        {name: getattr(row, name) for name in ("id", "render_id", "url", "asset_id", "was_there", "status")}
        | {"album": row.album_name or row.album_id, "progress_percent": percent}
        | {"error_message": row.error_message, "created_at": row.created_at}
    )
