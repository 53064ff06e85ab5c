"""What a render finds drawn already is told from its edit and the cache, before it is ordered."""

import pytest

from core.projects.projects import owned_project
from core.projects.renders.render_estimate import share_drawn
from core.projects.renders.render_snapshot import Snapshot
from core.projects.renders.renders import snapshot_of
from core.schemas import RenderSettings
from core.store.db import Database
from core.store.models import Project
from tests.core.furnish import fill_cache, furnish, plan

SMALL = RenderSettings(output_width=640, output_height=360, output_fps=30)


@pytest.fixture
def snapshot(database: Database, project: Project) -> Snapshot:
    furnish(database, project)
    plan(database, project)
    with database.reading() as session:
        return snapshot_of(session, owned_project(session, project.owner_id, project.id), database.layout)


def test_the_share_is_that_of_the_frames_in_the_cache(database: Database, snapshot: Snapshot) -> None:
    layout = database.layout
    assert share_drawn(snapshot, SMALL, layout) == 0
    stored = [(span, share_drawn(snapshot, SMALL, layout)) for span in fill_cache(snapshot, SMALL, layout)]
    shares = [share for _, share in stored]
    assert shares[0] == stored[0][0].frames / sum(span.frames for span, _ in stored)
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert share_drawn(snapshot, SMALL.model_copy(update={"quality_preset": "high"}), layout) == 0
    assert share_drawn(snapshot, SMALL.model_copy(update={"quality_preset": "preview"}), layout) == 0
