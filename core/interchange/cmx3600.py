"""The edit as a CMX 3600 edit decision list, which nearly every editing program has read since the 1980s.

Timecode counts frames without dropping any. A reel has eight characters at most, so the files are named in
comments, as editors have agreed on.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from core.interchange.cut_list import CutList, Event

REEL = "AX"  # "auxiliary": a source without a tape


@dataclass(frozen=True)
class _Line:
    """One line: frames of the source and of the video, from the first up to the end."""

    track: str
    edit: str
    source: tuple[int, int]
    record: tuple[int, int]

    def text(self, number: int, fps: int) -> str:
        times = " ".join(timecode(frame, fps) for frame in (*self.source, *self.record))
        return f"{number:03}  {REEL:8} {self.track:5} {self.edit:8} {times}"


def cmx_text(cuts: CutList) -> str:
    """Return the edit as the text of an .edl file."""
    fps = ceil(cuts.rate_hz)
    lines = [f"TITLE: {_plain(cuts.name)[:70]}", "FCM: NON-DROP FRAME", ""]
    before: Event | None = None
    for number, event in enumerate(cuts.events, start=1):
        following = cuts.events[number] if number < len(cuts.events) else None
        lines += _event(number, event, before, following.blend_frames if following else 0, fps)
        before = event
    lines += _song(len(cuts.events) + 1, cuts, fps)
    return "\n".join(lines) + "\n"


def _event(number: int, event: Event, before: Event | None, given: int, fps: int) -> Iterator[str]:
    """Yield the lines of an event, which ends where the next one begins to show, `given` frames early.

    A dissolve begins with a line of no length that repeats where the picture before is.
    """
    blend, first, end = event.blend_frames, event.begin, event.end - given
    taken = (event.source_at(first), event.source_at(end))
    if event.media.media_type == "image":
        taken = (0, end - first)
    if before is not None and blend:
        gone = before.source_at(before.end - blend)
        yield _Line("V", "C", (gone, gone), (first, first)).text(number, fps)
        yield _Line("V", f"D    {blend:03}", taken, (first, end)).text(number, fps)
        yield f"* FROM CLIP NAME: {_plain(before.media.name)}"
        yield f"* TO CLIP NAME: {_plain(event.media.name)}"
        if event.blend != "crossfade":
            yield f"* {event.blend.upper()} IN BEATSTITCH"
    else:
        yield _Line("V", "C", taken, (first, end)).text(number, fps)
        yield f"* FROM CLIP NAME: {_plain(event.media.name)}"
    yield from _speed(event, taken[0], (first, end), fps)
    for media in event.beside:
        yield f"* BESIDE IT IN A SPLIT SCREEN OF BEATSTITCH: {_plain(media.name)}"
    yield ""


def _speed(event: Event, source: int, shown: tuple[int, int], fps: int) -> Iterator[str]:
    """Yield how fast a clip plays from frame `source` on: frames a second, the mean where that changes."""
    speed, (first, end) = event.speed, shown
    if speed is None:
        return
    mean = (event.played(end) - event.played(first)) / max(1, end - first)
    yield f"M2   {REEL:8} {float(mean * fps):05.1f}                {timecode(source, fps)}"
    if speed.before or speed.after:
        peak = timecode(event.begin + speed.peak_at, fps)
        yield f"* SPEED RAMP IN BEATSTITCH: {speed.percent} % TO {speed.peak_percent} % AT {peak}"


def _song(number: int, cuts: CutList, fps: int) -> Iterator[str]:
    for count, heard in enumerate(cuts.song_events):
        begin = round(heard.start_ms * cuts.rate_hz / 1000)
        line = _Line("A", "C", (begin, begin + heard.frames), (heard.first, heard.end))
        yield line.text(number + count, fps)
        yield f"* FROM CLIP NAME: {_plain(cuts.song.name)}"
    for caption in cuts.captions:
        yield f"* TITLE: {timecode(caption.first, fps)} {timecode(caption.end, fps)} {_plain(caption.text)}"
    for marker in cuts.markers:
        colour = {"part": "PURPLE", "downbeat": "BLUE", "beat": "CYAN", "mark": "RED"}[marker.kind]
        yield f"* LOC: {timecode(marker.frame, fps)} {colour:7} {_plain(marker.name)}"


def timecode(frame: int, fps: int) -> str:
    """Return hours, minutes, seconds and frames of a frame, none of them dropped."""
    seconds, frames = divmod(frame, fps)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}:{frames:02}"


def _plain(text: str) -> str:
    """Return a text as one line."""
    return " ".join(text.split())
