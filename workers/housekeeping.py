"""The job that takes away for good what nobody can bring back, and makes what older versions did not make."""

import threading

from sqlalchemy import select

from core.jobs.attempt import Attempt
from core.jobs.lifecycle import Save
from core.media.probe import MEDIA_LIMITS
from core.projects.housekeeping import sweep
from core.projects.looking import due_analyses, look_again
from core.render.sound.preview_copy import copy_sound, sound_copy_of
from core.sandbox.worker_process import Child
from core.store.models import MediaAsset


def keep_house(run: Attempt) -> Save:
    """Sweep everything, complete the clips and look at what is due; there is no result to store."""
    sweep(run.database)
    _complete_clips(run)
    _look_again(run)
    return lambda _session: None


def _complete_clips(run: Attempt) -> None:
    """Copy the sound of clips that were taken in before previews played it, unless something waits."""
    layout = run.database.layout
    sounding = select(MediaAsset).where(
        MediaAsset.has_sound, MediaAsset.processing_status == "ready", MediaAsset.deleted_at.is_(None)
    )
    with run.database.reading() as session:
        clips = session.scalars(sounding).all()
    with Child(MEDIA_LIMITS) as child, run.stopping_with(child.kill):
        for clip in clips:
            original = layout.absolute(clip.file_path)
            copy = sound_copy_of(layout.project(clip.project_id).stills, clip.checksum or clip.id)
            if original.is_file() and not copy.exists():
                run.give_way()
                copy_sound(original, clip.original_filename, copy, child)


def _look_again(run: Attempt) -> None:
    """Look at the photos and clips that were taken in before the eye saw what it sees now."""
    cancelled = threading.Event()

    def stop() -> None:
        cancelled.set()
        child.kill()

    with run.database.reading() as session:
        due = due_analyses(session)
    with Child(MEDIA_LIMITS) as child, run.stopping_with(stop):
        for done, asset_id in enumerate(due):
            run.give_way()
            run.progress(100 * done / len(due))
            look_again(run.database, asset_id, child, cancelled)
