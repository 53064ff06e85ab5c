"""The timeline over HTTP: generate it, get it, replace it, edit it, undo and redo."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from beatstitch_ui.api.protocol.routes import ApiRoute
from beatstitch_ui.auth.access import OwnProject
from beatstitch_ui.serving.bodies import EDIT_BYTES
from core.edit.operations import Operation
from core.projects.described import described_timeline
from core.projects.edit import rebeat, rerange, timelines
from core.projects.edit.edit_state import edit_state
from core.projects.opened import OpenProject
from core.projects.projects import changed_settings, settings_of, update_settings
from core.projects.song import songs
from core.schemas import EDLResponse, EDLUpdateRequest, Milliseconds, ProjectSettings

router = APIRouter(prefix="/api/projects/{project_id}/timeline", route_class=ApiRoute, tags=["Timeline"])
LARGEST = 2**31 - 1
BasedOn = Annotated[
    int | None,
    Query(ge=1, le=LARGEST, description="the revision that was seen; 409 when it is another by now"),
]
AllPictures = Annotated[
    bool, Query(description="where the song ends before the last picture, show all, each for less time")
]


class TimelineGenerate(BaseModel):
    """What is not sent stays as the project has it."""

    settings: ProjectSettings | None = Field(
        default=None, description="style and pace; kept as the project's settings"
    )
    start_ms: Milliseconds | None = Field(default=None, description="use the song from here on")
    duration_ms: Annotated[int, Field(ge=1, le=LARGEST)] | None = Field(
        default=None, description="how long the video is; null up to the end of the song"
    )
    based_on: Annotated[int, Field(ge=1, le=LARGEST)] | None = Field(
        default=None, description="the revision that was seen; 409 when it is another by now"
    )


@router.get("")
def timeline(access: OwnProject) -> EDLResponse:
    """Get the current edit, whose segments PUT takes back changed; 422 before the first one."""
    with access.reading() as opened:
        return described_timeline(opened)


@router.put("", max_body_size=EDIT_BYTES)
def put(access: OwnProject, request: EDLUpdateRequest) -> EDLResponse:
    """Make the segments sent the timeline.

    Answers 409 with the current revision and content hash when it is no longer what the request was
    based on, and 422 with a sentence when the segments are not consistent or not on the beats.
    """
    with access.writing() as opened:
        timelines.put(opened, request)
        return described_timeline(opened)


@router.post("/generate")
def generate(access: OwnProject, body: TimelineGenerate | None = None) -> EDLResponse:
    """Lay the pictures on the beats of the song; locked segments stay, and undo brings the old edit back."""
    body = body or TimelineGenerate()
    with access.writing() as opened:
        _prepare(opened, body)
        timelines.generate(opened, body.based_on)
        return described_timeline(opened)


def _prepare(opened: OpenProject, body: TimelineGenerate) -> None:
    """Set the project up as it is asked for."""
    if body.settings is not None:
        sent = body.settings.model_dump(exclude_unset=True)
        update_settings(opened.project, changed_settings(settings_of(opened.project), sent))
    use = {name: getattr(body, name) for name in ("start_ms", "duration_ms") if name in body.model_fields_set}
    if use:
        use["start_ms"] = use.get("start_ms", opened.project.song_start_ms) or 0
        songs.correct(opened, songs.use_of(opened.project).model_copy(update=use))


@router.post("/operations")
def operate(access: OwnProject, operation: Operation, based_on: BasedOn = None) -> EDLResponse:
    """Do one operation on the timeline: move, split, replace, set a transition, ..."""
    with access.writing() as opened:
        timelines.edit(opened, operation, based_on)
        return described_timeline(opened)


@router.post("/undo")
def undo(access: OwnProject, based_on: BasedOn = None) -> EDLResponse:
    """Go one revision back."""
    with access.writing() as opened:
        timelines.undo(opened, based_on)
        return described_timeline(opened)


@router.post("/redo")
def redo(access: OwnProject, based_on: BasedOn = None) -> EDLResponse:
    """Go one revision forward again."""
    with access.writing() as opened:
        timelines.redo(opened, based_on)
        return described_timeline(opened)


@router.post("/follow-beats")
def follow(access: OwnProject, based_on: BasedOn = None) -> EDLResponse:
    """Lay the timeline on corrected beats; its pictures and their order stay."""
    with access.writing() as opened:
        rebeat.follow(opened, based_on)
        return described_timeline(opened)


@router.post("/follow-range")
def follow_range(
    access: OwnProject, based_on: BasedOn = None, *, all_pictures: AllPictures = False
) -> EDLResponse:
    """Lay the timeline on the part of the song that is chosen, as long as the film is to be.

    Pictures keep their order, beats and looks as far as the song goes; `undoes.dropped` are those after it.
    With `all_pictures` these stay too: each picture holds fewer beats. 422 where they would only flash up.
    """
    with access.writing() as opened:
        rerange.follow_range(opened, based_on, all_pictures=all_pictures)
        return described_timeline(opened)


@router.get("/edit-state")
def state(access: OwnProject) -> dict[str, Any]:
    """Get what the page's editor shows: segments, beats in the time of the edit, and the pictures."""
    with access.reading() as opened:
        return edit_state(opened)
