"""A song gets its beats, its waveform, and a copy of it where the upload can't be played as it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import structlog

from core.errors import MediaRefusedError
from core.jobs.attempt import Attempt
from core.jobs.lifecycle import Save
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
    """Find all that belongs to a song; raises the sentence under the name its owner knows.

    The job says who is to find the beats.
    """
    analyzer = run.claim.payload.get("analyzer", BEATSTITCH)
    with (
        Child(LISTENING_LIMITS, listening([analysis.song], found, analyzer=analyzer)) as listener,
        run.stopping_with(listener.kill),
        _named(analysis.name),
    ):
        run.progress(0, "reading")
        return listen(
            analysis.song,
            found,
            child=listener,
            name=analysis.name,
            checksum=analysis.checksum,
            analyzer=analyzer,
            on_problem=lambda problem: log.warning("analyser replaced", problem=problem),
            on_phase=lambda phase, share: run.progress(95 * share, phase),
        )


@contextmanager
def _named(name: str) -> Iterator[None]:
    """Say `name`, which the owner of the file knows, in a sentence about the stored file."""
    try:
        yield
    except MediaRefusedError as refusal:
        raise type(refusal)(**refusal.facts | {"file": name}) from refusal
