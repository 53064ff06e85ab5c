"""The analysis of a photo is stored when it comes, and made again when it is out of date."""

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from core.jobs.lifecycle import cancel_work_on, submit
from core.projects.media.awaited_looks import FEW_PICTURES, FIRST_PICTURES
from core.projects.media.media import StoredUpload, add_media, delete_media, restore_media
from core.projects.media.sources import analysis_of, source_of
from core.projects.opened import OpenProject
from core.projects.projects import owned_project
from core.projects.readiness import readiness_of
from core.store.models import Job, MediaAsset, Project, new_id
from core.vision.analysis import VisualAnalysis
from tests.make_media import photo_jpeg
from tests.workers.test_clips_completed import run
from tests.workers.worker_processes import Crew, wait_until


def upload_photo(crew: Crew, seed: int = 1) -> str:
    folders, asset_id = crew.database.layout.project(crew.project.id), new_id()
    path = folders.media(asset_id, ".jpg")
    path.parent.mkdir(parents=True, exist_ok=True)
    photo_jpeg(path, seed=seed, taken="2024:06:01 12:00:00")
    received = StoredUpload(crew.database.layout.relative(path), "a.jpg", path.stat().st_size, "image/jpeg")
    with crew.database.writing() as session:
        project = owned_project(session, crew.project.owner_id, crew.project.id)
        return add_media(session, project, received, "image", asset_id).id


def seen(crew: Crew, asset_id: str) -> VisualAnalysis | None:
    with crew.database.reading() as session:
        return analysis_of(session.get_one(MediaAsset, asset_id))


def housekeeping(crew: Crew) -> None:
    with crew.database.writing() as session:
        submit(session, "housekeeping")
    run(crew, "housekeeping")


def test_a_photo_is_looked_at_when_it_comes(crew: Crew) -> None:
    photo = upload_photo(crew)
    run(crew, "ingest")
    analysis = seen(crew, photo)
    assert analysis is not None
    with crew.database.reading() as session:
        source = source_of(session.get_one(MediaAsset, photo), crew.database.layout)
    assert source.analysis == analysis
    assert source.taken_at is not None


def test_of_few_photos_every_one_is_looked_at_when_it_comes(crew: Crew) -> None:
    add_seen(crew, FIRST_PICTURES + 1)
    photo = upload_photo(crew)
    run(crew, "ingest")
    assert seen(crew, photo) is not None


def test_of_many_photos_the_later_ones_are_ready_before_they_are_looked_at(crew: Crew) -> None:
    add_seen(crew, FEW_PICTURES)
    photo = upload_photo(crew)
    run(crew, "ingest")
    assert seen(crew, photo) is None
    assert standing(crew) == (FEW_PICTURES + 1, 1)
    run(crew, "look")
    assert seen(crew, photo) is not None
    assert standing(crew) == (FEW_PICTURES + 1, 0)


@pytest.mark.slow
def test_a_worker_that_is_killed_while_it_looks_leaves_nothing_and_another_goes_on(crew: Crew) -> None:
    add_seen(crew, FEW_PICTURES)
    photos = []
    for seed in range(3):
        photos.append(upload_photo(crew, seed))
        run(crew, "ingest")
    assert standing(crew) == (FEW_PICTURES + 3, 3)
    worker = real_worker(crew)
    wait_until(lambda: bool(looks(crew, "running")))
    started = descendants(worker.pid)
    crew.kill(worker)
    interrupted = [job.id for job in looks(crew, "running")]
    wait_until(lambda: not any(map(is_alive, started)))
    real_worker(crew)
    wait_until(lambda: standing(crew) == (FEW_PICTURES + 3, 0))
    assert [crew.job(job_id).attempt for job_id in interrupted] == [2] * len(interrupted)
    assert all(seen(crew, photo) for photo in photos)
    with crew.database.reading() as session:
        assert session.get_one(Project, crew.project.id).status == "draft"  # it has no song


def real_worker(crew: Crew) -> "subprocess.Popen[bytes]":
    environment = os.environ | {"BEATSTITCH_DATA": str(crew.database.layout.root)}
    command = [sys.executable, "-m", "workers", "--threads", "2", "--parent-pid", str(os.getpid())]
    worker = subprocess.Popen(command, env=environment)
    crew.workers.append(worker)
    return worker


def looks(crew: Crew, status: str) -> list[Job]:
    with crew.database.reading() as session:
        return session.query(Job).filter_by(kind="look", status=status).all()


def descendants(pid: int) -> list[int]:
    """Return the processes that a process has started, and those that these have."""
    children: list[int] = []
    with suppress(OSError):  # a thread or process that has ended meanwhile
        for task in Path(f"/proc/{pid}/task").iterdir():
            children += map(int, (task / "children").read_text().split())
    return children + [below for child in children for below in descendants(child)]


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] not in "ZX"
    except OSError:
        return False


def test_a_photo_that_is_deleted_is_looked_at_when_it_comes_back(crew: Crew) -> None:
    add_seen(crew, FEW_PICTURES)
    photo = upload_photo(crew)
    run(crew, "ingest")
    with crew.database.writing() as session:
        delete_media(session, session.get_one(Project, crew.project.id), [photo])
    assert standing(crew) == (FEW_PICTURES, 0)
    with crew.database.writing() as session:
        restore_media(session, session.get_one(Project, crew.project.id), [photo])
    assert standing(crew) == (FEW_PICTURES + 1, 1)


def add_seen(crew: Crew, number: int) -> None:
    """Add photos that were looked at, without any files."""
    nothing = VisualAnalysis.of_nothing().model_dump_json()
    with crew.database.writing() as session:
        project = session.get_one(Project, crew.project.id)
        for place in range(number):
            asset = add_media(session, project, StoredUpload("-", f"{place}.jpg", 1, "image/jpeg"), "image")
            asset.processing_status, asset.analysis = "ready", nothing
            cancel_work_on(session, asset.id)
            asset.processing_status = "ready"


def standing(crew: Crew) -> tuple[int, int]:
    """Return how many photos are ready, and how many of them are still to be looked at."""
    with crew.database.reading() as session:
        project = session.get_one(Project, crew.project.id)
        now = readiness_of(OpenProject(session, crew.database.layout, project))
    return now.pictures_ready, now.pictures_unseen


def test_housekeeping_looks_again_at_what_is_out_of_date(crew: Crew) -> None:
    photo = upload_photo(crew)
    run(crew, "ingest")
    first = seen(crew, photo)
    assert first is not None
    unanswered = VisualAnalysis.of_nothing(first.models, failed_looks=1)
    older = first.model_copy(update={"version": 0})
    for stale in (None, "{}", older.model_dump_json(), unanswered.model_dump_json()):
        with crew.database.writing() as session:
            session.get_one(MediaAsset, photo).analysis = stale
        housekeeping(crew)
        assert seen(crew, photo) == first


def test_a_damaged_photo_is_named_and_keeps_no_other_from_being_looked_at_again(crew: Crew) -> None:
    photos = []
    for seed in (1, 2):
        photos.append(upload_photo(crew, seed))
        run(crew, "ingest")
    before = [seen(crew, photo) for photo in photos]
    with crew.database.writing() as session:
        stored = [session.get_one(MediaAsset, photo) for photo in photos]
        source_of(stored[0], crew.database.layout).path.write_bytes(b"no picture any more")
        for asset in stored:
            asset.analysis = None
        submit(session, "housekeeping")
    job = run(crew, "housekeeping", ends="failed")
    assert job.error_message is not None
    assert job.error_message.startswith("a.jpg is not")
    assert [seen(crew, photo) for photo in photos] == [None, before[1]]
