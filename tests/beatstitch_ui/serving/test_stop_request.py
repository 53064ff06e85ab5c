"""A request to stop is heeded while the server still starts."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from beatstitch_ui.serving.stop_request import stop_requests
from tests.browser.conftest import free_port
from tests.processes import running

# What an exception in a callback of the collector says is lost: Python prints it and goes on.
SERVE = """
import gc, os, signal
from beatstitch_ui.serving.main import serve
from core.settings import settings
sent = []
def once(phase, info):
    if {when} and not sent:
        sent.append(os.kill(os.getpid(), signal.{name}))
gc.callbacks.append(once)
serve(settings())
"""
IN_THE_COLLECTOR = "gc.get_threshold()[0] and phase == 'start' and not gc.isenabled()"


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_a_signal_that_comes_while_garbage_is_collected_ends_the_server(tmp_path: Path, name: str) -> None:
    own = {"BEATSTITCH_DATA": str(tmp_path), "BEATSTITCH_PORT": str(free_port())}
    script = SERVE.format(when=IN_THE_COLLECTOR, name=name)
    with running([sys.executable, "-c", script], env=os.environ | own, stdout=subprocess.PIPE) as server:
        said, _ = server.communicate(timeout=60)
    assert "BeatStitch is at" in said
    assert server.returncode == 0


def test_the_handlers_of_before_are_back_afterwards() -> None:
    before = signal.getsignal(signal.SIGINT)
    with stop_requests() as stop:
        signal.raise_signal(signal.SIGINT)
        assert stop.asked
    assert signal.getsignal(signal.SIGINT) is before
