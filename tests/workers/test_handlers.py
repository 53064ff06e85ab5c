"""The real handlers in a real worker: uploads become assets, a song gets beats, an order a video."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from importlib.metadata import version
from pathlib import Path

import pytest
import soundfile

from core.errors import RenderNotRetryableError
from core.music.grid.beat_grid import load_grid
from core.projects.edit import timelines
from core.projects.media.media import StoredUpload, add_media, attach_song, delete_media, list_media, song_of
from core.projects.opened import OpenProject
from core.projects.projects import owned_project, update_settings
from core.projects.renders.renders import (
    cancel_render,
    list_renders,
    order_render,
    owned_render,
    retry_render,
)
from core.projects.song.song_trash import reanalyse_song
from core.schemas import JobType, MediaType, ProjectSettings, RenderJobCreate, RenderSettingsRequest
from core.store.models import AudioTrack, MediaAsset, Project, RenderJob, new_id
from tests.core.music.click_tracks import RATE_HZ, band
from tests.make_media import clip_mp4, frames_of, photo_jpeg, song_wav
from tests.workers.worker_processes import PATIENCE_S, Crew, wait_until

SMALL = RenderSettingsRequest(output_width=320, output_height=240, output_fps=15)


class Studio:
    """A project with its owner's hands: uploads, the edit, and orders."""

    def __init__(self, crew: Crew) -> None:
        self.crew = crew
        self.database = crew.database
        self.owner, self.id = crew.project.owner_id, crew.project.id
        self.folders = crew.database.layout.project(self.id)

    def start_worker(self) -> "subprocess.Popen[bytes]":
        """Start `python -m workers` on the crew's data folder."""
        environment = os.environ | {"BEATSTITCH_DATA": str(self.database.layout.root)}
        command = [sys.executable, "-m", "workers", "--threads", "2", "--parent-pid", str(os.getpid())]
        worker = subprocess.Popen(command, env=environment)
        self.crew.workers.append(worker)
        return worker

    def upload(self, name: str, make: Callable[[Path], object], kind: MediaType | None) -> str:
        """Receive a file made by `make`; a song when `kind` is None."""
        file_id, suffix = new_id(), Path(name).suffix
        path = self.folders.media(file_id, suffix) if kind else self.folders.audio(file_id, suffix)
        path.parent.mkdir(parents=True, exist_ok=True)
        make(path)
        received = StoredUpload(
            self.database.layout.relative(path), name, path.stat().st_size, "application/octet-stream"
        )
        with self.database.writing() as session:
            project = owned_project(session, self.owner, self.id)
            if kind is None:
                return attach_song(session, project, received).id
            return add_media(session, project, received, kind).id

    def fill(self, song: str = "song.wav") -> None:
        """Upload two photos, a clip and a song of six seconds."""
        for seed in (1, 2):
            self.upload(f"p{seed}.jpg", lambda path, seed=seed: photo_jpeg(path, seed=seed), "image")
        self.upload("clip.mp4", lambda path: clip_mp4(path, frames=60), "video")
        self.upload(song, lambda path: song_wav(path, 6.0), None)

    def wait_for_status(self, *wanted: str) -> Project:
        def project() -> Project:
            with self.database.reading() as session:
                return session.get_one(Project, self.id)

        wait_until(lambda: project().status in wanted)
        return project()

    def plan(self, settings: ProjectSettings | None = None) -> str:
        """Make the edit again and return its content hash."""
        with self.database.writing() as session:
            project = owned_project(session, self.owner, self.id)
            update_settings(project, settings or ProjectSettings(output_width=320, output_height=240))
            timelines.generate(OpenProject(session, self.database.layout, project))
            return timelines.state_of(OpenProject(session, self.database.layout, project)).content_hash

    def order(self, job_type: JobType = "final", content_hash: str | None = None) -> RenderJob:
        settings = SMALL if job_type == "final" else None
        wish = RenderJobCreate(job_type=job_type, settings=settings, content_hash=content_hash)
        return order_render(self.database, self.owner, self.id, wish)

    def render(self, render_id: str) -> RenderJob:
        with self.database.reading() as session:
            return owned_render(session, self.owner, render_id)

    def wait_for_render(self, render_id: str, *states: str) -> RenderJob:
        wait_until(lambda: self.render(render_id).status in states)
        return self.render(render_id)

    def video(self, render: RenderJob) -> Path:
        assert render.output_path is not None, render.error_message
        return self.database.layout.absolute(render.output_path)


@pytest.fixture
def studio(crew: Crew) -> Studio:
    return Studio(crew)


def test_uploads_become_a_project_that_is_ready(studio: Studio) -> None:
    """A song that browsers don't play, like AIFF, gets a copy that they do."""
    studio.fill("song.aiff")
    assert studio.wait_for_status("analyzing").status == "analyzing"
    studio.start_worker()
    studio.wait_for_status("ready")
    layout = studio.database.layout
    with studio.database.reading() as session:
        clip, photo, _ = list_media(session, studio.id)  # by name: none of them tells a time
        track = song_of(session, studio.id)
    assert (photo.display_width, photo.display_height, photo.mime_type) == (320, 200, "image/jpeg")
    assert (clip.duration_ms, clip.fps, clip.display_width) == (2000, 30.0, 320)
    for path in (photo.draw_path, photo.thumbnail_path, clip.thumbnail_path, clip.proxy_path):
        assert path is not None
        assert layout.absolute(path).stat().st_size > 0
    assert track is not None
    assert (track.duration_ms, track.sample_rate) == (6000, 22_050)
    assert (track.reader, track.stream, track.channels, track.damaged_ms) == ("aiff", 0, 1, 0)
    copy = f"derived/{studio.id}/songs/{track.id}.flac"
    assert track.playable_path == copy
    assert soundfile.info(layout.absolute(copy)).duration == 6
    assert not list((layout.temp / "songs").glob("*"))
    assert track.bpm == pytest.approx(120, abs=1)
    assert studio.folders.beats.exists()
    assert studio.folders.peaks.stat().st_size > 0


