"""Photos and clips come in from another place, one after the other, each exactly once."""

from core.errors import ItemDamagedError, ItemGoneError, MediaRefusedError
from core.gathering.items import MediaSource
from core.jobs.attempt import Attempt
from core.jobs.lifecycle import Save
from core.projects.imports.import_task import ImportTask, task_of


def import_media(attempt: Attempt) -> Save:
    """Write down what is there, then bring it in, from where the last attempt was stopped."""
    task = task_of(attempt.database, attempt.subject_id)
    with task.place() as place:
        if not task.is_listed:
            attempt.progress(0, "looking")
            task.keep_list(place.items(attempt.check))
        _bring(attempt, task, place)
    return task.end()


def _bring(attempt: Attempt, task: ImportTask, place: MediaSource) -> None:
    for position, item in task.waiting():
        attempt.give_way()
        attempt.progress(100 * task.share_done(), "importing")
        part = task.part(position, item)
        try:
            whole = place.fetch(item, part, attempt.check)
        except (ItemGoneError, ItemDamagedError, MediaRefusedError) as refusal:
            part.unlink(missing_ok=True)
            task.refuse(position, refusal)
        else:
            task.take(position, whole, part)
