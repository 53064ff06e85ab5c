"""What a person does with a project's photos, clips and song: add, order, delete and bring back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.errors import NotFoundError, OrderMismatchError
from core.jobs.lifecycle import cancel_work_on, submit
from core.music.analyzers import BEATSTITCH, Analyzer
from core.projects.media.awaited_looks import order_look
from core.projects.media.media_set import in_order, other_halves
from core.projects.projects import note_change, touch
from core.schemas import MediaType
from core.store.db import utc_now
from core.store.models import AudioTrack, MediaAsset, Project, new_id

FILENAME_CHARS = 255
AT_ONCE = 1000  # ids in one query


@dataclass(frozen=True)
class StoredUpload:
    """A received file: `file_path` is relative to the data root and ends in `filename`."""

    file_path: str
    original_filename: str
    file_size: int
    mime_type: str
    checksum: str | None = None

    @property
    def filename(self) -> str:
        return self.file_path.rsplit("/", 1)[-1]


def list_media(session: Session, project_id: str) -> list[MediaAsset]:
    """Return the photos and clips of a project in their order, what belongs together as one."""
    return in_order(all_media(session, project_id), _order_of(session, project_id))


def ids_with_removed(session: Session, project_id: str) -> list[str]:
    """Return the ids of the photos and clips in their order, with those that can still be brought back."""
    kept = session.scalars(select(MediaAsset).where(MediaAsset.project_id == project_id))
    return [asset.id for asset in in_order(kept.all(), _order_of(session, project_id))]


def _order_of(session: Session, project_id: str) -> str:
    return session.scalar(select(Project.media_order).where(Project.id == project_id)) or "taken"


def all_media(session: Session, project_id: str) -> list[MediaAsset]:
    """Return all photos and clips of a project in no order, both halves of Live Photos among them."""
    visible = select(MediaAsset).where(MediaAsset.project_id == project_id, MediaAsset.deleted_at.is_(None))
    return list(session.scalars(visible.order_by(MediaAsset.id)))


def media_of(session: Session, project: Project, asset_id: str) -> MediaAsset:
    """Return one photo or clip of an owned project; NotFoundError when it has none of that id."""
    asset = kept_media_of(session, project, asset_id)
    if asset.deleted_at is not None:
        raise NotFoundError(what="This photo or clip")
    return asset


def kept_media_of(session: Session, project: Project, asset_id: str) -> MediaAsset:
    """Return one photo or clip, removed ones too: an edit shows them until it is planned again."""
    asset = session.get(MediaAsset, asset_id)
    if asset is None or asset.project_id != project.id:
        raise NotFoundError(what="This photo or clip")
    return asset


def assets_by_id(session: Session, asset_ids: Iterable[str]) -> dict[str, MediaAsset]:
    """Return the photos and clips of these ids by their ids, removed ones too, as far as they are there."""
    ids, found = sorted(set(asset_ids)), dict[str, MediaAsset]()
    for first in range(0, len(ids), AT_ONCE):
        some = select(MediaAsset).where(MediaAsset.id.in_(ids[first : first + AT_ONCE]))
        found |= {asset.id: asset for asset in session.scalars(some.order_by(MediaAsset.id))}
    return found


def add_media(
    session: Session,
    project: Project,
    upload: StoredUpload,
    media_type: MediaType,
    asset_id: str | None = None,
) -> MediaAsset:
    """Append a photo or clip and have it processed."""
    last = session.scalar(select(func.max(MediaAsset.sort_order)).where(MediaAsset.project_id == project.id))
    asset = MediaAsset(
        id=asset_id or new_id(),
        project_id=project.id,
        filename=upload.filename,
        original_filename=upload.original_filename[-FILENAME_CHARS:],
        file_path=upload.file_path,
        file_size=upload.file_size,
        mime_type=upload.mime_type,
        checksum=upload.checksum,
        media_type=media_type,
        sort_order=0 if last is None else last + 1,
    )
    session.add(asset)
    session.flush()
    touch(project)
    submit(session, "ingest", project_id=project.id, subject_id=asset.id)
    return asset


def reorder_media(session: Session, project: Project, asset_ids: Sequence[str]) -> None:
    """Put the photos and clips in this order; OrderMismatchError unless it names each exactly once.

    From now on that is their order, whatever comes later.
    """
    assets = {asset.id: asset for asset in list_media(session, project.id)}
    if sorted(asset_ids) != sorted(assets):
        raise OrderMismatchError
    halves = other_halves(all_media(session, project.id))
    for place, asset_id in enumerate(asset_ids):
        assets[asset_id].sort_order = place
        if asset_id in halves:
            halves[asset_id].sort_order = place
    project.media_order = "hand"
    note_change(session, project)


def put_before(session: Session, project: Project, moved: Sequence[str], before: str | None) -> None:
    """Let photos and clips stand before another one, or at the end."""
    ids = [asset.id for asset in list_media(session, project.id)]
    rest = [asset_id for asset_id in ids if asset_id not in set(moved)]
    at = rest.index(before) if before in rest else len(rest)
    reorder_media(session, project, [*rest[:at], *moved, *rest[at:]])


def delete_media(session: Session, project: Project, asset_ids: Sequence[str]) -> None:
    """Hide photos and clips; their files stay for renders under way and for `restore_media`."""
    halves = other_halves(all_media(session, project.id))
    for asset_id in asset_ids:
        asset = media_of(session, project, asset_id)
        for gone in (asset, *([halves[asset_id]] if asset_id in halves else [])):
            hide_deleted(session, gone)
    note_change(session, project)


def restore_media(session: Session, project: Project, asset_ids: Sequence[str]) -> None:
    """Undo a deletion; NotFoundError for what was never there or was swept away."""
    every = session.scalars(select(MediaAsset).where(MediaAsset.project_id == project.id)).all()
    assets, halves = {asset.id: asset for asset in every}, other_halves(every)
    for asset_id in asset_ids:
        if asset_id not in assets:
            raise NotFoundError(what="This photo or clip")
        for back in (assets[asset_id], *([halves[asset_id]] if asset_id in halves else [])):
            show_deleted(session, back)
    note_change(session, project)


def hide_deleted(session: Session, asset: MediaAsset) -> None:
    """Take one photo or clip from its owner's sight, and end the work on it."""
    asset.deleted_at = utc_now()
    cancel_work_on(session, asset.id)


