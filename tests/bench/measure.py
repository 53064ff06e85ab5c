"""What work costs: processor time, wall time and peak memory of a process and all its children."""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SAMPLE_S = 0.1
REPOSITORY = Path(__file__).resolve().parents[2]
TICKS_HZ = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Cost:
    """Processor seconds, wall seconds, the largest sum of proportional set sizes in MB, and the output."""

    cpu_s: float
    wall_s: float
    pss_mb: float
    output: str = ""

    @property
    def answer(self) -> dict[str, Any]:
        """The JSON object in the last line that was printed."""
        return json.loads(self.output.strip().splitlines()[-1])


def cost_of(command: Sequence[str]) -> Cost:
    """Run `command` to its end and return what it cost; raises CalledProcessError when it fails."""
    began_s = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=REPOSITORY, text=True)
    peak = _Peak(process.pid)
    assert process.stdout is not None
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall_s = time.perf_counter() - began_s
    pss_mb = peak.stop()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Cost(usage.ru_utime + usage.ru_stime, wall_s, pss_mb, output)


def role(name: str, *arguments: object) -> Cost:
    """Run a part of the benchmark (see `tests.bench.roles`) in a process of its own."""
    return cost_of([sys.executable, "-m", "tests.bench.roles", name, *map(str, arguments)])


class Stopwatch:
    """Processor and wall time of this process and its children, the living ones too, since it was made."""

    def __init__(self) -> None:
        self._cpu_s, self._wall_s = family_cpu_s(), time.perf_counter()

    def read(self) -> dict[str, float]:
        return {"cpu_s": family_cpu_s() - self._cpu_s, "wall_s": time.perf_counter() - self._wall_s}


def family_cpu_s() -> float:
    """Return the processor time of this process and its descendants, ended ones included."""
    own = time.process_time()
    ended = os.times()
    living = sum(map(_ticks, _family(os.getpid())[1:]))
    return own + ended.children_user + ended.children_system + living / TICKS_HZ


def cpu_s_of(pid: int) -> float:
    """Return the processor time of a process and of those of its children that ended."""
    return _ticks(pid) / TICKS_HZ


def _ticks(pid: int) -> int:
    with suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        return sum(map(int, fields[11:15]))  # utime, stime, cutime, cstime
    return 0


class _Peak:
    """Watches the memory of a process and its descendants from a thread."""

    def __init__(self, pid: int) -> None:
        self._pid, self._peak_kb, self._over = pid, 0, threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> float:
        self._over.set()
        self._thread.join()
        return self._peak_kb / 1024

    def _watch(self) -> None:
        while not self._over.wait(SAMPLE_S):
            self._peak_kb = max(self._peak_kb, sum(map(_pss_kb, _family(self._pid))))


def _family(pid: int) -> list[int]:
    family = [pid]
    for member in family:
        with suppress(OSError):
            for task in Path(f"/proc/{member}/task").iterdir():
                family += map(int, (task / "children").read_text().split())
    return family


def _pss_kb(pid: int) -> int:
    with suppress(OSError, IndexError, ValueError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0
