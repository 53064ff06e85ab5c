"""A process that is forked from a warmed one looks as any other, and copies next to nothing for it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from core.sandbox.launch import LARGE_PAGES
from core.vision.analysis import VisualAnalysis
from tests.core.vision.scenes import with_face

MOST_PAGES = 12_000  # 25,000 when the warm process has looked at a whole picture
LARGE_PAGES_ON = Path("/sys/kernel/mm/transparent_hugepage/enabled")
LOOKING = """
import json, os, resource, sys
from pathlib import Path
from core.vision.analyze import models_at_hand, warm_up
from core.vision.files import FileFacts
from core.vision.photos.photos import analyze_photo

still, is_warm = Path(sys.argv[1]), sys.argv[2] == "warm"
models = models_at_hand()
if is_warm:
    warm_up()
    if os.fork():
        sys.exit(os.waitstatus_to_exitcode(os.wait()[1]))
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
seen = analyze_photo(still, FileFacts(960, 640), models).model_dump(mode="json")
pages = resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before
print(json.dumps([seen, pages]), flush=True)
os._exit(0)
"""


@pytest.fixture
def still(tmp_path: Path) -> Path:
    path = tmp_path / "still.jpg"
    Image.fromarray(with_face(200)[:, :, ::-1]).save(path, quality=95)
    return path


def look(still: Path, how: str) -> tuple[dict[str, object], int]:
    """Return what a process of its own sees in a photo, and how many pages of memory that touched."""
    answer = subprocess.run(
        [sys.executable, "-c", LOOKING, str(still), how],
        env=os.environ | {"GLIBC_TUNABLES": LARGE_PAGES},
        capture_output=True,
        check=True,
        timeout=120,
    )
    seen, pages = json.loads(answer.stdout)
    return seen, pages


def test_it_sees_the_same(still: Path) -> None:
    warm, cold = look(still, "warm")[0], look(still, "cold")[0]
    assert warm == cold
    assert len(VisualAnalysis.model_validate(warm).faces) == 1


@pytest.mark.skipif(
    not LARGE_PAGES_ON.exists() or "[never]" in LARGE_PAGES_ON.read_text(),
    reason="this machine has no large pages",
)
def test_it_copies_no_buffers_of_what_was_looked_at_before(still: Path) -> None:
    assert look(still, "warm")[1] < MOST_PAGES
