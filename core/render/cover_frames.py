"""Which frames stand for a video: the best one of a span, and the spans of the pictures for its cover."""

from collections.abc import Sequence

from core.render.spans import Span


def best_frame(span: Span) -> int:
    """Return the frame of the span that shows its picture best: the middle one that is not blended."""
    blended = min(span.frames - 1, max(0, span.blend_frames - span.blend_offset)) if span.under else 0
    return (blended + span.frames) // 2


def cover_spans(spans: Sequence[Span], covers: Sequence[str]) -> list[Span]:
    """Return for each of these assets the longest span that shows it, without a fade to black over it."""
    best: dict[str, Span] = {}
    for span in spans:
        asset_id = span.layer.source.asset_id
        if asset_id not in covers or span.layer.panels or span.fade_frames:
            continue
        if asset_id not in best or span.frames > best[asset_id].frames:
            best[asset_id] = span
    return [best[asset_id] for asset_id in covers if asset_id in best]
