"""Which source frame an edit shows on each frame of its video, worked out from the edit alone."""

from fractions import Fraction

from core.edit.edl import EditDecisionList
from core.schemas import EDLSegment
from core.timebase import frame_at
from tests.stock import CLIP_RATES_HZ, CLIP_S, Stock


def planned_frame(segment: EDLSegment, local: int, rate_hz: Fraction) -> int:
    """Return the number of the source frame that `segment` shows as its frame `local`."""
    if segment.media_type == "image":
        return 0
    clip_hz = CLIP_RATES_HZ[int(segment.media_asset_id)]
    moment_s = Fraction(segment.source_in_ms, 1000) + local / rate_hz
    if segment.source_out_ms is not None:
        moment_s = min(moment_s, Fraction(segment.source_out_ms, 1000))
    last = -(-CLIP_S * clip_hz.numerator // clip_hz.denominator) - 1
    return min(last, int(moment_s * clip_hz))


def area_of(stock: Stock, segment: EDLSegment, size: tuple[int, int]) -> tuple[float, float, float, float]:
    """Return where a contained picture lies in a frame of `size`: left, top, right, bottom."""
    source = stock.sources[segment.media_asset_id]
    scale = min(size[0] / source.display_width, size[1] / source.display_height)
    width, height = source.display_width * scale, source.display_height * scale
    left, top = (size[0] - width) / 2, (size[1] - height) / 2
    return left, top, left + width, top + height


def expected(edl: EditDecisionList, rate_hz: Fraction) -> dict[int, tuple[EDLSegment, int]]:
    """Return segment and local frame number of every output frame outside a blend."""
    shown = {}
    for before, segment in zip([None, *edl.segments], edl.segments, strict=False):
        first = frame_at(segment.timeline_in_ms, rate_hz)
        alone = first if before is None else frame_at(before.timeline_out_ms, rate_hz)
        for frame in range(alone, frame_at(segment.timeline_out_ms, rate_hz)):
            shown[frame] = (segment, frame - first)
        for frame in range(first, alone):
            shown.pop(frame, None)
    return shown
