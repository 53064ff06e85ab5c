"""Slots that are too long for the clip in them are divided on a beat, and the next picture takes the rest."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from core.edit.planning.cast import BeatSlot
from core.edit.planning.media_assignment import AssetLine
from core.edit.planning.section_pace import SHORTEST_MS
from core.edit.selection.clean import longest_clean_ms
from core.media.info import Source
from core.music.song_part import SongPart


@dataclass(frozen=True)
class Division:
    """Where the slots of clips are divided; `overlap_ms` is how much earlier a transition begins.

    What is left for the next picture is at least `least_rest_ms` long.
    """

    song: SongPart
    assets: Mapping[str, Source]
    overlap_ms: int = 0
    least_rest_ms: float = SHORTEST_MS

    def beat_in(self, asset: str, slot: BeatSlot) -> int | None:
        """Return the beat at which a picture is cut to the next one, None where it fills its slot.

        That is as late as it stays clean, after whole bars or else pairs of beats if it can be.
        """
        clean_ms = longest_clean_ms(self.assets[asset])
        if clean_ms is None or self._length_ms(slot) <= clean_ms:
            return None
        begin, end = max(0, slot[0]), slot[1]
        beats = [beat for beat in range(begin + 1, end) if self._fits(slot, beat, clean_ms)]
        for step in (self.song.metre, 2, 1):
            whole = [beat for beat in beats if (beat - begin) % step == 0]
            if whole:
                return whole[-1]
        return None

    def _fits(self, slot: BeatSlot, beat: int, clean_ms: int) -> bool:
        length_ms, rest_ms = self._length_ms((slot[0], beat)), self._length_ms((beat, slot[1]))
        return SHORTEST_MS <= length_ms <= clean_ms and rest_ms - self.overlap_ms >= self.least_rest_ms

    def _length_ms(self, slot: BeatSlot) -> int:
        begin_ms = self.song.beats_ms[slot[0]] - self.overlap_ms if slot[0] >= 0 else 0
        end_ms = self.song.beats_ms[slot[1]] if slot[1] < self.song.beat_count else self.song.duration_ms
        return end_ms - begin_ms


def cast_divided(
    asset_ids: Sequence[str],
    slots: Sequence[BeatSlot],
    given: Sequence[str | None],
    beat_in: Callable[[str, BeatSlot], int | None],
) -> tuple[list[BeatSlot], list[str]]:
    """Return the slots, divided where `beat_in` says so, and an asset for each, as `AssetLine` does.

    A given asset keeps its whole slot, and so does one beside which there is no other.
    """
    line = AssetLine(asset_ids, given)
    divided: list[BeatSlot] = []
    for number, (slot, wanted) in enumerate(zip(slots, given, strict=True)):
        after = given[number + 1] if number + 1 < len(given) else None
        rest = slot
        while True:
            asset = line.take(wanted, after)
            beat = beat_in(asset, rest) if wanted is None and len(asset_ids) > 1 else None
            if beat is None:
                divided.append(rest)
                break
            divided.append((rest[0], beat))
            rest = beat, rest[1]
    return divided, line.cast
