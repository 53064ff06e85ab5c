"""Listening from the caller's side: the grid, what goes beside it, and what it may cost."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from core.media.info import OriginalFile
from core.music.analysis.numba_cache import compile_once
from core.music.listen import LISTENING_LIMITS, listen, listening
from core.music.onset_file import load_onsets
from core.music.sections.song_sections import load_sections
from core.sandbox.worker_process import Child
from tests.core.music.click_tracks import RATE_HZ, band, write_song

MOST_MB = 400
MEASURE = """
import json, sys
from pathlib import Path
from core.music.analysis.analyzer import analyze
grid = analyze(Path(sys.argv[1]))
status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
peak_mb = int(status["VmHWM"].split()[0]) / 1024  # ru_maxrss would count what pytest held at the fork
print(json.dumps({"peak_mb": peak_mb, "grid": grid.model_dump(mode="json", exclude={"analyzed_at"})}))
"""


def measured(song: Path, threads: int = 1) -> dict[str, Any]:
    """Return the grid and the peak memory of an analysis in a process with so many threads."""
    names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS")
    environment = os.environ | dict.fromkeys(names, str(threads))
    command = [sys.executable, "-c", MEASURE, str(song)]
    done = subprocess.run(command, capture_output=True, check=True, env=environment)
    return json.loads(done.stdout)


def test_parts_and_onsets_lie_beside_the_grid_and_phases_and_problems_are_told(tmp_path: Path) -> None:
    song = write_song(tmp_path / "song.wav", band(120, 10, 4))
    problems: list[str] = []
    phases: dict[str, float] = {}
    (tmp_path / "derived").mkdir()
    with Child(LISTENING_LIMITS, listening([song], tmp_path / "derived")) as listener:
        grid = listen(
            OriginalFile(song, song.name),
            tmp_path / "derived",
            child=listener,
            on_phase=phases.__setitem__,
            on_problem=problems.append,
            analyzer="nobody",
        ).grid
    assert grid.analyzer == "beatstitch"
    assert phases == {"decoding": 0.0, "listening": 0.3, "tracking": 1.0}
    assert len(problems) == 1
    assert "nobody can't be used" in problems[0]
    assert load_sections(tmp_path / "derived" / "sections.json").duration_ms == grid.duration_ms
    assert load_onsets(tmp_path / "derived" / "onsets.json")


@pytest.mark.slow
def test_the_number_of_threads_changes_nothing(tmp_path: Path) -> None:
    song = write_song(tmp_path / "song.flac", band(112, 60, 3))
    assert measured(song, threads=1)["grid"] == measured(song, threads=2)["grid"]


@pytest.mark.slow
def test_half_an_hour_takes_400_mb_at_most(tmp_path: Path) -> None:
    compile_once()
    minute = band(124, 60, 4).astype(np.float32)
    with soundfile.SoundFile(tmp_path / "long.flac", "w", RATE_HZ, 2) as song:
        for _ in range(30):
            song.write(np.stack([minute, minute], axis=1))
    found = measured(tmp_path / "long.flac")
    assert found["grid"]["duration_ms"] == 30 * 60_000
    assert found["peak_mb"] <= MOST_MB