def test_a_song_loses_its_other_way_to_count_to_the_next_and_the_analyser_is_the_one_chosen(
    studio: Studio,
) -> None:
    studio.upload("fast.wav", lambda path: soundfile.write(path, band(160, 20, 4), RATE_HZ), None)
    studio.start_worker()
    wait_until(studio.folders.beats.exists)
    other = load_grid(studio.folders.alternative_beats)
    assert {round(other.bpm), round(load_grid(studio.folders.beats).bpm)} == {80, 160}
    studio.upload("clear.wav", lambda path: song_wav(path, 6.0), None)
    wait_until(lambda: load_grid(studio.folders.beats).duration_ms == 6000)
    assert not studio.folders.alternative_beats.exists()
    assert load_grid(studio.folders.beats).analyzer == "beatstitch"
    with studio.database.writing() as session:
        project = owned_project(session, studio.owner, studio.id)
        reanalyse_song(OpenProject(session, studio.database.layout, project), "librosa")
    wait_until(lambda: load_grid(studio.folders.beats).analyzer == "librosa")
    assert load_grid(studio.folders.beats).analyzer_version == version("librosa")


def test_files_that_cannot_be_used_say_so_under_their_own_names(studio: Studio) -> None:
    asset = studio.upload("holiday.jpg", lambda path: path.write_bytes(b"not a picture"), "image")
    track = studio.upload("photo.mp3", photo_jpeg_as_song, None)
    studio.start_worker()
    studio.wait_for_status("error")
    with studio.database.reading() as session:
        error = session.get_one(MediaAsset, asset).processing_error
        song_error = session.get_one(AudioTrack, track).analysis_error
    assert error == "holiday.jpg is not a photo, clip or song that BeatStitch can read."
    assert song_error == "photo.mp3 has no sound in it."


def photo_jpeg_as_song(path: Path) -> None:
    made = photo_jpeg(path.with_suffix(".jpg"))
    made.rename(path)


def test_an_order_becomes_a_video_of_the_edit_as_it_was_then(studio: Studio) -> None:
    """Changing the project and deleting its photos does not change a render that was ordered."""
    studio.fill()
    worker = studio.start_worker()
    studio.wait_for_status("ready")
    seen = studio.plan()
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(PATIENCE_S) == 0
    preview, final = studio.order("preview", seen), studio.order("final", seen)
    assert studio.order("final", seen).id == final.id
    studio.plan(ProjectSettings(output_width=320, output_height=240, beats_per_cut=2))
    with studio.database.writing() as session:
        project = owned_project(session, studio.owner, studio.id)
        delete_media(session, project, [asset.id for asset in list_media(session, studio.id)])
    studio.start_worker()
    done = studio.wait_for_render(final.id, "complete", "failed")
    frames = frames_of(studio.video(done))
    assert (len(frames), frames[0][1].shape, frames[1][0]) == (90, (240, 320, 3), Fraction(1, 15))
    assert done.output_path == f"outputs/{studio.id}/final/{final.id}.mp4"
    assert done.file_size == studio.video(done).stat().st_size
    assert done.duration_ms == 6000
    poster = f"derived/{studio.id}/posters/{final.id}.jpg"
    assert done.poster_path == poster
    assert (studio.database.layout.root / poster).read_bytes().startswith(b"\xff\xd8")
    small = studio.wait_for_render(preview.id, "complete", "failed")
    assert len(frames_of(studio.video(small))) == 6 * 24
    assert not list(studio.folders.outputs.rglob("*.part"))


def test_a_render_survives_kills_is_cancelled_and_tried_again(studio: Studio) -> None:
    studio.fill()
    worker = studio.start_worker()
    studio.wait_for_status("ready")
    studio.plan()
    final = studio.order()
    with pytest.raises(RenderNotRetryableError):
        retry_render(studio.database, studio.owner, final.id)
    studio.wait_for_render(final.id, "running")
    studio.crew.kill(worker)
    with studio.database.writing() as session:
        project = owned_project(session, studio.owner, studio.id)
        cancel_render(OpenProject(session, studio.database.layout, project), final.id)
    studio.start_worker()
    assert studio.wait_for_render(final.id, "cancelled").error_message == "This was cancelled."
    again = retry_render(studio.database, studio.owner, final.id)
    assert (again.content_hash, again.render_settings_json) == (
        final.content_hash,
        final.render_settings_json,
    )
    done = studio.wait_for_render(again.id, "complete", "failed")
    assert len(frames_of(studio.video(done))) == 90
    with studio.database.reading() as session:
        assert [render.id for render in list_renders(session, studio.id)] == [again.id, final.id]
