"""What belongs to a project is described over HTTP by the seed's schemas."""

import json
from typing import Any

import pytest
from sqlalchemy import select

from core.jobs.lifecycle import cancel_work_on
from core.projects.edit.timelines import state_of
from core.projects.media.awaited_looks import order_look
from core.projects.opened import OpenProject
from core.schemas import AudioTrackResponse, EDLResponse, MediaAssetResponse, RenderJobResponse
from core.store.models import Job, MediaAsset, Project, RenderJob


@pytest.fixture
def ask(asks, planned):
    """Return a function that gets what is below ada's project."""
    ada = asks("ada")
    return lambda name: ada.get(f"/api/projects/{planned}/{name}")


def test_photos_clips_and_the_song(ask, asks):
    photo, clip = (MediaAssetResponse.model_validate(one) for one in ask("media").json())
    assert (photo.media_type, photo.width, photo.processing_status) == ("image", 320, "ready")
    assert photo.thumbnail_url is not None
    assert asks("ada").get(photo.thumbnail_url).content == b"image0"
    assert (clip.media_type, clip.duration_ms, clip.sort_order) == ("video", 4000, 1)
    song = AudioTrackResponse.model_validate(ask("audio").json())
    assert (song.duration_ms, song.bpm, song.beat_count, song.analysis_status) == (
        16_000,
        120,
        32,
        "complete",
    )


def test_a_photo_that_is_still_to_be_looked_at_is_not_ready_to_a_client(ask, studio_data):
    with studio_data.writing() as session:
        photo = session.scalars(select(MediaAsset).where(MediaAsset.media_type == "image")).one()
        order_look(session, photo)
    assert [one["processing_status"] for one in ask("media").json()] == ["processing", "ready"]
    with studio_data.writing() as session:
        cancel_work_on(session, photo.id)
    assert [one["processing_status"] for one in ask("media").json()] == ["ready", "ready"]


def test_the_edit_as_it_is_can_be_put_back(ask, asks, planned, studio_data):
    edit = EDLResponse.model_validate(ask("timeline").json())
    assert (edit.total_duration_ms, edit.segment_count) == (16_000, len(edit.segments))
    body = {"segments": [segment.model_dump(mode="json") for segment in edit.segments]}
    assert asks("ada").put(f"/api/projects/{planned}/timeline", json=body).status_code == 200
    with studio_data.reading() as session:
        mine = session.get_one(Project, planned)
        assert state_of(OpenProject(session, studio_data.layout, mine)).edl.segments == edit.segments


def test_renders_tell_their_phase_and_where_the_video_is(ask, planned, studio_data):
    order: dict[str, Any] = {
        "project_id": planned,
        "edl_hash": "e",
        "content_hash": "c",
        "render_settings_json": "{}",
    }
    with studio_data.writing() as session:
        line = "drawing | 2026-06-01T00:00:00.000+00:00 | 31.0"
        session.add(RenderJob(job_type="final", status="running", progress_message=line, **order))
        session.add(RenderJob(job_type="preview", status="complete", output_path="outputs/a.mp4", **order))
    told = [RenderJobResponse.model_validate(one) for one in ask("renders").json()]
    assert {(one.job_type, one.progress_message, one.output_url is None) for one in told} == {
        ("final", "drawing", True),
        ("preview", None, False),
    }


def test_what_is_not_there_yet_is_said(asks, project_id):
    ada = asks("ada")
    assert ada.get(f"/api/projects/{project_id}/audio").json()["message"] == "The song was not found."
    answer = ada.get(f"/api/projects/{project_id}/timeline")
    assert (answer.status_code, answer.json()["message"]) == (422, "There is no edit yet; make one first.")


def test_the_beats_are_found_again_by_the_analyser_asked_for(asks, planned, studio_data):
    ada, route = asks("ada"), f"/api/projects/{planned}/audio/analyse"
    assert ada.post(route, params={"analyzer": "nobody"}).status_code == 422
    assert ada.post(route, params={"analyzer": "librosa"}).status_code == 202
    assert ada.post(route).status_code == 202
    with studio_data.reading() as session:
        jobs = session.scalars(select(Job).where(Job.kind == "analyze").order_by(Job.created_at))
        asked = [(json.loads(job.payload).get("analyzer"), job.status) for job in jobs]
    assert asked == [(None, "complete"), ("librosa", "cancelled"), ("beatstitch", "queued")]
