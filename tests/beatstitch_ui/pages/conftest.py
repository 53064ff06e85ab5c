"""What pages of a project show: an edit that is planned."""

import pytest

from core.music.sections.song_sections import Section, Sections, save_sections
from core.projects.edit import timelines
from core.projects.opened import OpenProject
from core.store.models import Project
from tests.core.furnish import SONG_MS, furnish, plan


@pytest.fixture
def edited(studio_data, project_id):
    """Return a function that tells the state of a planned edit of a song with a calm and a high half."""
    with studio_data.reading() as session:
        project = session.get_one(Project, project_id)
    furnish(studio_data, project, ("image", "image", "video"))
    halves = [
        Section(start_ms=0, end_ms=SONG_MS // 2, label="A", intensity="calm"),
        Section(start_ms=SONG_MS // 2, end_ms=SONG_MS, label="B", intensity="high"),
    ]
    stored = Sections(audio_file_checksum="5" * 64, sections=halves)
    save_sections(stored, studio_data.layout.project(project_id).sections)
    plan(studio_data, project)

    def state() -> timelines.TimelineState:
        with studio_data.reading() as session:
            mine = session.get_one(Project, project_id)
            return timelines.state_of(OpenProject(session, studio_data.layout, mine))

    return state
