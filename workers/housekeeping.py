"""The job that takes away for good what nobody can bring back, and makes what older versions did not make."""

from sqlalchemy import select

from core.jobs.attempt import Attempt
from core.jobs.lifecycle import Save
from core.media.probe import MEDIA_LIMITS
from core.projects.housekeeping import sweep
from core.render.sound.preview_copy import copy_sound, sound_copy_of
from core.sandbox.worker_process import Child
from core.store.models import MediaAsset


def keep_house(run: Attempt) -> Save:
    """Sweep everything and complete the clips; there is no result to store."""
    sweep(run.database)
    _complete_clips(run)
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
