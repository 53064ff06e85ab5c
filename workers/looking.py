"""A photo that is shown already is looked at, so that the next plan knows what is in it."""

import threading

from core.jobs.attempt import Attempt
from core.jobs.lifecycle import Save
from core.media.probe import MEDIA_LIMITS
from core.projects.media import looking
from core.sandbox.forks.warm import seeing_forks
from core.sandbox.permissions import Permissions
from core.sandbox.worker_process import Child


def look(attempt: Attempt) -> Save:
    """Look at it in a limited process that sees no other file."""
    cancelled = threading.Event()

    def stop() -> None:
        cancelled.set()
        child.kill()

    permitted = Permissions(read=looking.looked_at(attempt.database, attempt.subject_id))
    with Child(MEDIA_LIMITS, permitted, forks=seeing_forks) as child, attempt.stopping_with(stop):
        return looking.look(attempt.database, attempt.subject_id, child, cancelled)
