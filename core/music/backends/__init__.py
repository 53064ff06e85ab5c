"""Who finds the beats: small analysers behind one protocol, chosen by name."""

from core.errors import AnalyzerUnavailableError
from core.music.analyzers import BEATSTITCH, LIBROSA, MADMOM
from core.music.backends.librosa_backend import LibrosaBackend
from core.music.backends.madmom_backend import MadmomBackend
from core.music.backends.own import OwnBackend
from core.music.backends.protocol import Backend, SongFeatures, Tracked

__all__ = ["ANALYZERS", "Backend", "SongFeatures", "Tracked", "track_with"]

ANALYZERS: dict[str, Backend] = {
    BEATSTITCH: OwnBackend(),
    LIBROSA: LibrosaBackend(),
    MADMOM: MadmomBackend(),
}


def track_with(name: str, material: SongFeatures) -> tuple[str, Tracked | None, str]:
    """Return who found the beats, what was found (None: nothing), and a sentence if it isn't `name`.

    An analyser that is missing or fails is replaced by the built-in one.
    """
    backend = ANALYZERS.get(name)
    if backend is None:
        problem = AnalyzerUnavailableError(analyzer=name, reason="there is none of that name").user_message
    else:
        try:
            return name, backend.track(material), ""
        except AnalyzerUnavailableError as error:
            problem = error.user_message
    return BEATSTITCH, ANALYZERS[BEATSTITCH].track(material), problem
