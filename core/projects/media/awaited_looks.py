"""Photos that are ready and still to be looked at: they are shown at once, and seen afterwards."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.jobs.kinds import UNFINISHED
from core.jobs.lifecycle import submit
from core.store.models import Job, MediaAsset

# So many pictures make a project's first edit; they are looked at before they count as ready.
FIRST_PICTURES = 12


def order_look(session: Session, asset: MediaAsset) -> None:
    """Have a photo or clip looked at as soon as nothing more urgent waits."""
    submit(session, "look", project_id=asset.project_id, subject_id=asset.id)


def awaited_looks(session: Session, project_id: str) -> frozenset[str]:
    """Return the ids of the project's photos and clips that are still to be looked at."""
    looks = select(Job.subject_id).where(
        Job.project_id == project_id, Job.kind == "look", Job.status.in_(UNFINISHED)
    )
    return frozenset(asset_id for asset_id in session.scalars(looks) if asset_id is not None)


def is_of_the_first(session: Session, project_id: str) -> bool:
    """Tell whether a project has seen too few pictures for its first edit yet."""
    seen = select(func.count(MediaAsset.id)).where(
        MediaAsset.project_id == project_id,
        MediaAsset.deleted_at.is_(None),
        MediaAsset.analysis.is_not(None),
    )
    return (session.scalar(seen) or 0) < FIRST_PICTURES
