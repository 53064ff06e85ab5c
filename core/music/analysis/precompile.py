"""Compiles the inner loops once at installation: `python -m core.music.analysis.precompile`.

Compiling takes some seconds and 150 MB, which would otherwise come on top of somebody's first song.
"""

from pathlib import Path

import numpy as np
import soundfile

from core.music.analysis.analyzer import analyze
from core.music.analysis.numba_cache import compile_once
from core.music.analyzers import LIBROSA

RATE_HZ = 22_050
SONG_S = 8


def compile_kernels(folder: str) -> None:
    """Analyse a song of clicks, written to `folder`; numba keeps what it compiles for that.

    librosa's tracker needs all that ours does, and what is compiled of librosa itself.
    """
    noise = np.random.default_rng(0).standard_normal(RATE_HZ * SONG_S)
    clicks = noise * np.exp(-30 * (np.arange(len(noise)) / RATE_HZ % 0.5))
    song = Path(folder, "clicks.wav")
    soundfile.write(song, 0.3 * clicks, RATE_HZ)
    analyze(song, analyzer=LIBROSA)


if __name__ == "__main__":
    compile_once()
