"""A render that is being made: what its worker draws, where the files go, and what is kept of them."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from core.edit.selection.covers import covers_of
from core.errors import NotFoundError
from core.files import publish, write_atomic
from core.jobs.lifecycle import Save
from core.projects.media.media import assets_by_id
from core.projects.media.sources import analysis_of
from core.projects.renders.render_snapshot import Snapshot, load_snapshot
from core.render.renderer import Rendered
from core.schemas import RenderSettings
from core.store.db import Database
from core.store.layout import Layout, ProjectFolders
from core.store.models import RenderJob
from core.vision.analysis import VisualAnalysis

SUFFIXES = {"mp4": ".mp4", "mov": ".mov"}


@dataclass(frozen=True)
class RenderTask:
    """An ordered render with all that it was ordered from."""

    layout: Layout
    render_id: str
    project_id: str
    job_type: str
    snapshot: Snapshot
    settings: RenderSettings
    covers: tuple[str, ...] = ()
    """The ids of the assets that may stand for the video, the best first."""

    @property
    def folders(self) -> ProjectFolders:
        return self.layout.project(self.project_id)

    def output(self, container: str) -> Path:
        """Return where the video goes, in a container of libavformat's name."""
        return self.folders.output(self.job_type, self.render_id, SUFFIXES[container])

    def keep(self, rendered: Rendered, part: Path, video: Path) -> Save:
        """Return what gives the video written to `part` its name, and stores what it has become."""
        poster = self.folders.poster(self.render_id)

        def save(session: Session) -> None:
            publish(part, video)
            if rendered.poster:
                write_atomic(poster, rendered.poster)
            stored = session.get_one(RenderJob, self.render_id)
            stored.output_path, stored.file_size = self.layout.relative(video), rendered.file_size
            stored.duration_ms = rendered.duration_ms
            done = self.settings.model_copy(update={"encoder": rendered.encoder})
            stored.render_settings_json = done.model_dump_json()
            stored.poster_path = self.layout.relative(poster) if rendered.poster else None

        return save


def task_of(database: Database, render_id: str) -> RenderTask:
    """Return an ordered render; raises NotFoundError, or SourcesMissingError when files of it are gone."""
    layout = database.layout
    with database.reading() as session:
        order = session.get(RenderJob, render_id)
        if order is None:
            raise NotFoundError(what="This render")
        snapshot = load_snapshot(layout.project(order.project_id).snapshot(order.content_hash), layout)
        covers = covers_of(snapshot.edl, _seen(session, snapshot))
    return RenderTask(
        layout=layout,
        render_id=order.id,
        project_id=order.project_id,
        job_type=order.job_type,
        snapshot=snapshot,
        settings=RenderSettings.model_validate_json(order.render_settings_json),
        covers=covers,
    )


def _seen(session: Session, snapshot: Snapshot) -> dict[str, VisualAnalysis]:
    """Return what was seen in what is drawn, as far as that is known."""
    assets = assets_by_id(session, (one.source.asset_id for one in snapshot.drawn))
    found = {asset_id: analysis_of(asset) for asset_id, asset in assets.items()}
    return {asset_id: analysis for asset_id, analysis in found.items() if analysis is not None}
