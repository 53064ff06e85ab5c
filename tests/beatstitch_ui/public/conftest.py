"""A finished video of ada's, and small real pictures for guests to send."""

import io
import re
from datetime import UTC, datetime

import pytest
from PIL import Image

from core.files import write_atomic
from core.store.db import Database
from tests.beatstitch_ui.renders import final_render

MADE = '{"output_width": 640, "output_height": 360, "output_fps": 30}'


@pytest.fixture
def video(studio_data: Database, project_id: str) -> str:
    """Return the id of a finished render of 100,000 bytes with a poster."""
    layout = studio_data.layout
    with studio_data.writing() as session:
        facts = {"duration_ms": 9000, "completed_at": datetime(2026, 6, 1, tzinfo=UTC)}
        render = final_render(project_id, render_settings_json=MADE, **facts)
        session.add(render)
        session.flush()
        path = layout.project(project_id).output("final", render.id)
        render.output_path = layout.relative(path)
    write_atomic(path, bytes(range(250)) * 400)
    write_atomic(layout.project(project_id).poster(render.id), picture(1))
    return render.id


def picture(number: int) -> bytes:
    """Return a JPEG unlike those of other numbers."""
    drawn = io.BytesIO()
    Image.new("RGB", (64, 48), (number % 256, 90, 40)).save(drawn, "JPEG", comment=str(number).encode())
    return drawn.getvalue()


def tags(page: str) -> dict[str, str]:
    """Return the Open Graph properties of a page."""
    return dict(re.findall(r'<meta property="([^"]*)" content="([^"]*)">', page))
