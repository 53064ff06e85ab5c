"""The addresses that the operator named are told that a video is ready, or could not be made."""

from core.errors import NoticeNotSentError
from core.jobs.attempt import Attempt
from core.jobs.lifecycle import Save
from core.projects.renders.notices import notice_of
from core.settings import settings


def notify(attempt: Attempt) -> Save:
    """Tell them once; NoticeNotSentError when any could not be reached."""
    from apprise import Apprise  # noqa: PLC0415 - it takes .7 s, and few have it told them

    notice, told = notice_of(attempt.database, attempt.subject_id), Apprise()
    for address in settings().notify:
        told.add(address.get_secret_value())
    if notice is not None and not told.notify(title=notice.title, body=notice.body):
        raise NoticeNotSentError
    return lambda _session: None
