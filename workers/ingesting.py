"""An uploaded photo or clip becomes an asset: its facts, what is drawn and heard, its thumbnail and proxy."""

import threading

from core.jobs.attempt import Attempt
from core.jobs.lifecycle import Save
from core.media.probe import MEDIA_LIMITS
from core.projects.archive.settling import settle_import
from core.projects.media.ingestion import ingestion_of
from core.sandbox.forks.warm import seeing_forks, warm_forks
from core.sandbox.worker_process import Child


def ingest(attempt: Attempt) -> Save:
    """Read the upload in a limited process and make what the browser and the renderer need of it."""
    upload = ingestion_of(attempt.database, attempt.subject_id)
    attempt.afterwards.callback(settle_import, attempt.database, attempt.claim.project_id)
    forks = seeing_forks if upload.looked_at_once else warm_forks
    cancelled = threading.Event()
    tag = f"{attempt.claim.job_id}.{attempt.claim.attempt}"

    def stop() -> None:
        cancelled.set()
        child.kill()

    with (
        upload.permitted(tag) as permitted,
        Child(MEDIA_LIMITS, permitted, forks=forks) as child,
        attempt.stopping_with(stop),
    ):
        prepared = upload.take_in(
            child, tag, on_share=lambda share: attempt.progress(100 * share), cancelled=cancelled
        )
    return upload.keep(prepared)
