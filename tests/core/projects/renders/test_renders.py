"""Ordering a render fixes what will be rendered; what follows changes nothing about it."""

import pytest

from core.edit.edl import EditDecisionList, EdlAudio, EdlSettings
from core.errors import (
    NoEditError,
    NotFoundError,
    PictureNotReadyError,
    RenderNotRetryableError,
    RenderStaleError,
    SourcesMissingError,
)
from core.jobs.lifecycle import claim, fail
from core.projects.media.media import delete_media
from core.projects.opened import OpenProject
from core.projects.project_files import video_name
from core.projects.projects import owned_project, update_settings
from core.projects.renders.order_settings import preview_size, render_settings
from core.projects.renders.render_snapshot import load_snapshot
from core.projects.renders.render_state import shown_renders
from core.projects.renders.renders import (
    cancel_render,
    list_renders,
    order_render,
    order_renders,
    owned_render,
    retry_render,
)
from core.schemas import JobType, ProjectSettings, RenderJobCreate, RenderSettings, RenderSettingsRequest
from core.store.db import Database
from core.store.models import Job, MediaAsset, Project, RenderJob, User
from tests.core.furnish import furnish, plan, stored_files


@pytest.fixture
def assets(database: Database, project: Project) -> list[str]:
    """Return the ids of a photo and a clip in a planned project."""
    made = furnish(database, project)
    plan(database, project)
    return made


def order(
    database: Database, project: Project, job_type: JobType = "final", content_hash: str | None = None
) -> RenderJob:
    request = RenderJobCreate(job_type=job_type, content_hash=content_hash)
    return order_render(database, project.owner_id, project.id, request)


def let_fail(database: Database, render: RenderJob) -> None:
    assert render.queue_task_id is not None
    with database.writing() as session:
        made = claim(session, render.queue_task_id, "w")
        assert made is not None
        fail(session, made, "It broke.")


@pytest.mark.usefixtures("assets")
def test_an_order_is_a_queued_render_with_its_job_and_snapshot(database: Database, project: Project) -> None:
    seen = plan(database, project)
    render = order(database, project, content_hash=seen.content_hash)
    assert (render.status, render.job_type, render.content_hash) == ("queued", "final", seen.content_hash)
    assert render.edl_hash == seen.edl.edl_hash
    with database.reading() as session:
        job = session.get_one(Job, render.queue_task_id)
        assert (job.kind, job.subject_id, job.status) == ("final", render.id, "queued")
        assert owned_project(session, project.owner_id, project.id).status == "rendering"
    path = database.layout.project(project.id).snapshot(render.content_hash)
    assert load_snapshot(path, database.layout).edl == seen.edl


def test_the_snapshot_resolves_every_file_below_any_data_root(
    database: Database, project: Project, assets: list[str]
) -> None:
    render = order(database, project)
    path = database.layout.project(project.id).snapshot(render.content_hash)
    assert str(database.layout.root) not in path.read_text()
    snapshot = load_snapshot(path, database.layout)
    final = snapshot.sources(database.layout, preview=False)
    preview = snapshot.sources(database.layout, preview=True)
    photo, clip = assets
    assert final[photo] == preview[photo]
    assert final[clip].path == stored_files(database, clip)[0]
    assert (preview[clip].form, preview[clip].path) == ("proxy", stored_files(database, clip)[-1])
    assert snapshot.heard(database.layout).path.read_bytes() == b"song"


@pytest.mark.usefixtures("assets")
def test_a_later_edit_does_not_reach_the_snapshot(database: Database, project: Project) -> None:
    render = order(database, project)
    path = database.layout.project(project.id).snapshot(render.content_hash)
    before = path.read_bytes()
    with database.writing() as session:
        update_settings(
            owned_project(session, project.owner_id, project.id), ProjectSettings(beats_per_cut=1)
        )
    assert plan(database, project).content_hash != render.content_hash
    assert path.read_bytes() == before


@pytest.mark.usefixtures("assets")
def test_the_same_order_twice_is_one_render_until_it_is_over(database: Database, project: Project) -> None:
    first = order(database, project)
    assert order(database, project).id == first.id
    assert order(database, project, "preview").id != first.id
    let_fail(database, first)
    assert order(database, project).id != first.id


@pytest.mark.usefixtures("assets")
def test_an_order_for_another_edit_is_refused_with_the_current_one(
    database: Database, project: Project
) -> None:
    with pytest.raises(RenderStaleError) as caught:
        order(database, project, content_hash="0" * 64)
    assert caught.value.facts["content_hash"] == plan(database, project).content_hash


def test_without_an_edit_there_is_nothing_to_order(database: Database, project: Project) -> None:
    with pytest.raises(NoEditError):
        order(database, project)


def test_a_photo_that_is_not_ready_is_named(database: Database, project: Project, assets: list[str]) -> None:
    with database.writing() as session:
        session.get_one(MediaAsset, assets[0]).processing_status = "failed"
    with pytest.raises(PictureNotReadyError, match=r"image0\.jpg is not ready"):
        order(database, project)


def test_a_photo_deleted_from_the_project_is_still_in_the_edit(
    database: Database, project: Project, assets: list[str]
) -> None:
    with database.writing() as session:
        delete_media(session, owned_project(session, project.owner_id, project.id), assets[:1])
    assert order(database, project).status == "queued"


