"""The image, run in a chroot as Docker would run it; `make image-test` builds it and names its root."""

import os
import signal
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import Studio, browser, free_port, visitor, wait_until_served
from tests.processes import running
from tests.torture.studio import wait_for

__all__ = ["browser", "visitor"]
RUN = Path(__file__).with_name("run.sh")
USER = 1000
COMPILING_LIMIT_S = 600.0  # it takes 40 s of a core that others want too


@pytest.fixture
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    """Run the image on an empty /data."""
    root = os.environ.get("BEATSTITCH_IMAGE")
    if root is None:
        pytest.skip("make image-test builds the image and names its root")
    data, port = tmp_path_factory.mktemp("data"), free_port()
    os.chown(data, USER, USER)
    command = [str(RUN), root, str(data), str(port)]
    with running(command, stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout is not None
            announced = next(line for line in process.stdout if "BeatStitch is at" in line)
            threading.Thread(target=process.stdout.read, daemon=True).start()  # a full pipe would stop it
            url = f"http://127.0.0.1:{port}"
            wait_until_served(f"{url}/healthz", process)
            numba = data / "cache" / "numba"
            wait_for(
                lambda: any(numba.glob("compiled-*")), COMPILING_LIMIT_S, "compiling"
            )  # once in its life
            yield Studio(url, data, announced.split()[-1])
        finally:
            os.killpg(process.pid, signal.SIGTERM)  # `unshare` passes no signal on to what it has forked
