"""Processes import no more than they need: every import is paid in each render's first second."""

import subprocess
import sys

import pytest

HEAVY = [
    "PIL",
    "av",
    "cv2",
    "ffmpeg",
    "librosa",
    "numba",
    "numpy",
    "opentimelineio",
    "pydantic_settings",
    "scipy",
    "soundfile",
    "soxr",
    "sqlalchemy",
]


def imported_with(module: str) -> set[str]:
    """Return which heavy packages a fresh process has after importing `module`."""
    program = f"import sys, {module}; print(*(name for name in {HEAVY} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    return set(done.stdout.split())


@pytest.mark.parametrize(
    ("module", "needed"),
    [
        ("core.sandbox.child_main", set()),
        ("core.render.draw.draw_span", {"av", "cv2", "numpy"}),
        ("core.render.renderer", {"av", "ffmpeg", "pydantic_settings"}),
        ("core.media.stills.stills", {"PIL", "numpy", "pydantic_settings"}),
        # NumPy is NiceGUI's; ffmpeg-python is a small one, for the diagnostics.
        ("beatstitch_ui.serving.server", {"ffmpeg", "numpy", "pydantic_settings", "sqlalchemy"}),
    ],
)
def test_a_process_imports_what_its_work_needs(module: str, needed: set[str]) -> None:
    assert imported_with(module) == needed
