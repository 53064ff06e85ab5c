"""A song gets its beats, its waveform, and a copy of it where the upload can't be played as it is."""

from pathlib import Path

import structlog

from core.jobs.attempt import Attempt
from core.jobs.lifecycle import Save
from core.media.info import OriginalFile
from core.music.analyzers import BEATSTITCH
from core.music.listen import LISTENING_LIMITS, Heard, listen, listening
from core.projects.archive.settling import settle_import
from core.projects.song.song_analysis import SongAnalysis, analysis_of
from core.sandbox.worker_process import Child

log = structlog.stdlib.get_logger(__name__)


def analyse(attempt: Attempt) -> Save:
    """Read the song in a limited process; its files change only by the attempt that owns the job."""
    analysis = analysis_of(attempt.database, attempt.subject_id)
    attempt.afterwards.callback(settle_import, attempt.database, attempt.claim.project_id)
    found = attempt.own_folder(analysis.folders)
    return analysis.keep(found, _listen(attempt, analysis, found))


def _listen(attempt: Attempt, analysis: SongAnalysis, found: Path) -> Heard:
    """Find all that belongs to a song, with the analyzer that the job names."""
    analyzer = attempt.claim.payload.get("analyzer", BEATSTITCH)
    with (
        Child(LISTENING_LIMITS, listening([analysis.song], found, analyzer=analyzer)) as listener,
        attempt.stopping_with(listener.kill),
    ):
        attempt.progress(0, "reading")
        return listen(
            OriginalFile(analysis.song, analysis.name, checksum=analysis.checksum),
            found,
            child=listener,
            analyzer=analyzer,
            on_problem=lambda problem: log.warning("analyser replaced", problem=problem),
            on_phase=lambda phase, share: attempt.progress(95 * share, phase),
        )
