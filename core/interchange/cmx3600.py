"""The edit as a CMX 3600 edit decision list, which nearly every editing program has read since the 1980s.

Timecode counts frames without dropping any. A reel has eight characters at most, so the files are named in
comments, as editors have agreed on.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from math import ceil, floor

from core.interchange.cut_list import CutList
from core.interchange.events import Event

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


@dataclass(frozen=True)
class _Shot:
    """An entry of the list: an event, or a part of it, that shows from `first` up to `end`.

    It dissolves from the picture `before`, if there is one.
    """

    event: Event
    before: Event | None
    first: int
    end: int

    @property
    def source(self) -> tuple[int, int]:
        """Frames of the clip, from the first up to the end; of a photo as many as it stands for."""
        run, first = self.event.run, self.event.source_at(self.first)
        if run is None:
            return 0, self.end - self.first
        return first, max(first + 1, floor(run.reached(self.end)))


def cmx_text(cuts: CutList) -> str:
    """Return the edit as the text of an .edl file."""
    fps = ceil(cuts.rate_hz)
    lines = [f"TITLE: {_plain(cuts.name)[:70]}", "FCM: NON-DROP FRAME", ""]
    shots = list(_shots(cuts.events))
    for number, shot in enumerate(shots, start=1):
        lines += _lines(number, shot, fps)
    lines += _song(len(shots) + 1, cuts, fps)
    return "\n".join(lines) + "\n"


def _shots(events: Sequence[Event]) -> Iterator[_Shot]:
    """Yield the events as this format has them: each ends where the next one begins to show.

    Where a clip is over, or begins again, while it blends in, the blend is an entry of its own.
    """
    before: Event | None = None
    for event, following in zip_longest(events, events[1:]):
        end = following.begin if following else event.end
        dissolves_from = before if event.blend_frames else None
        if _changes_in_blend(event):
            blending = replace(event, run=event.blending_run)
            shots = [
                _Shot(blending, dissolves_from, event.begin, event.first),
                _Shot(event, None, event.first, end),
            ]
        else:
            shots = [_Shot(event, dissolves_from, event.begin, end)]
        yield from (shot for shot in shots if shot.first < shot.end)
        before = event


def _changes_in_blend(event: Event) -> bool:
    if event.run is None or event.begin == event.first:
        return False
    return event.run != event.blending_run or (event.stands(event.first) and not event.stands(event.begin))


def _lines(number: int, shot: _Shot, fps: int) -> Iterator[str]:
    """Yield the lines of an entry; a dissolve begins with one of no length, where the picture before is."""
    event, before, record = shot.event, shot.before, (shot.first, shot.end)
    if before is not None:
        gone = before.source_at(shot.first)
        yield _Line("V", "C", (gone, gone), (shot.first, shot.first)).text(number, fps)
        yield _Line("V", f"D    {event.blend_frames:03}", shot.source, record).text(number, fps)
        yield f"* FROM CLIP NAME: {_plain(before.media.name)}"
        yield f"* TO CLIP NAME: {_plain(event.media.name)}"
        if event.blend != "crossfade":
            yield f"* {event.blend.upper()} IN BEATSTITCH"
        if before.over_from is not None:
            yield f"* FROM CLIP {_over(before, before.over_from, fps)}"
    else:
        yield _Line("V", "C", shot.source, record).text(number, fps)
        yield f"* FROM CLIP NAME: {_plain(event.media.name)}"
    yield from _speed(shot, fps)
    for media in event.beside:
        yield f"* BESIDE IT IN A SPLIT SCREEN OF BEATSTITCH: {_plain(media.name)}"
    yield ""


def _speed(shot: _Shot, fps: int) -> Iterator[str]:
    """Yield how fast a clip plays from its first frame on: frames a second, the mean where that changes."""
    event, speed = shot.event, shot.event.speed
    mean = event.mean_speed(shot.first, shot.end)
    if speed is not None or mean != 1:
        yield f"M2   {REEL:8} {float(mean * fps):05.1f}                {timecode(shot.source[0], fps)}"
    if event.stands(shot.first):
        yield "* FREEZE FRAME"
    elif event.over_from is not None and event.over_from < shot.end:
        yield f"* {_over(event, event.over_from, fps)}"
    if speed is not None and event.run is not None and (speed.before or speed.after):
        peak = timecode(event.run.begin + speed.peak_at, fps)
        yield f"* SPEED RAMP IN BEATSTITCH: {speed.percent} % TO {speed.peak_percent} % AT {peak}"


def _over(event: Event, over_from: int, fps: int) -> str:
    """Return what becomes of a clip that is over within its entry."""
    how = "BEGINS AGAIN" if event.run and event.run.loops else "STANDS STILL"
    return f"{how} IN BEATSTITCH AT {timecode(over_from, fps)}"


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
