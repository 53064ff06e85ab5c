"""The image, run in a chroot as Docker would run it; `make image-test` builds it and names its root."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from core.music.analysis.numba_cache import COMPILING_LIMIT_S
from tests.browser.conftest import Studio, browser, free_port, visitor
from tests.image.measured import cpu_s, family, is_python, pss_bytes, waited_s
from tests.processes import running
from tests.torture.studio import START_LIMIT_S, wait_for

__all__ = ["browser", "visitor"]
RUN = Path(__file__).with_name("run.sh")
USER = 1000
IDLE = "the pages", "the workers"


@dataclass(frozen=True)
class Image:
    """The running image, and what was measured until it was idle for the first time."""

    studio: Studio
    pid: int
    ready_s: float
    waited_s: float
    cpu_s: float
    idle_bytes: int

    @property
    def pythons(self) -> list[int]:
        return pythons(self.pid)


def pythons(pid: int) -> list[int]:
    """Return the Python processes of a running image: the pages, the workers, and what those start."""
    return [one for one in family(pid) if is_python(one)]


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Image]:
    """Run the image on an empty /data until nothing is left to be prepared."""
    root = os.environ.get("BEATSTITCH_IMAGE")
    if root is None:
        pytest.skip("make image-test builds the image and names its root")
    data, port = tmp_path_factory.mktemp("data"), free_port()
    os.chown(data, USER, USER)
    begun_s = time.monotonic()
    with running([str(RUN), root, str(data), str(port)], stdout=subprocess.PIPE) as process:
        try:
            yield _observed(process, data, port, begun_s)
        finally:
            os.killpg(process.pid, signal.SIGTERM)  # `unshare` passes no signal on to what it has forked


def _observed(process: subprocess.Popen[str], data: Path, port: int, begun_s: float) -> Image:
    assert process.stdout is not None
    announced = next(line for line in process.stdout if "BeatStitch is at" in line)
    threading.Thread(target=process.stdout.read, daemon=True).start()  # a full pipe would stop it
    url = f"http://127.0.0.1:{port}"
    wait_for(lambda: _is_ready(url), START_LIMIT_S, "an answer that it is ready")
    ready_s = time.monotonic() - begun_s
    waited = max(map(waited_s, pythons(process.pid)))
    worked = sum(map(cpu_s, pythons(process.pid)))
    compiled = data / "cache" / "numba"
    wait_for(lambda: any(compiled.glob("compiled-*")), COMPILING_LIMIT_S, "compiling")  # once in its life
    wait_for(lambda: len(pythons(process.pid)) == len(IDLE), COMPILING_LIMIT_S, "the compiler's end")
    held = sum(map(pss_bytes, family(process.pid)))
    return Image(Studio(url, data, announced.split()[-1]), process.pid, ready_s, waited, worked, held)


def _is_ready(url: str) -> bool:
    try:
        return urlopen(f"{url}/readyz", timeout=30).status == HTTPStatus.OK  # noqa: S310 - of our own
    except (URLError, ConnectionError, TimeoutError):
        return False


@pytest.fixture
def studio(image: Image) -> Studio:
    return image.studio
