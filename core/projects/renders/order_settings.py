"""What a video is rendered with: what its order says, else the edit's own size; a preview is always small."""

from fractions import Fraction

from core.edit.edl import EditDecisionList
from core.edit.framing.shapes import size_in
from core.projects.renders.render_shapes import in_shapes
from core.schemas import RenderJobCreate, RenderSettings

PREVIEW_LONG_PX, PREVIEW_SHORT_PX = 640, 360
PREVIEW_FPS = 24


def render_settings(edl: EditDecisionList, request: RenderJobCreate) -> RenderSettings:
    """Return what to render with: what is asked for, else the edit's own size; a preview is always small."""
    if request.job_type == "preview":
        width, height = preview_size(edl.settings.output_width, edl.settings.output_height)
        return RenderSettings(
            output_width=width, output_height=height, output_fps=PREVIEW_FPS, quality_preset="preview"
        )
    if request.settings is not None:
        return RenderSettings(**request.settings.model_dump())
    return RenderSettings(
        output_width=edl.settings.output_width,
        output_height=edl.settings.output_height,
        output_fps=edl.settings.output_fps,
        ntsc=edl.settings.ntsc,
    )


def settings_in_shapes(edl: EditDecisionList, request: RenderJobCreate) -> list[RenderSettings]:
    """Return what to render with in each shape asked for, or as `render_settings` says without any."""
    usual = render_settings(edl, request)
    if request.job_type == "final":
        return in_shapes(usual, request.aspect_ratios)
    size = edl.settings.output_width, edl.settings.output_height
    sizes = [preview_size(*size_in(ratio, size)) for ratio in dict.fromkeys(request.aspect_ratios)]
    return [
        usual.model_copy(update={"output_width": width, "output_height": height}) for width, height in sizes
    ] or [usual]


def preview_size(width: int, height: int) -> tuple[int, int]:
    """Return the even size of a preview: at most 640x360, or 360x640 for an upright video."""
    share = min(
        Fraction(1),
        Fraction(PREVIEW_LONG_PX, max(width, height)),
        Fraction(PREVIEW_SHORT_PX, min(width, height)),
    )
    return _even(width * share), _even(height * share)


def _even(length_px: Fraction) -> int:
    return max(2, int(length_px / 2 + Fraction(1, 2)) * 2)
