"""Compiles the inner loops once at installation: `python -m core.music.analysis.precompile`.

Compiling takes some seconds and 150 MB, which would otherwise come on top of somebody's first song.
"""

import tempfile
from pathlib import Path

import numpy as np
import soundfile

from core.music.analysis.analyzer import analyze

RATE_HZ = 22_050
SONG_S = 8


def main() -> None:
    noise = np.random.default_rng(0).standard_normal(RATE_HZ * SONG_S)
    clicks = noise * np.exp(-30 * (np.arange(len(noise)) / RATE_HZ % 0.5))
    with tempfile.TemporaryDirectory() as folder:
        song = Path(folder, "clicks.wav")
        soundfile.write(song, 0.3 * clicks, RATE_HZ)
        analyze(song)


if __name__ == "__main__":
    main()
