"""What tests of single parts of the API share."""

import pytest

from core.store.models import MediaAsset, Project
from tests.core.furnish import furnish, plan


@pytest.fixture
def clip(studio_data, project_id) -> str:
    """Return the id of a clip with sound in a project with an edit."""
    with studio_data.reading() as session:
        project = session.get_one(Project, project_id)
    _, clip_id = furnish(studio_data, project)
    with studio_data.writing() as session:
        session.get_one(MediaAsset, clip_id).has_sound = True
    plan(studio_data, project)
    return clip_id
