"""What downloads are called says what they are, and nothing twice."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.projects.project_files import video_name
from core.store.models import Project, RenderJob


@pytest.fixture
def local_noon() -> datetime:
    """Return noon of a day where this machine stands, which names tell."""
    return datetime(2026, 6, 1, 12).astimezone()


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


def finished(at: datetime, name: str = "a", **facts: str) -> RenderJob:
    facts = {"job_type": "final", "output_path": f"{name}.mp4", "render_settings_json": "{}"} | facts
    return RenderJob(id=name, completed_at=at, created_at=at, **facts)


def names(renders: list[RenderJob], *, is_named: bool = True) -> list[str]:
    project = Project(name="Summer in Norway" if is_named else "Film of 1 June 2026", is_named=is_named)
    return [video_name(project, one, Path(one.output_path or "").suffix, renders) for one in renders]


def test_a_video_that_is_made_again_is_called_another_name_that_stays(local_noon: datetime) -> None:
    noon = local_noon
    later = [finished(noon + timedelta(minutes=at), name) for at, name in ((0, "b"), (32, "a"), (40, "c"))]
    day = "Summer-in-Norway-2026-06-01"
    assert names(later) == [f"{day}.mp4", f"{day}-12-32.mp4", f"{day}-12-40.mp4"]
    assert names(later[::-1])[::-1] == names(later)
    assert names(later[1:]) == [f"{day}.mp4", f"{day}-12-40.mp4"]  # the first was deleted
    unnamed = [later[0], finished(noon + timedelta(days=1), "d")]
    assert names(unnamed, is_named=False) == [
        "Film-of-1-June-2026.mp4",
        "Film-of-1-June-2026-2026-06-02-12-00.mp4",
    ]


def test_what_is_another_kind_of_video_keeps_its_short_name(local_noon: datetime) -> None:
    noon = local_noon
    renders = [
        finished(noon, "a"),
        finished(noon + timedelta(minutes=1), "b", job_type="preview"),
        finished(noon + timedelta(minutes=2), "c", output_path="c.webm"),
        finished(noon + timedelta(days=1), "d"),
        finished(noon + timedelta(minutes=3), "e", output_path=""),
    ]
    assert names(renders)[:4] == [
        "Summer-in-Norway-2026-06-01.mp4",
        "Summer-in-Norway-preview-2026-06-01.mp4",
        "Summer-in-Norway-2026-06-01.webm",
        "Summer-in-Norway-2026-06-02.mp4",
    ]


def test_videos_of_one_minute_are_numbered(local_noon: datetime) -> None:
    renders = [finished(local_noon + timedelta(seconds=at), str(at)) for at in range(4)]
    day = "Summer-in-Norway-2026-06-01"
    assert names(renders) == [
        f"{day}.mp4",
        f"{day}-12-00.mp4",
        f"{day}-12-00 (2).mp4",
        f"{day}-12-00 (3).mp4",
    ]
