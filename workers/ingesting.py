"""An uploaded photo or clip becomes an asset: its facts, what is drawn and heard, its thumbnail and proxy."""

import threading

from core.jobs.attempt import Attempt
from core.jobs.lifecycle import Save
from core.media.ingest import derive_all, looked_at, prepare
from core.media.probe import MEDIA_LIMITS
from core.projects.archive.settling import settle_import
from core.projects.media.ingestion import ingestion_of
from core.render.sound.preview_copy import copy_sound
from core.sandbox.forks.warm import warm_forks
from core.sandbox.worker_process import Child


def ingest(run: Attempt) -> Save:
    """Read the upload in a limited process and make what the browser and the renderer need of it."""
    upload = ingestion_of(run.database, run.subject_id)
    run.afterwards.callback(settle_import, run.database, run.claim.project_id)
    cancelled = threading.Event()
    tag = f"{run.claim.job_id}.{run.claim.attempt}"

    def stop() -> None:
        cancelled.set()
        child.kill()

    with (
        upload.permitted(tag) as permitted,
        Child(MEDIA_LIMITS, permitted, forks=warm_forks) as child,
        run.stopping_with(stop),
    ):
        prepared = prepare(
            upload.original,
            name=upload.name,
            asset_id=upload.asset_id,
            folder=upload.stills,
            child=child,
            checksum=upload.checksum,
            looks=False,
            tag=tag,
            cancelled=cancelled,
        )
        length_s = max(0.001, (prepared.info.duration_ms or 0) / 1000)
        prepared = derive_all(
            prepared,
            thumbnail=upload.thumbnail,
            proxy=upload.proxy,
            child=child,
            tag=tag,
            on_progress=lambda done_s: run.progress(100 * done_s / length_s),
            cancelled=cancelled,
        )
        prepared = looked_at(prepared, child, cancelled=cancelled)
        if prepared.source.sound_path is not None:
            copy_sound(prepared.source.sound_path, prepared.name, upload.sound_copy, child, tag)
    return upload.keep(prepared)
