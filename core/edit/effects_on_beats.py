"""Where the effects of a segment lie on the beats of the song: pulses, flashes and titles in milliseconds."""

from dataclasses import dataclass

from core.effects import BeatPulse, Flash, Title
from core.music.song_part import SongPart

LONGEST_FLASH_MS = 600
SHORTEST_FADE_MS, LONGEST_FADE_MS = 150, 900


@dataclass(frozen=True)
class Slot:
    """A segment's moments on the timeline, in ms.

    It comes in from `in_ms`, stands fully visible from `cut_ms`, its beat; from `alone_until_ms` on
    the next one comes in, and at `out_ms` it is gone.
    """

    in_ms: int
    cut_ms: int
    alone_until_ms: int
    out_ms: int


def pulse_in(pulse: BeatPulse, slot: Slot, song: SongPart) -> BeatPulse:
    """Return the pulse with the beats on which it falls, the one of the cut among them."""
    within = range(song.beats_until(slot.cut_ms), song.beats_until(slot.out_ms))
    downbeats = frozenset(song.downbeats)
    beats = [beat for beat in within if pulse.on == "beats" or beat in downbeats]
    return pulse.model_copy(update={"at_ms": [song.beats_ms[beat] - slot.in_ms for beat in beats]})


def flash_in(flash: Flash, slot: Slot, song: SongPart) -> Flash:
    """Return the flash with its length: a beat, while the segment is alone."""
    beat_ms = _next_beat_ms(song, slot.cut_ms + 1) - slot.cut_ms
    longest_ms = min(LONGEST_FLASH_MS, slot.alone_until_ms - slot.cut_ms)
    return flash.model_copy(update={"duration_ms": min(beat_ms, longest_ms)})


def title_in(title: Title, slot: Slot, song: SongPart) -> Title:
    """Return the title with its length and its fades, which end and begin on beats where they can."""
    begin_ms, end_ms = slot.cut_ms, slot.out_ms
    if title.beats is not None:
        after = song.beats_until(begin_ms) + title.beats
        end_ms = song.beats_ms[after] if after < song.beat_count else song.duration_ms
    most_ms = min(LONGEST_FADE_MS, (end_ms - begin_ms) // 3)
    rise_ms = _next_beat_ms(song, begin_ms + SHORTEST_FADE_MS) - begin_ms
    fall_ms = end_ms - _last_beat_ms(song, end_ms - SHORTEST_FADE_MS)
    return title.model_copy(
        update={
            "duration_ms": end_ms - begin_ms,
            "fade_in_ms": min(rise_ms, most_ms),
            "fade_out_ms": min(fall_ms, most_ms),
        }
    )


def _next_beat_ms(song: SongPart, at_ms: int) -> int:
    """Return the first beat at or after a moment, or the end."""
    beat = song.beats_until(at_ms)
    return song.beats_ms[beat] if beat < song.beat_count else song.duration_ms


def _last_beat_ms(song: SongPart, at_ms: int) -> int:
    """Return the last beat before or at a moment, or the start."""
    beat = song.beats_until(at_ms + 1) - 1
    return song.beats_ms[beat] if beat >= 0 else 0
