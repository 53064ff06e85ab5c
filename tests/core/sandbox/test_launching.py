"""Processes that open uploads start in one place, so that none of them can be forgotten unconfined."""

import ast
from pathlib import Path

import pytest

from core.sandbox.launch import limited
from core.sandbox.limits import Limits

ROOT = Path(__file__).resolve().parents[3]
STARTERS = {"subprocess", "multiprocessing", "pty", "concurrent.futures.process"}
STARTING_CALLS = ("os.exec", "os.spawn", "os.posix_spawn", "os.fork", "os.popen", "os.system")
# What else starts a process, and why it opens no upload or is confined already.
ALLOWED = {
    "launch.py": "the one place",
    "shim.py": "becomes the program, confined",
    "channel.py": "names the pipes, starts through launch",
    "ffmpeg.py": "starts through launch, and asks for versions confined",
    "server.py": "starts the fork server through launch",
    "serving.py": "forks before anything is opened; the fork confines itself",
    "madmom_backend.py": "runs inside a confined child, and inherits its rules",
    "app.py": "becomes the worker",
}
ALLOWED |= dict.fromkeys(("workshop.py", "worker_supervisor.py"), "starts the worker")


def starts_processes(tree: ast.AST) -> bool:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import) and any(name.name in STARTERS for name in node.names):
            return True
        if isinstance(node, ast.ImportFrom) and node.module in STARTERS:
            return True
        if isinstance(node, ast.ImportFrom) and any(
            name.name == "ProcessPoolExecutor" for name in node.names
        ):
            return True
        if isinstance(node, ast.Attribute) and ast.unparse(node).startswith(STARTING_CALLS):
            return True
    return False


@pytest.mark.parametrize("package", ["core", "workers", "beatstitch_ui"])
def test_no_other_module_starts_processes(package: str) -> None:
    found = {
        file.name for file in (ROOT / package).rglob("*.py") if starts_processes(ast.parse(file.read_text()))
    }
    assert found <= set(ALLOWED)


def test_a_command_without_permissions_is_confined_all_the_same() -> None:
    command = limited(["/bin/true"], Limits())
    assert Path(command[3]).name == "shim.py"
    assert '"permissions"' in command[4]
