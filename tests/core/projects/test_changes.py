"""Whatever a person decides about a picture in one tab, the marks tell the others."""

import pytest

from core.projects.changes import changes_of
from core.store.db import Database
from core.store.models import DECIDED_COLUMNS, MediaAsset, Project
from tests.core.decisions import DECISIONS
from tests.core.furnish import furnish


@pytest.mark.parametrize("name", DECIDED_COLUMNS)
def test_every_decision_about_a_picture_changes_the_mark_of_its_media(
    database: Database, project: Project, name: str
) -> None:
    first, _ = furnish(database, project)
    before = changes_of(database, project.owner_id, project.id)
    with database.writing() as session:
        setattr(session.get_one(MediaAsset, first), name, DECISIONS[name])
    after = changes_of(database, project.owner_id, project.id)
    assert after.media != before.media
    assert (after.song, after.renders, after.revision) == (before.song, before.renders, before.revision)
