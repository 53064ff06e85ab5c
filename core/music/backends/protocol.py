"""What an analyser of beats is given and what it returns."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from core.music.analysis.activations import Activations
from core.music.analysis.silence import Stretches
from core.music.analysis.spectra import Spectra
from core.music.tracking.build import FoundBeat


@dataclass(frozen=True)
class SongFeatures:
    """A song to analyse: its file, and what the built-in ear hears in it.

    `song` and `hearing` are of the joined `stretches` alone where some silence is left out.
    """

    path: Path
    song: Spectra
    hearing: Activations
    stretches: Stretches | None = None


@dataclass(frozen=True)
class Tracked:
    """Beats with their bars and confidences, the time signature, the tempo in BPM and how sure that is.

    `alternative` is another way to count the song that is nearly as likely.
    """

    beats: Sequence[FoundBeat]
    time_signature: str
    bpm: float
    bpm_confidence: float
    alternative: "Tracked | None" = None


class Backend(Protocol):
    """An analyser of beats."""

    def track(self, material: SongFeatures) -> Tracked | None:
        """Return the beats of a song, None when it has no pulse.

        Raises AnalyzerUnavailableError when the analyser is missing or fails.
        """
        ...
