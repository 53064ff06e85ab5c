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


def analyse(run: Attempt) -> Save:
    """Read the song in a limited process; its files change only by the attempt that owns the job."""
    analysis = analysis_of(run.database, run.subject_id)
    run.afterwards.callback(settle_import, run.database, run.claim.project_id)
    found = run.own_folder(analysis.folders)
    return analysis.keep(found, _listen(run, analysis, found))


def _listen(run: Attempt, analysis: SongAnalysis, found: Path) -> Heard:
    """Find all that belongs to a song, with the analyzer that the job names."""
    analyzer = run.claim.payload.get("analyzer", BEATSTITCH)
    with (
        Child(LISTENING_LIMITS, listening([analysis.song], found, analyzer=analyzer)) as listener,
        run.stopping_with(listener.kill),
    ):
        run.progress(0, "reading")
        return listen(
            OriginalFile(analysis.song, analysis.name, checksum=analysis.checksum),
            found,
            child=listener,
            analyzer=analyzer,
            on_problem=lambda problem: log.warning("analyser replaced", problem=problem),
            on_phase=lambda phase, share: run.progress(95 * share, phase),
        )
