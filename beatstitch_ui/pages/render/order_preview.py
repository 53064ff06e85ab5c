"""What is chosen for the next video, and what comes of it: the order, what it would take, how it opens."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from beatstitch_ui.auth.access import ProjectAccess
from beatstitch_ui.pages.render.selected_shapes import SelectedShapes
from core.projects.edit.first_choices import FirstChoices, first_choices
from core.projects.opened import OpenProject
from core.projects.projects import settings_of
from core.projects.readiness import Readiness, readiness_of
from core.projects.renders.quality_samples import Comparison, comparison_of
from core.projects.renders.render_shapes import in_shapes
from core.projects.renders.render_state import (
    Expected,
    Making,
    Opening,
    expected,
    last_shapes,
    making_of,
    opening_of,
)
from core.schemas import (
    Codec,
    JobType,
    ProjectSettings,
    QualityPreset,
    RenderJobCreate,
    RenderSettings,
    RenderSettingsRequest,
)

SIZE_OF_EDIT = "edit"
PROCESSOR, HARDWARE = "processor", "hardware"


@dataclass(frozen=True)
class OrderChoice:
    """What a person has chosen; `size` is that of the edit, or one like "1280x720"."""

    size: str = SIZE_OF_EDIT
    quality: QualityPreset = "medium"
    codec: Codec = "h264"
    encoder: str = PROCESSOR
    shapes: SelectedShapes = field(default_factory=SelectedShapes)

    def settings(self, now: ProjectSettings) -> RenderSettingsRequest:
        """Return the settings of the video; size and rate are those of the edit unless another was chosen."""
        width, height = now.output_width, now.output_height
        if self.size != SIZE_OF_EDIT:
            width, height = map(int, self.size.split("x"))
        return RenderSettingsRequest(
            output_width=width,
            output_height=height,
            output_fps=now.output_fps,
            ntsc=now.ntsc,
            quality_preset=self.quality,
            codec=self.codec,
            hardware=self.encoder == HARDWARE,
        )

    def request(self, access: ProjectAccess, kind: JobType) -> RenderJobCreate:
        """Return the order of a preview, or of the video as it was chosen; reads the database."""
        with access.reading() as opened:
            now = settings_of(opened.project)
            shapes = _shapes(opened, self.shapes, now)
        return RenderJobCreate(
            job_type=kind,
            settings=self.settings(now) if kind == "final" else None,
            aspect_ratios=shapes.chosen,
        )

    def comparison(self, access: ProjectAccess) -> Comparison | None:
        """Return the qualities of what is chosen, in the first of its shapes; reads the database."""
        with access.reading() as opened:
            now = settings_of(opened.project)
            shapes = _shapes(opened, self.shapes, now)
            return comparison_of(opened, _videos(self.settings(now), shapes)[0])


@dataclass(frozen=True)
class ExpectedVideo:
    """One of the videos that an order makes, and what it would take."""

    settings: RenderSettings
    expected: Expected


@dataclass(frozen=True)
class OrderPreview:
    """What an order would make by how things stand; no `videos` without an edit or a song.

    `lacking` is the tab of what a video still takes. `made` tells if all of the videos are there already.
    """

    edited_as: ProjectSettings
    shapes: SelectedShapes
    lacking: str
    choices: FirstChoices | None = None
    videos: Sequence[ExpectedVideo] = ()
    opening: Opening | None = None
    made: Making = "not"


def order_preview(access: ProjectAccess, choice: OrderChoice) -> OrderPreview:
    """Return what an order of this choice would make; reads the database and looks for drawn frames."""
    with access.reading() as opened:
        there, now = readiness_of(opened), settings_of(opened.project)
        shapes = _shapes(opened, choice.shapes, now)
        if not there.has_beats:
            return OrderPreview(now, shapes, _lacking(there))
        wanted = _videos(choice.settings(now), shapes)
        taken = [(one, expected(opened, one)) for one in wanted]
        return OrderPreview(
            edited_as=now,
            shapes=shapes,
            lacking=_lacking(there),
            choices=first_choices(opened),
            videos=[ExpectedVideo(one, found) for one, found in taken if found is not None],
            opening=opening_of(opened),
            made=_making_of_all({making_of(opened, one) for one in wanted}),
        )


def _shapes(opened: OpenProject, selected: SelectedShapes, now: ProjectSettings) -> SelectedShapes:
    """Return the shapes for the edit as it is; the shapes of the last order are looked up once."""
    following = selected.following(now)
    return following if following.remembered else following.remembering(last_shapes(opened))


def _videos(chosen: RenderSettingsRequest, shapes: SelectedShapes) -> list[RenderSettings]:
    return in_shapes(RenderSettings(**chosen.model_dump()), shapes.chosen)


def _making_of_all(states: set[Making]) -> Making:
    return "not" if "not" in states else "making" if "making" in states else "made"


def _lacking(there: Readiness) -> str:
    """Return the tab of the first thing that a video still takes."""
    if not there.has_edit and there.pictures_ready + there.pictures_coming == 0:
        return "media"
    return "music" if there.song in ("none", "failed") else "edit"
