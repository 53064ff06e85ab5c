"""Where a segment's effects lie on the beats: pulses, flashes, speeds, titles and panels, in ms."""

from dataclasses import dataclass
from fractions import Fraction

from core.effects import BeatPulse, Flash, Speed, Title
from core.music.song_part import SongPart
from core.schemas import EDLSegment, Panel, Panels, SegmentEffects
from core.speed_curve import SpeedCurve
from core.timebase import frame_at

LONGEST_FLASH_MS = 600
SHORTEST_FADE_MS, LONGEST_FADE_MS = 150, 900


@dataclass(frozen=True)
class SegmentTiming:
    """A segment's moments on the timeline, in ms.

    It comes in from `in_ms`, stands fully visible from `cut_ms`, its beat; from `alone_until_ms` on
    the next one comes in, and at `out_ms` it is gone.
    """

    in_ms: int
    cut_ms: int
    alone_until_ms: int
    out_ms: int


def pulse_in(pulse: BeatPulse, slot: SegmentTiming, song: SongPart) -> BeatPulse:
    """Return the pulse with the beats on which it falls, the one of the cut among them."""
    within = range(song.beats_until(slot.cut_ms), song.beats_until(slot.out_ms))
    downbeats = frozenset(song.downbeats)
    beats = [beat for beat in within if pulse.on == "beats" or beat in downbeats]
    return pulse.model_copy(update={"at_ms": [song.beats_ms[beat] - slot.in_ms for beat in beats]})


def flash_in(flash: Flash, slot: SegmentTiming, song: SongPart) -> Flash:
    """Return the flash with its length: a beat, while the segment is alone."""
    beat_ms = _next_beat_ms(song, slot.cut_ms + 1) - slot.cut_ms
    longest_ms = min(LONGEST_FLASH_MS, slot.alone_until_ms - slot.cut_ms)
    return flash.model_copy(update={"duration_ms": min(beat_ms, longest_ms)})


def speed_in(speed: Speed, slot: SegmentTiming, song: SongPart) -> Speed:
    """Return the speed with its peak on its beat, the last one where there are fewer.

    A segment without a beat has no peak: it keeps to its even speed.
    """
    first, end = song.beats_until(slot.cut_ms), song.beats_until(slot.out_ms)
    if speed.ramp is None or first == end:
        even = speed.ramp and speed.ramp.model_copy(update={"at_ms": 0, "before_ms": 0, "after_ms": 0})
        return speed.model_copy(update={"ramp": even})
    peak = min(first + speed.ramp.beat, end - 1)
    at_ms = song.beats_ms[peak]
    from_ms = song.beats_ms[max(0, peak - speed.ramp.beats)]
    after = peak + speed.ramp.beats
    until_ms = song.beats_ms[after] if after < song.beat_count else song.duration_ms
    laid = {"at_ms": at_ms - slot.in_ms, "before_ms": at_ms - from_ms, "after_ms": until_ms - at_ms}
    return speed.model_copy(update={"ramp": speed.ramp.model_copy(update=laid)})


def panels_in(panels: Panels, slot: SegmentTiming, song: SongPart) -> Panels:
    """Return the panels with the moment of each, on its beat, the last one where there are fewer."""
    first, end = song.beats_until(slot.cut_ms), song.beats_until(slot.out_ms)

    def laid(panel: Panel) -> Panel:
        beat = min(first + panel.beat, end - 1)
        enters_late = panel.beat > 0 and beat > first
        at_ms = song.beats_ms[beat] - slot.in_ms if enters_late else 0
        return panel.model_copy(update={"at_ms": at_ms})

    return panels.model_copy(update={"beside": [laid(panel) for panel in panels.beside]})


def speed_in_frames(segment: EDLSegment, rate_hz: Fraction) -> SpeedCurve | None:
    """Return the speed of a segment's clip over its frames, with the peak on the frame of its beat."""
    speed = segment.effects.speed
    if speed is None or segment.media_type == "image":
        return None
    ramp = speed.ramp
    if ramp is None:
        return SpeedCurve(speed.percent)
    peak_ms = segment.timeline_in_ms + ramp.at_ms
    before, peak, after = (
        frame_at(at_ms, rate_hz) - frame_at(segment.timeline_in_ms, rate_hz)
        for at_ms in (peak_ms - ramp.before_ms, peak_ms, peak_ms + ramp.after_ms)
    )
    return SpeedCurve(speed.percent, ramp.percent, peak, peak - before, after - peak)


def title_in(title: Title, slot: SegmentTiming, song: SongPart) -> Title:
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


def before_beats(effects: SegmentEffects) -> SegmentEffects:
    """Return the effects as they were asked for, without where the beats of their place have put them."""
    pulse, flash, speed, panels = effects.beat_pulse, effects.flash, effects.speed, effects.panels
    ramp = speed and speed.ramp and speed.ramp.model_copy(update={"at_ms": 0, "before_ms": 0, "after_ms": 0})
    beside = [panel.model_copy(update={"at_ms": 0}) for panel in panels.beside] if panels else []
    asked = {
        "beat_pulse": pulse and pulse.model_copy(update={"at_ms": []}),
        "flash": flash and flash.model_copy(update={"duration_ms": None}),
        "speed": speed and speed.model_copy(update={"ramp": ramp}),
        "title": title_before_beats(effects.title),
        "panels": panels and panels.model_copy(update={"beside": beside}),
    }
    return effects.model_copy(update=asked)


def title_before_beats(title: Title | None) -> Title | None:
    """Return a title as it was asked for, without its times."""
    return title and title.model_copy(update={"duration_ms": None, "fade_in_ms": 0, "fade_out_ms": 0})
