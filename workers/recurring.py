"""A film that makes itself gets one step further: its pictures and song, its edit, its video."""

from core.errors import BeatStitchError, StorageError
from core.jobs.attempt import Attempt
from core.jobs.lifecycle import Save
from core.projects.recurring.making import Making
from core.projects.recurring.watching import begin_new_folders


def make_film(attempt: Attempt) -> Save:
    """Take the next step, or look for new folders of a film that watches one.

    What keeps a step from being taken is noted, and tried again later.
    """
    if begin_new_folders(attempt.database, attempt.subject_id, attempt.check):
        return lambda _session: None
    making = Making(attempt.database, attempt.subject_id)
    try:
        making.go_on(attempt.check)
    except StorageError:
        raise
    except BeatStitchError as problem:
        making.note(problem)
    return lambda _session: None
