"""The job that takes away for good what nobody can bring back, and makes what older versions did not make."""

import threading

from sqlalchemy import select

from core.jobs.attempt import Attempt
from core.jobs.lifecycle import Save
from core.media.probe import MEDIA_LIMITS
from core.projects.housekeeping import sweep
from core.projects.media.looking import due_analyses, look_again
from core.render.sound.preview_copy import copy_sound, sound_copy_of
from core.sandbox.permissions import Permissions
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
    for clip in clips:
        original = layout.absolute(clip.file_path)
        copy = sound_copy_of(layout.project(clip.project_id).stills, clip.checksum or clip.id)
        if original.is_file() and not copy.exists():
            run.give_way()
            copy.parent.mkdir(parents=True, exist_ok=True)
            permitted = Permissions(read=[original], write=[copy.parent])
            with Child(MEDIA_LIMITS, permitted) as child, run.stopping_with(child.kill):
                copy_sound(original, clip.original_filename, copy, child)


def _look_again(run: Attempt) -> None:
    """Look at the photos and clips that were taken in before the eye saw what it sees now."""
    cancelled = threading.Event()

    def stop() -> None:
        cancelled.set()
        child.kill()

    with run.database.reading() as session:
        due = due_analyses(session)
    done = 0
    for project_id, asset_ids in due.items():
        folders = run.database.layout.project(project_id)
        permitted = Permissions(read=[folders.stills, folders.uploads / "media"])
        with Child(MEDIA_LIMITS, permitted) as child, run.stopping_with(stop):
            for asset_id in asset_ids:
                run.give_way()
                run.progress(100 * done / sum(map(len, due.values())))
                look_again(run.database, asset_id, child, cancelled)
                done += 1
