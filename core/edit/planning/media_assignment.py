"""Which picture fills which slot, and which moments of a clip it shows there."""

from collections.abc import Sequence

Window = tuple[int, int]


class AssetLine:
    """The assets that wait for their slots, in their order and begun again when they run out, and the `cast`.

    A slot that names an asset keeps it. The same asset comes twice in a row only when there is no other,
    or when both neighbours are given. While there are enough pictures for all slots, one that a later
    slot names is not shown before it. Without assets taking one raises IndexError.
    """

    def __init__(self, asset_ids: Sequence[str], slots: Sequence[str | None]) -> None:
        given = {asset for asset in slots if asset is not None}
        self._waiting = list(asset_ids)
        if len(asset_ids) >= len(slots):
            self._waiting = [asset for asset in asset_ids if asset not in given] or self._waiting
        self.cast: list[str] = []

    def take(self, wanted: str | None, after: str | None) -> str:
        """Return what the next slot shows: `wanted`, or what is neither before it nor `after` it."""
        before = self.cast[-1] if self.cast else None
        asset = wanted if wanted is not None else _next_asset(self._waiting, before, after)
        if asset in self._waiting:
            self._waiting.remove(asset)
            self._waiting.append(asset)
        self.cast.append(asset)
        return asset


def _next_asset(waiting: Sequence[str], before: str | None, after: str | None) -> str:
    """Return the first in line that differs from both neighbours, else from the one before, else any."""
    for neighbours in ({before, after}, {before}):
        for asset in waiting:
            if asset not in neighbours:
                return asset
    return waiting[0]


def cast_windows(clip: Window, needs_ms: Sequence[int], given: Sequence[Window] = ()) -> list[Window]:
    """Return the stretch of a clip that each of its slots shows, in timeline order.

    `clip` is what may be shown of it, `needs_ms` are the render durations of the slots, `given` the
    windows that are settled already.
    Windows walk forward through what has not been shown. Where no unseen stretch is long enough, the
    window ends with the first one, so that it is shown in full; when all was shown the clip begins
    again. A slot longer than the clip gets the whole clip.
    """
    windows: list[Window] = []
    shown = list(given)
    for need_ms in needs_ms:
        fresh = _gaps(clip, shown)
        if not fresh:
            shown = []
            fresh = [clip]
        window = _window_in(fresh, need_ms, clip)
        windows.append(window)
        shown.append(window)
    return windows


def _gaps(clip: Window, shown: Sequence[Window]) -> list[Window]:
    """Return the stretches of the clip outside all `shown` windows, in ascending order."""
    gaps: list[Window] = []
    reached_ms = clip[0]
    for begin_ms, end_ms in [*sorted(shown), (clip[1], clip[1])]:
        if min(begin_ms, clip[1]) > reached_ms:
            gaps.append((reached_ms, min(begin_ms, clip[1])))
        reached_ms = max(reached_ms, end_ms)
    return gaps


def _window_in(fresh: Sequence[Window], need_ms: int, clip: Window) -> Window:
    for begin_ms, end_ms in fresh:
        if end_ms - begin_ms >= need_ms:
            return begin_ms, begin_ms + need_ms
    begin_ms = max(clip[0], fresh[0][1] - need_ms)
    return begin_ms, min(clip[1], begin_ms + need_ms)
