"""A film that makes itself gets one step further: its pictures and song, its edit, its video."""

from core.errors import BeatStitchError, StorageError
from core.jobs.attempt import Attempt
from core.jobs.lifecycle import Save
from core.projects.recurring.making import Making


def make_film(run: Attempt) -> Save:
    """Take the next step; what keeps it from being taken is noted, and tried again later."""
    making = Making(run.database, run.subject_id)
    try:
        making.go_on(run.check)
    except StorageError:
        raise
    except BeatStitchError as problem:
        making.note(problem)
    return lambda _session: None
