"""The clocks of cameras: which took the pictures, how far each is set right, and what a shift changes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.media.capture.capture_time import TO_THE_SECOND
from core.media.capture.order import OrderKey, by_time
from core.projects.addresses import thumbnail_url
from core.projects.media.media import list_media
from core.projects.media.media_set import captured_of
from core.projects.opened import OpenProject
from core.projects.projects import note_change
from core.store.models import MediaAsset, Project

MOST_SHIFT_S = 30 * 366 * 86_400
BESIDE = 3  # pictures on either side of the one that is looked at


@dataclass(frozen=True)
class Camera:
    """A camera by its maker and model, and its serial number where files tell it."""

    name: str
    serial: str | None = None

    def took(self, asset: MediaAsset) -> bool:
        return (asset.camera, asset.camera_serial) == (self.name, self.serial)


@dataclass(frozen=True)
class CameraClock:
    """How many pictures a camera took, and by how many seconds its clock is set forward (or back)."""

    camera: Camera
    pictures: int
    shift_s: int


@dataclass(frozen=True)
class Neighbour:
    """A picture as the order by time shows it; `is_own` is one of the camera in question."""

    thumbnail: str | None
    name: str
    clock: datetime | None
    is_own: bool


def camera_clocks(opened: OpenProject) -> list[CameraClock]:
    """Return the cameras of a project that tell the time, the one with most pictures first."""
    found: dict[Camera, list[MediaAsset]] = {}
    for asset in list_media(opened.session, opened.project.id):
        if asset.camera and asset.taken_certainty in TO_THE_SECOND:
            found.setdefault(Camera(asset.camera, asset.camera_serial), []).append(asset)
    clocks = [CameraClock(camera, len(took), took[0].clock_shift_s) for camera, took in found.items()]
    return sorted(clocks, key=lambda one: (-one.pictures, one.camera.name, one.camera.serial or ""))


def set_clock(session: Session, project: Project, camera: Camera, shift_s: int) -> None:
    """Set the clock of a camera right by so many seconds, for all that it took, removed pictures too."""
    shift_s = max(-MOST_SHIFT_S, min(MOST_SHIFT_S, shift_s))
    for asset in session.scalars(select(MediaAsset).where(MediaAsset.project_id == project.id)):
        if camera.took(asset):
            asset.clock_shift_s = shift_s
    note_change(session, project)


def inherit_clock(session: Session, asset: MediaAsset) -> None:
    """Give a new picture the shift that its camera has in the project."""
    if not asset.camera:
        return
    same = select(MediaAsset.clock_shift_s).where(
        MediaAsset.project_id == asset.project_id,
        MediaAsset.id != asset.id,
        MediaAsset.camera == asset.camera,
        MediaAsset.camera_serial.is_not_distinct_from(asset.camera_serial),
        MediaAsset.clock_shift_s != 0,
    )
    asset.clock_shift_s = session.scalars(same).first() or asset.clock_shift_s or 0


def beside(opened: OpenProject, camera: Camera, shift_s: int) -> list[Neighbour]:
    """Return the camera's first picture with what was taken before and after it, if it were set so."""
    assets = list_media(opened.session, opened.project.id)
    shots = {asset.id: _shot(asset, camera, shift_s) for asset in assets}
    ordered = by_time(assets, lambda asset: shots[asset.id])
    own = [at for at, asset in enumerate(ordered) if camera.took(asset)]
    if not own:
        return []
    first = max(0, own[0] - BESIDE)
    return [_neighbour(asset, shots[asset.id], camera) for asset in ordered[first : own[0] + BESIDE + 1]]


def _shot(asset: MediaAsset, camera: Camera, shift_s: int) -> OrderKey:
    captured = captured_of(asset)
    if captured and camera.took(asset) and captured.certainty in TO_THE_SECOND:
        more = timedelta(seconds=shift_s - asset.clock_shift_s)
        captured = replace(captured, moment=captured.moment + more)
    return OrderKey(asset.original_filename, captured)


def _neighbour(asset: MediaAsset, shot: OrderKey, camera: Camera) -> Neighbour:
    clock = shot.captured and shot.captured.clock
    return Neighbour(thumbnail_url(asset), asset.original_filename, clock, camera.took(asset))


def named(clocks: Sequence[CameraClock]) -> dict[str, CameraClock]:
    """Return the clocks by what people call their cameras; a number tells two of one kind apart."""
    names = [one.camera.name for one in clocks]
    return {
        f"{one.camera.name} ({one.camera.serial})"
        if names.count(one.camera.name) > 1
        else one.camera.name: one
        for one in clocks
    }
