"""How well beats and bars are found on annotated songs must not get worse."""

from pathlib import Path

import mir_eval
import numpy as np
import pytest

from core.music.analysis.analyzer import analyze
from tests.core.music.annotations import read_annotation

LEAST = {"F": 0.92, "CMLt": 0.85, "AMLt": 0.93, "downbeat F": 0.78}
"""What the shipped weights reach on songs that they were trained on: a guard, not an estimate."""


def scores(audio: Path) -> dict[str, float]:
    annotation, grid = read_annotation(audio.with_suffix(".beats")), analyze(audio)
    assert not grid.fallback, audio.name
    times_s = np.array(grid.times_ms) / 1000
    inside = annotation.covers(times_s)
    downbeats_s = times_s[inside & np.array([beat.is_downbeat for beat in grid.beats])]
    continuity = mir_eval.beat.continuity(annotation.times_s, times_s[inside])
    return {
        "F": mir_eval.beat.f_measure(annotation.times_s, times_s[inside]),
        "CMLt": continuity[1],
        "AMLt": continuity[3],
        "downbeat F": mir_eval.beat.f_measure(annotation.downbeats_s, downbeats_s),
    }


@pytest.mark.slow
def test_annotated_songs_score_as_well_as_ever(shared_data: Path) -> None:
    songs = sorted((shared_data / "music").glob("*.ogg"))
    rows = [scores(song) for song in songs]
    means = {name: float(np.mean([row[name] for row in rows])) for name in LEAST}
    assert len(songs) > 40
    assert all(means[name] >= least for name, least in LEAST.items()), means
