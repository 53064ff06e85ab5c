"""How long a clip can be watched before something spoils it or it cuts to another picture."""

from itertools import pairwise

from core.media.info import Source


def longest_clean_ms(source: Source) -> int | None:
    """Return how long the longest stretch of a clip without a flaw or an inner cut is.

    None where there is no such limit: for a photo, a clip that was not looked at, one that is clean
    throughout or nowhere, and one of which a person set what is shown.
    """
    return max(_stretches(source), default=None)


def clean_ms(source: Source) -> int:
    """Return how much of a clip can be shown in all, its stretches together."""
    begin_ms, end_ms = source.used_ms
    return sum(_stretches(source)) or end_ms - begin_ms


def _stretches(source: Source) -> list[int]:
    """Return the lengths of what can be shown in one go, none where there is no limit."""
    seen = source.analysis
    if seen is None or source.media_type != "video" or (source.in_ms, source.out_ms) != (None, None):
        return []
    begin_ms, end_ms = source.used_ms
    if not seen.flawed and not any(begin_ms < cut_ms < end_ms for cut_ms in seen.cuts_ms):
        return []
    flaws = [edge for one in seen.flawed for edge in (one.start_ms, one.end_ms)]
    edges = {begin_ms, end_ms, *(edge for edge in (*flaws, *seen.cuts_ms) if begin_ms < edge < end_ms)}
    return [
        after - before
        for before, after in pairwise(sorted(edges))
        if not any(one.start_ms <= before and after <= one.end_ms for one in seen.flawed)
    ]
