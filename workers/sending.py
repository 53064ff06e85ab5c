"""A finished video goes to Immich, once, and into its album."""

from core.errors import ImmichAwayError, PlaceAwayError
from core.gathering.immich_api import ImmichApi
from core.gathering.immich_upload import add_to_album, album_named, upload
from core.jobs.attempt import Attempt
from core.jobs.lifecycle import Save
from core.projects.sending.send_task import SendTask, task_of

SENT = 95  # percent; the rest is the album


def send_video(attempt: Attempt) -> Save:
    """Send what Immich does not have; ImmichAwayError has it tried again later."""
    task = task_of(attempt.database, attempt.subject_id)
    attempt.progress(0, "sending")
    try:
        with task.immich() as api:
            _send(attempt, task, api)
    except PlaceAwayError as error:
        raise ImmichAwayError(**error.facts) from error
    return task.end()


def _send(attempt: Attempt, task: SendTask, api: ImmichApi) -> None:
    uploaded = upload(api, task.video, attempt.check, lambda share: attempt.progress(SENT * share, "sending"))
    task.note_upload(uploaded, is_first_attempt=attempt.claim.attempt == 1)
    album_id = task.album_id
    if album_id is None and task.album_name is not None:
        album_id = album_named(api, task.album_name, attempt.check)
        task.note_album(album_id)
    if album_id is not None:
        add_to_album(api, album_id, uploaded.asset_id, attempt.check)
