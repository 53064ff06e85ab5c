"""Photos that are ready and still to be looked at: they are shown at once, and seen afterwards."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.jobs.kinds import UNFINISHED
from core.jobs.lifecycle import submit
from core.store.models import Job, MediaAsset

# So many pictures make a project's first edit; they are looked at before they count as ready.
FIRST_PICTURES = 12
# A film of so few waits for them all: looking later would only have each decoded once more.
FEW_PICTURES = 2 * FIRST_PICTURES


def order_look(session: Session, asset: MediaAsset) -> None:
    """Have a photo or clip looked at as soon as nothing more urgent waits."""
    submit(session, "look", project_id=asset.project_id, subject_id=asset.id)


def awaited_looks(session: Session, project_id: str) -> frozenset[str]:
    """Return the ids of the project's photos and clips that are still to be looked at."""
    looks = select(Job.subject_id).where(
        Job.project_id == project_id, Job.kind == "look", Job.status.in_(UNFINISHED)
    )
    return frozenset(asset_id for asset_id in session.scalars(looks) if asset_id is not None)


def is_looked_at_once(session: Session, project_id: str) -> bool:
    """Tell whether a project has few pictures, or has seen too few for its first edit yet."""
    counted = select(func.count(), func.count(MediaAsset.analysis)).where(
        MediaAsset.project_id == project_id, MediaAsset.deleted_at.is_(None)
    )
    there, seen = session.execute(counted).one()
    return there <= FEW_PICTURES or seen < FIRST_PICTURES
