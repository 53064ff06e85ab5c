"""Every clip gets its filmstrip and, with sound, the copy that previews play: older ones quietly."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from core.jobs.kinds import Kind
from core.jobs.lifecycle import submit
from core.jobs.runner import JobRunner
from core.media.clips.filmstrip import filmstrip_of
from core.projects.media.media import StoredUpload, add_media
from core.projects.projects import owned_project
from core.render.sound.sound_copy import sound_copy_of
from core.store.models import Job, MediaAsset, new_id
from tests.make_media import sounding_clip
from tests.workers.worker_processes import Crew
from workers.handlers import HANDLERS


def run(crew: Crew, kind: Kind, ends: str = "complete") -> Job:
    """Do the waiting job of this kind here and now."""
    with crew.database.reading() as session:
        job_id = session.query(Job).filter_by(kind=kind, status="queued").one().id
    JobRunner(crew.database, "w", HANDLERS, threading.Event()).run(job_id)
    with crew.database.reading() as session:
        job = session.get_one(Job, job_id)
        assert job.status == ends
        return job


def upload_clip(crew: Crew) -> str:
    folders, asset_id = crew.database.layout.project(crew.project.id), new_id()
    path = folders.media(asset_id, ".mp4")
    path.parent.mkdir(parents=True, exist_ok=True)
    sounding_clip(path, "sine=f=1000", 1)
    received = StoredUpload(
        crew.database.layout.relative(path), "speaks.mp4", path.stat().st_size, "video/mp4"
    )
    with crew.database.writing() as session:
        project = owned_project(session, crew.project.owner_id, crew.project.id)
        return add_media(session, project, received, "video", asset_id).id


@pytest.mark.parametrize("made_of", [sound_copy_of, filmstrip_of])
def test_a_clip_gets_both_when_it_comes_and_again_when_that_is_missing(
    crew: Crew, made_of: Callable[[Path, str], Path]
) -> None:
    clip = upload_clip(crew)
    run(crew, "ingest")
    with crew.database.reading() as session:
        checksum = session.get_one(MediaAsset, clip).checksum or ""
    copy = made_of(crew.database.layout.project(crew.project.id).stills, checksum)
    made = copy.read_bytes()
    assert made
    copy.unlink()
    with crew.database.writing() as session:
        submit(session, "housekeeping")
    run(crew, "housekeeping")
    assert len(copy.read_bytes()) == len(made)
    with crew.database.reading() as session:
        assert session.get_one(MediaAsset, clip).processing_status == "ready"
