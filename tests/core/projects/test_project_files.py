"""What downloads are called says what they are, and nothing twice."""

from datetime import UTC, datetime

import pytest

from core.projects.project_files import video_name
from core.store.models import Project, RenderJob


@pytest.mark.parametrize(
    ("name", "is_named", "expected"),
    [
        ("Summer in Norway", True, "Summer-in-Norway-2026-06-01.mp4"),
        ("Film of 1 June 2026", False, "Film-of-1-June-2026.mp4"),
    ],
)
def test_a_video_is_called_by_its_project_and_its_day(name: str, is_named: bool, expected: str) -> None:
    render = RenderJob(job_type="final", created_at=datetime(2026, 6, 1, 12, tzinfo=UTC))
    assert video_name(Project(name=name, is_named=is_named), render, ".mp4") == expected
