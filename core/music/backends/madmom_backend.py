"""The optional analyser madmom, in a process of its own.

Its trained models are licensed for non-commercial use only (CC BY-NC-SA 4.0), so it is never
installed nor chosen by default.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec

import numpy as np

from core.errors import AnalyzerUnavailableError
from core.music.analysis.activations import sigmoid, strongest_near
from core.music.backends.protocol import SongFeatures, Tracked
from core.music.tracking.build import FoundBeat, tempo_bpm

TIME_LIMIT_S = 3600.0
FEWEST_BEATS = 4
BPM_CONFIDENCE = 0.8
LEAST_CONFIDENCE = 0.5


class MadmomBackend:
    """Böck, Krebs and Widmer's joint beat and downbeat tracker (ISMIR 2016)."""

    def track(self, material: SongFeatures) -> Tracked | None:
        """Return the beats that madmom finds; their confidence is our own ear's agreement."""
        if find_spec("madmom") is None:
            raise AnalyzerUnavailableError(analyzer="madmom", reason="it is not installed")
        command = [sys.executable, "-m", "core.music.backends.madmom_child", str(material.path)]
        try:
            done = subprocess.run(command, capture_output=True, timeout=TIME_LIMIT_S, check=True)
            rows = [(float(time), int(number)) for time, number in json.loads(done.stdout)]
        except (OSError, subprocess.SubprocessError, ValueError) as error:
            reason = f"it failed ({type(error).__name__})"
            raise AnalyzerUnavailableError(analyzer="madmom", reason=reason) from error
        return as_tracked(rows, material) if len(rows) >= FEWEST_BEATS else None


def as_tracked(rows: Sequence[tuple[float, int]], material: SongFeatures) -> Tracked:
    """Return madmom's rows of (seconds, number in the bar) as tracked beats."""
    times_s = np.array([time for time, _ in rows])
    heard_s = material.stretches.in_heard_s(times_s) if material.stretches else times_s
    heard = strongest_near(sigmoid(material.hearing.log_odds[:, 0]), heard_s)
    confidences = np.clip(LEAST_CONFIDENCE + (1 - LEAST_CONFIDENCE) * heard, 0, 1)
    return Tracked(
        beats=[
            FoundBeat(time, number == 1, float(c))
            for (time, number), c in zip(rows, confidences, strict=True)
        ],
        time_signature=f"{max(2, *(number for _, number in rows))}/4",
        bpm=tempo_bpm([round(time * 1000) for time, _ in rows]),
        bpm_confidence=BPM_CONFIDENCE,
    )
