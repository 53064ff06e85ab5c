"""How much of a render needs no drawing, because the span cache has it from an earlier one."""

from core.render.cache import SpanCache
from core.render.compiler import compile_spans
from core.render.snapshot import Snapshot
from core.render.video.hardware import encoding_here
from core.schemas import RenderSettings
from core.store.layout import Layout


def share_drawn(snapshot: Snapshot, settings: RenderSettings, layout: Layout) -> float:
    """Return the share (0..1) of the frames that the cache holds; they are marked as used."""
    encoding, cache = encoding_here(settings), SpanCache(layout.spans)
    sources = snapshot.sources(layout, preview=settings.quality_preset == "preview")
    spans = compile_spans(snapshot.edl, sources, encoding.rate_hz)
    held = sum(span.frames for span in spans if cache.holds(span.key(encoding)))
    return held / max(1, sum(span.frames for span in spans))
