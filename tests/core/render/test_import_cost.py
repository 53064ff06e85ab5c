"""Processes import no more than they need: every import is paid in each render's first second."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = [
    "PIL",
    "alembic",
    "av",
    "cv2",
    "ffmpeg",
    "huey.consumer_options",
    "librosa",
    "matplotlib",
    "numba",
    "numpy",
    "opentimelineio",
    "onnxruntime",
    "pandas",
    "plotly",
    "pydantic_settings",
    "scipy",
    "sklearn",
    "soundfile",
    "soxr",
    "sqlalchemy",
]


def imported_by(program: str, **environment: str) -> set[str]:
    """Return which heavy packages a fresh process has loaded after it ran `program`."""
    program += f"; import sys; print(*(name for name in {HEAVY} if name in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | environment,
    )
    return set(done.stdout.split())


@pytest.mark.parametrize(
    ("module", "needed"),
    [
        ("core.sandbox.child_main", set()),
        ("core.render.draw.draw_span", {"av", "cv2", "numpy"}),
        ("core.render.renderer", {"av", "ffmpeg", "pydantic_settings"}),
        ("core.media.stills.stills", {"PIL", "numpy", "pydantic_settings"}),
    ],
)
def test_a_process_imports_what_its_work_needs(module: str, needed: set[str]) -> None:
    assert imported_by(f"import {module}") == needed


def test_the_pages_start_without_what_decodes_analyses_and_draws(tmp_path: Path) -> None:
    """They compute edits, which takes NumPy; ffmpeg-python is a small one, for the diagnostics."""
    program = "from beatstitch_ui.serving import main, server; server.application()"
    loaded = imported_by(program, BEATSTITCH_DATA=str(tmp_path))
    assert loaded == {"ffmpeg", "numpy", "pydantic_settings", "sqlalchemy"}
