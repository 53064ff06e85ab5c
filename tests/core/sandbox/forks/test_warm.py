"""What the worker's fork servers import leaves nothing in them that their processes would share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.sandbox.forks.server import ForkServer
from core.sandbox.forks.warm import DRAWING, READING, SEEING
from core.sandbox.permissions import Permissions
from core.sandbox.worker_process import Child

REPORT = "core.sandbox.confinement:report"


@pytest.fixture(scope="module", params=[(*READING, *DRAWING), (*READING, *SEEING)], ids=["draws", "sees"])
def server(request: pytest.FixtureRequest) -> Iterator[Path]:
    """Return where /proc tells of a server that has imported everything."""
    forks = ForkServer(request.param)
    with Child(permissions=Permissions(), forks=forks) as child:
        child.call(REPORT, timeout_s=120)
        yield Path(f"/proc/{forks.pid}")
    forks.close()


def test_no_memory_of_it_is_written_by_one_and_read_by_another(server: Path) -> None:
    mapped = [line.split() for line in (server / "maps").read_text().splitlines()]
    assert [line for line in mapped if "w" in line[1] and "s" in line[1]] == []


def test_it_has_no_thread_whose_lock_a_fork_could_take_with_it(server: Path) -> None:
    assert len(list((server / "task").iterdir())) == 1


def test_it_holds_no_file_but_the_way_to_its_worker(server: Path) -> None:
    held = [str(descriptor.readlink()) for descriptor in (server / "fd").iterdir()]
    assert [file.partition(":")[0] for file in held if file != "/dev/null"] == ["socket"]


def test_it_knows_no_secret_of_the_server(server: Path) -> None:
    names = [line.partition(b"=")[0] for line in (server / "environ").read_bytes().split(b"\0")]
    assert [name for name in names if b"TOKEN" in name or b"SECRET" in name or b"PASSWORD" in name] == []
