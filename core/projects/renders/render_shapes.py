"""One edit in several shapes: what each is rendered with, and what it shows."""

from collections.abc import Sequence

from core.edit.framing.reframed import reframed
from core.edit.framing.shapes import is_same_shape, size_in
from core.projects.edit.timelines import current
from core.projects.media.media import assets_by_id
from core.projects.media.sources import source_of
from core.projects.opened import OpenProject
from core.projects.projects import settings_of
from core.projects.renders.render_snapshot import Snapshot
from core.schemas import AspectRatio, Fit, RenderSettings


def in_shapes(usual: RenderSettings, ratios: Sequence[AspectRatio]) -> list[RenderSettings]:
    """Return what to render with in each of these shapes, or as `usual` without any."""
    size = usual.output_width, usual.output_height
    sizes = [size_in(ratio, size) for ratio in dict.fromkeys(ratios)]
    return [
        usual.model_copy(update={"output_width": width, "output_height": height}) for width, height in sizes
    ] or [usual]


def shaped(opened: OpenProject, snapshot: Snapshot, settings: RenderSettings) -> Snapshot:
    """Return what a render of the current edit shows in the shape of its settings."""
    edl, size = snapshot.edl, (settings.output_width, settings.output_height)
    if is_same_shape((edl.settings.output_width, edl.settings.output_height), size):
        return snapshot
    assets = assets_by_id(opened.session, (one.source.asset_id for one in snapshot.drawn))
    sources = {asset_id: source_of(asset, opened.layout) for asset_id, asset in assets.items()}
    return snapshot.model_copy(update={"edl": reframed(edl, size, sources, _fit(opened))})


def _fit(opened: OpenProject) -> Fit | None:
    """Return the fit that the current edit was planned with."""
    inputs = current(opened.layout, opened.project).inputs
    return (inputs.project_settings if inputs else settings_of(opened.project)).fit
