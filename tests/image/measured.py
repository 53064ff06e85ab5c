"""What the kernel tells of processes: who started whom, how long they waited to run, what they hold."""

import os
from collections.abc import Iterator
from pathlib import Path


def family(ancestor: int) -> list[int]:
    """Return a process with all that it and its descendants have started, as far as they live."""
    parents = dict(_parents())
    found = [ancestor]
    for pid in found:
        found += [child for child, parent in parents.items() if parent == pid]
    return found


def _parents() -> Iterator[tuple[int, int]]:
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            yield int(entry.name), int((entry / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue


def command(pid: int) -> list[str]:
    """Return the command line of a process, nothing of one that has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")
    except OSError:
        return []


def is_python(pid: int) -> bool:
    return "/bin/python" in command(pid)[0] if command(pid) else False


def cpu_s(pid: int) -> float:
    """Return how long a process has worked, with all its threads."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def waited_s(pid: int) -> float:
    """Return how long the main thread of a process could have worked and had no processor."""
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[1]) / 1e9


def pss_bytes(pid: int) -> int:
    """Return the memory of a process with its share of what it shares; 0 of one that has ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) << 10 for line in lines if line.startswith("Pss:")), 0)