@pytest.mark.usefixtures("assets")
def test_trying_again_uses_the_same_snapshot_and_settings(database: Database, project: Project) -> None:
    first = order(database, project)
    with pytest.raises(RenderNotRetryableError):
        retry_render(database, project.owner_id, first.id)
    let_fail(database, first)
    with database.writing() as session:
        update_settings(owned_project(session, project.owner_id, project.id), ProjectSettings(output_fps=60))
    plan(database, project)
    again = retry_render(database, project.owner_id, first.id)
    assert again.id != first.id
    assert (again.content_hash, again.render_settings_json, again.edl_hash) == (
        first.content_hash,
        first.render_settings_json,
        first.edl_hash,
    )
    with database.reading() as session:
        assert [render.id for render in list_renders(session, project.id)] == [again.id, first.id]


def test_a_render_whose_files_are_gone_cannot_be_tried_again(
    database: Database, project: Project, assets: list[str]
) -> None:
    first = order(database, project)
    let_fail(database, first)
    for file in set(stored_files(database, assets[1])):
        file.unlink()
    with pytest.raises(SourcesMissingError, match="2 of the files"):
        retry_render(database, project.owner_id, first.id)


@pytest.mark.usefixtures("assets")
def test_a_queued_render_is_cancelled_at_once(database: Database, project: Project) -> None:
    render = order(database, project)
    with database.writing() as session:
        mine = owned_project(session, project.owner_id, project.id)
        cancel_render(OpenProject(session, database.layout, mine), render.id)
    with database.reading() as session:
        assert owned_render(session, project.owner_id, render.id).status == "cancelled"


@pytest.mark.usefixtures("assets")
def test_someone_elses_render_looks_as_if_it_did_not_exist(
    database: Database, project: Project, user: User
) -> None:
    render = order(database, project)
    with database.reading() as session:
        assert owned_render(session, user.id, render.id).id == render.id
        for stranger, wanted in (("eve", render.id), (user.id, "no-such-render")):
            with pytest.raises(NotFoundError):
                owned_render(session, stranger, wanted)


@pytest.mark.parametrize(
    ("output", "preview"),
    [
        ((1920, 1080), (640, 360)),
        ((3840, 2160), (640, 360)),
        ((1080, 1920), (360, 640)),
        ((1080, 1080), (360, 360)),
        ((640, 480), (480, 360)),
        ((2560, 1080), (640, 270)),
        ((320, 240), (320, 240)),
    ],
)
def test_a_preview_keeps_the_shape_and_is_small(output: tuple[int, int], preview: tuple[int, int]) -> None:
    assert preview_size(*output) == preview


def test_a_final_is_rendered_as_asked_for_or_as_the_edit_says() -> None:
    edl = EditDecisionList(
        version="1.0",
        project_id="p",
        settings=EdlSettings(output_width=1280, output_height=720, output_fps=25, ntsc=True),
        audio=EdlAudio(file_path="a", duration_ms=1),
        segments=[],
    )
    by_edit = render_settings(edl, RenderJobCreate(job_type="final"))
    assert by_edit == RenderSettings(output_width=1280, output_height=720, output_fps=25, ntsc=True)
    request = RenderSettingsRequest(output_width=640, output_height=480, quality_preset="high", codec="h265")
    asked_for = render_settings(edl, RenderJobCreate(job_type="final", settings=request))
    assert (asked_for.output_width, asked_for.quality_preset, asked_for.codec) == (640, "high", "h265")
    preview = render_settings(edl, RenderJobCreate(job_type="preview", settings=request))
    assert (preview.output_width, preview.output_fps, preview.quality_preset) == (640, 24, "preview")


@pytest.mark.usefixtures("assets")
def test_one_order_renders_one_edit_in_several_shapes(database: Database, project: Project) -> None:
    seen = plan(database, project)
    request = RenderJobCreate(job_type="final", aspect_ratios=["16:9", "9:16", "4:5"])
    made = order_renders(database, project.owner_id, project.id, request)
    sizes = [RenderSettings.model_validate_json(one.render_settings_json) for one in made]
    assert [(one.output_width, one.output_height) for one in sizes] == [
        (1920, 1080),
        (1080, 1920),
        (1080, 1350),
    ]
    assert [one.edit_hash or one.content_hash for one in made] == [seen.content_hash] * 3
    assert len({one.content_hash for one in made}) == 3
    wide, upright, _ = (
        load_snapshot(database.layout.project(project.id).snapshot(one.content_hash), database.layout).edl
        for one in made
    )
    assert [s.timeline_out_ms for s in upright.segments] == [s.timeline_out_ms for s in wide.segments]
    assert (upright.settings.output_width, upright.settings.output_height) == (1080, 1920)
    with database.reading() as session:
        shown = shown_renders(OpenProject(session, database.layout, session.get_one(Project, project.id)))
    assert [one.is_old for one in shown] == [False] * 3


@pytest.mark.usefixtures("assets")
def test_the_names_of_videos_tell_their_shapes_apart(database: Database, project: Project) -> None:
    request = RenderJobCreate(job_type="final", aspect_ratios=["16:9", "9:16"])
    wide, upright = order_renders(database, project.owner_id, project.id, request)
    assert "9x16" not in video_name(project, wide, ".mp4")
    assert "-9x16-" in video_name(project, upright, ".mp4")


@pytest.mark.usefixtures("assets")
def test_a_preview_of_another_shape_is_small_too(database: Database, project: Project) -> None:
    request = RenderJobCreate(job_type="preview", aspect_ratios=["1:1"])
    (square,) = order_renders(database, project.owner_id, project.id, request)
    settings = RenderSettings.model_validate_json(square.render_settings_json)
    assert (settings.output_width, settings.output_height) == (360, 360)