def show_deleted(session: Session, asset: MediaAsset) -> None:
    """Bring one photo or clip back, and go on with what was left undone on it."""
    asset.deleted_at = None
    if asset.processing_status != "ready":
        submit(session, "ingest", project_id=asset.project_id, subject_id=asset.id)
    elif asset.analysis is None:
        order_look(session, asset)


def song_of(session: Session, project_id: str) -> AudioTrack | None:
    return session.scalar(select(AudioTrack).where(AudioTrack.project_id == project_id))


def attach_song(
    session: Session, project: Project, upload: StoredUpload, track_id: str | None = None
) -> AudioTrack:
    """Make this the project's song, in place of an earlier one, and have its beats found."""
    detach_song(session, project)
    track = AudioTrack(
        id=track_id or new_id(),
        project_id=project.id,
        filename=upload.filename,
        original_filename=upload.original_filename[-FILENAME_CHARS:],
        file_path=upload.file_path,
        file_size=upload.file_size,
        checksum=upload.checksum,
    )
    session.add(track)
    session.flush()
    submit(session, "analyze", project_id=project.id, subject_id=track.id)
    note_change(session, project)
    return track


def analyse_again(session: Session, project: Project, analyzer: Analyzer = BEATSTITCH) -> None:
    """Find the beats of the project's song again, dropping corrections; NotFoundError without a song."""
    track = song_of(session, project.id)
    if track is None:
        raise NotFoundError(what="The song")
    cancel_work_on(session, track.id)
    submit(session, "analyze", project_id=project.id, subject_id=track.id, payload={"analyzer": analyzer})
    note_change(session, project)


def detach_song(session: Session, project: Project) -> None:
    """Take the song away; its file stays until no render needs it."""
    track = song_of(session, project.id)
    if track is not None:
        cancel_work_on(session, track.id)
        session.delete(track)
        project.song_start_ms, project.song_duration_ms = 0, None
    note_change(session, project)
