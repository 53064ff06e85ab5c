"""The job that takes away for good what nobody can bring back, and makes what older versions did not make."""

import threading
from collections.abc import Callable, Iterator
from functools import partial

from core.errors import BeatStitchError, StorageError
from core.files import empty_parts
from core.installation.housekeeping import sweep
from core.jobs.attempt import Attempt
from core.jobs.lifecycle import Save
from core.media.clips.filmstrip import write_filmstrip
from core.media.probe import MEDIA_LIMITS
from core.music.analysis.numba_cache import compile_once
from core.projects.archive.settling import settle_imports
from core.projects.media.looking import due_analyses, look_again, looked_at
from core.projects.media.unmade_files import UnmadeFile, unmade_filmstrips, unmade_sound_copies
from core.render.sound.preview_copy import copy_sound
from core.sandbox.forks.warm import seeing_forks, warm_forks
from core.sandbox.permissions import Permissions
from core.sandbox.worker_process import Child


def keep_house(attempt: Attempt) -> Save:
    """Sweep everything, complete the clips and look at what is due; there is no result to store.

    A file that can't be read holds nothing up: the rest is done first, then the job ends with its error.
    """
    compile_once()  # in a container nothing was compiled when it was built, for another processor
    sweep(attempt.database)
    settle_imports(attempt.database)
    failed: list[BeatStitchError] = []
    for work in _due_work(attempt):
        attempt.give_way()
        try:
            work()
        except StorageError:
            raise
        except BeatStitchError as error:
            attempt.check()  # reading fails, too, when its process was ended
            failed.append(error)
    if failed:
        raise failed[0]
    return lambda _session: None


def _due_work(attempt: Attempt) -> Iterator[Callable[[], None]]:
    """Yield what older clips lack, sound copies and filmstrips, then the looks that are due."""
    for unmade in unmade_sound_copies(attempt.database):
        yield partial(_copy_sound, attempt, unmade)
    for unmade in unmade_filmstrips(attempt.database):
        yield partial(_write_filmstrip, attempt, unmade)
    due = [asset_id for asset_ids in due_analyses(attempt.database).values() for asset_id in asset_ids]
    for done, asset_id in enumerate(due):
        attempt.progress(100 * done / len(due))
        yield partial(_look_again, attempt, asset_id)


def _copy_sound(attempt: Attempt, unmade: UnmadeFile) -> None:
    unmade.target.parent.mkdir(parents=True, exist_ok=True)
    tag = f"{attempt.claim.job_id}.{attempt.claim.attempt}"
    with (
        empty_parts([unmade.target], tag) as parts,
        Child(MEDIA_LIMITS, Permissions([unmade.source], parts), forks=warm_forks) as child,
        attempt.stopping_with(child.kill),
    ):
        copy_sound(unmade.source, unmade.name, unmade.target, child, tag)


def _write_filmstrip(attempt: Attempt, unmade: UnmadeFile) -> None:
    cancelled = threading.Event()
    with attempt.stopping_with(cancelled.set):
        write_filmstrip(unmade.source, unmade.target, unmade.duration_ms, cancelled=cancelled)


def _look_again(attempt: Attempt, asset_id: str) -> None:
    """Look at a photo or clip that was analysed by an older version."""
    cancelled = threading.Event()

    def stop() -> None:
        cancelled.set()
        child.kill()

    permitted = Permissions(read=looked_at(attempt.database, asset_id))
    with Child(MEDIA_LIMITS, permitted, forks=seeing_forks) as child, attempt.stopping_with(stop):
        look_again(attempt.database, asset_id, child, cancelled)
