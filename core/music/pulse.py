"""Tells music with a pulse from silence, noise, tones and speech."""

from core.music.beats import BeatPath
from core.music.spectra import Floats, Spectra


def has_pulse(song: Spectra, onsets: Floats, path: BeatPath) -> bool:
    """Return whether beats found in `song` can be more than chance."""
    return song.rms > 1e-5 and float(song.flux.max()) > 1e-4 and len(onsets) > 200 and len(path.frames) > 3
