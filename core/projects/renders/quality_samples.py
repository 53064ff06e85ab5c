"""What the qualities of a video look like and would take: a moment of the own film in each of them."""

import threading
from dataclasses import dataclass, field
from functools import lru_cache

from core.projects.edit.timelines import current
from core.projects.opened import OpenProject
from core.projects.renders.order_settings import render_settings
from core.projects.renders.render_estimate import Estimate
from core.projects.renders.render_shapes import shaped
from core.projects.renders.render_snapshot import Snapshot
from core.projects.renders.render_state import expected
from core.projects.renders.renders import snapshot_of
from core.render.compiler import compile_spans
from core.render.spans import Span
from core.render.video.encoding import Encoding, encoding_for
from core.schemas import QualityPreset, RenderJobCreate, RenderSettings
from core.store.layout import Layout

FINALS: tuple[QualityPreset, ...] = ("medium", "high")
KEPT = 8  # comparisons that are shown again at once; each holds some 300 kB
_turn = threading.Lock()  # one is drawn at a time: there are videos to render as well


@dataclass(frozen=True)
class Comparison:
    """The qualities that are compared, of an edit as it was; equal ones have equal pictures."""

    settings: tuple[str, ...]
    identity: str
    estimates: tuple[Estimate, ...] = field(compare=False)
    snapshots: tuple[Snapshot, ...] = field(compare=False)
    layout: Layout = field(compare=False)

    @property
    def qualities(self) -> list[RenderSettings]:
        """What each quality renders with: the preview, then the finals as they are chosen."""
        return [RenderSettings.model_validate_json(one) for one in self.settings]


def comparison_of(opened: OpenProject, chosen: RenderSettings) -> Comparison | None:
    """Return the preview and the qualities of a final with these settings, None without an edit.

    Raises what ordering a render raises while something of the edit is missing.
    """
    compared = [_preview(opened), *(chosen.model_copy(update={"quality_preset": one}) for one in FINALS)]
    found = [expected(opened, one) for one in compared]
    estimates = tuple(one.estimate for one in found if one is not None)
    if len(estimates) < len(compared):
        return None
    now = snapshot_of(opened.session, opened.project, opened.layout)
    return Comparison(
        settings=tuple(one.model_dump_json() for one in compared),
        identity=now.identity,
        estimates=estimates,
        snapshots=tuple(shaped(opened, now, one) for one in compared),
        layout=opened.layout,
    )


def pictures(compared: Comparison) -> list[bytes]:
    """Return the same part of the same moment in each quality, as PNG; drawing them takes seconds.

    Raises RenderError.
    """
    with _turn:
        return _pictures(compared)


@lru_cache(maxsize=KEPT)
def _pictures(compared: Comparison) -> list[bytes]:
    from core.render.quality_crops import crops, last_frames  # noqa: PLC0415 - pages start without codecs

    layout = compared.layout
    shots = [_shot(*one, layout) for one in zip(compared.qualities, compared.snapshots, strict=True)]
    read = {file for snapshot in compared.snapshots for file in snapshot.files(layout) if file.exists()}
    return crops(last_frames(shots, sorted(read)))


def _shot(settings: RenderSettings, snapshot: Snapshot, layout: Layout) -> tuple[Span, Encoding]:
    from core.render.quality_crops import moment_of  # noqa: PLC0415 - as above

    encoding = encoding_for(settings)
    # All are drawn from the uploads: a preview's smaller sources make it quicker, and look the same.
    sources = snapshot.sources(layout, preview=False)
    spans = list(compile_spans(snapshot.edl, sources, encoding.rate_hz))
    return moment_of(spans, encoding.rate_hz), encoding


def _preview(opened: OpenProject) -> RenderSettings:
    return render_settings(current(opened.layout, opened.project).edl, RenderJobCreate(job_type="preview"))
