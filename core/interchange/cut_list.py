"""The edit in whole frames, as every other program understands it: what shows from where to where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import accumulate
from pathlib import PurePath
from typing import Literal

from core.edit.beat_segments import slot_begin_ms
from core.edit.edl import EditDecisionList
from core.edit.effects_on_beats import speed_in_frames
from core.edit.markers import marked_beats
from core.edit.planning.section_pace import sections_in
from core.effects import one_line
from core.interchange.clip_runs import ENDLESS, ClipRun, runs_of
from core.interchange.events import Event, Media
from core.music.grid.beat_grid import BeatGrid
from core.music.sections.song_sections import Section
from core.music.song_part import SongPiece
from core.schemas import EDLSegment
from core.timebase import frame_at, frame_rate

MARK = "Marker"  # of one without a name


@dataclass(frozen=True)
class Caption:
    """A title over the pictures from frame `first` up to `end`; lines are parted by newlines."""

    first: int
    end: int
    text: str


@dataclass(frozen=True)
class Marker:
    """A beat, the part of the song that begins here, or a mark that a person put there."""

    frame: int
    name: str
    kind: Literal["downbeat", "beat", "part", "mark"]


@dataclass(frozen=True)
class SongEvent:
    """Frames `first` to before `end` of the edit, over which the song plays from `start_ms` on."""

    first: int
    end: int
    start_ms: int

    @property
    def frames(self) -> int:
        return self.end - self.first


@dataclass(frozen=True)
class CutList:
    """A whole edit; where the song plays from need not be a frame."""

    name: str
    rate_hz: Fraction
    width: int
    height: int
    events: Sequence[Event]
    song: Media
    song_events: Sequence[SongEvent]
    markers: Sequence[Marker]
    captions: Sequence[Caption] = ()

    @property
    def frames(self) -> int:
        return self.events[-1].end if self.events else 0


@dataclass(frozen=True)
class Named:
    """What an export tells of a photo or clip: the name its owner knows, and its size and length."""

    filename: str
    duration_ms: int | None
    width: int | None
    height: int | None


def cut_list(
    edl: EditDecisionList,
    assets: Mapping[str, Named],
    grid: BeatGrid,
    *,
    name: str,
    song_name: str,
    sections: Sequence[Section] = (),
) -> CutList:
    """Return `edl` in frames; `assets` are those that it shows, by id.

    A transition of ours ends on the cut, so a picture begins where it is alone.
    """
    rate_hz = frame_rate(edl.settings.output_fps, ntsc=edl.settings.ntsc)
    media = _media(edl, assets, rate_hz)
    taken = {one.name for one in media.values()}
    song = Media(_unique(song_name, taken), "audio", frame_at(grid.duration_ms, rate_hz))
    return CutList(
        name=one_line(name),
        rate_hz=rate_hz,
        width=edl.settings.output_width,
        height=edl.settings.output_height,
        events=_events(edl, media, rate_hz),
        song=song,
        song_events=_song_events(edl, rate_hz),
        markers=_markers(edl, grid, sections, rate_hz),
        captions=_captions(edl, rate_hz),
    )


def _song_events(edl: EditDecisionList, rate_hz: Fraction) -> list[SongEvent]:
    """Return the pieces of the song, without what lies beyond the edit's end."""
    whole = SongPiece(start_ms=edl.audio.start_offset_ms, duration_ms=max(1, edl.total_duration_ms))
    pieces = edl.audio.pieces or [whole]
    ends_ms = list(accumulate(piece.duration_ms for piece in pieces))
    total = frame_at(edl.total_duration_ms, rate_hz)
    events = [
        SongEvent(
            frame_at(end_ms - piece.duration_ms, rate_hz),
            min(total, frame_at(end_ms, rate_hz)),
            piece.start_ms,
        )
        for piece, end_ms in zip(pieces, ends_ms, strict=True)
    ]
    return [event for event in events if event.end > event.first]


def _captions(edl: EditDecisionList, rate_hz: Fraction) -> list[Caption]:
    found: list[Caption] = []
    for segment in edl.segments:
        title = segment.effects.title
        if title is not None:
            begin_ms = slot_begin_ms(segment)
            end_ms = segment.timeline_out_ms if title.duration_ms is None else begin_ms + title.duration_ms
            end = frame_at(min(end_ms, edl.total_duration_ms), rate_hz)
            found.append(Caption(frame_at(begin_ms, rate_hz), end, title.text))
    return [caption for caption in found if caption.end > caption.first]


def _events(edl: EditDecisionList, media: Mapping[str, Media], rate_hz: Fraction) -> list[Event]:
    cuts = _cuts(edl.segments, rate_hz)
    ends = [*cuts[1:], frame_at(edl.total_duration_ms, rate_hz)]
    begins = [frame_at(segment.timeline_in_ms, rate_hz) for segment in edl.segments]
    events: list[Event] = []
    for segment, cut, end, following in zip(edl.segments, cuts, ends, [*begins[1:], None], strict=True):
        if end > cut:
            shows = [media[asset_id] for asset_id in segment.asset_ids]
            event = _event(segment, shows, cut, end, rate_hz)
            events += _parts(event, segment, end if following is None else following, rate_hz)
    return events


def _event(segment: EDLSegment, shows: Sequence[Media], cut: int, end: int, rate_hz: Fraction) -> Event:
    media, *beside = shows
    blend_frames = cut - frame_at(segment.timeline_in_ms, rate_hz)
    transition = segment.transition_in
    shown = segment.model_dump(mode="json", include={"effects", "fit", "focus", "volume", "loop"})
    return Event(
        first=cut,
        end=end,
        media=media,
        blend=transition.type if transition and blend_frames else "cut",
        blend_frames=blend_frames,
        beside=beside,
        asset_ids=segment.asset_ids,
        facts={"asset_id": segment.media_asset_id, **{k: v for k, v in shown.items() if v is not None}},
    )


def _parts(event: Event, segment: EDLSegment, latest: int, rate_hz: Fraction) -> list[Event]:
    """Return a photo as it is, and a clip as events of one run each; the first one blends in."""
    if event.media.media_type != "video":
        return [event]
    run, loop_frames = _run(event, segment, rate_hz)
    latest = max(event.first, latest)
    runs = runs_of(run, loop_frames, first=event.first, latest=latest, end=event.end)
    parts = [
        replace(event, first=first, end=end, run=one, blend="cut", blend_frames=0)
        for first, end, one in runs
        if first >= event.first
    ]
    parts[0] = replace(parts[0], blend=event.blend, blend_frames=event.blend_frames, blending_run=runs[0][2])
    return parts


def _run(event: Event, segment: EDLSegment, rate_hz: Fraction) -> tuple[ClipRun, Fraction | None]:
    """Return how an event's clip plays, and how many frames of it are repeated if it loops."""
    there = ENDLESS if event.media.frames is None else event.media.frames
    out_ms = segment.source_out_ms
    # A clip that is over stands on the frame that begins where its window ends.
    source_end = there if out_ms is None else min(there, max(0, frame_at(out_ms, rate_hz)) + 1)
    source_in = min(frame_at(segment.source_in_ms, rate_hz), source_end - 1)
    loop_frames = None
    if segment.loop and source_end < ENDLESS:
        length = (
            source_end - source_in if out_ms is None else (out_ms - segment.source_in_ms) * rate_hz / 1000
        )
        loop_frames = Fraction(length)
        if loop_frames < 1:
            loop_frames, source_end = None, source_in + 1
    speed = speed_in_frames(segment, rate_hz)
    return ClipRun(event.begin, source_in, source_end, speed, loop_frames is not None), loop_frames


def _cuts(segments: Sequence[EDLSegment], rate_hz: Fraction) -> list[int]:
    """Return the frame from which on each segment is alone."""
    cuts, before_ms = [], 0
    for segment in segments:
        cuts.append(frame_at(max(segment.timeline_in_ms, before_ms), rate_hz))
        before_ms = segment.timeline_out_ms
    return cuts


def _media(edl: EditDecisionList, assets: Mapping[str, Named], rate_hz: Fraction) -> dict[str, Media]:
    """Return the files that the edit shows, each under a name of its own."""
    taken: set[str] = set()
    found: dict[str, Media] = {}
    for segment in edl.segments:
        for asset_id in segment.asset_ids:
            if asset_id not in found:
                asset = assets[asset_id]
                length = None if asset.duration_ms is None else max(1, frame_at(asset.duration_ms, rate_hz))
                kind = segment.media_type if asset_id == segment.media_asset_id else "image"
                name = _unique(asset.filename, taken)
                found[asset_id] = Media(name, kind, length, asset.width, asset.height)
    return found


def _unique(filename: str, taken: set[str]) -> str:
    """Return the name, with a number if another file has it already, and note it."""
    plain = PurePath(PurePath(one_line(filename).replace("\\", "/")).name or "file")
    name, number = plain.name, 1
    while name.casefold() in taken:
        number += 1
        name = f"{plain.stem}-{number}{plain.suffix}"
    taken.add(name.casefold())
    return name


def _markers(
    edl: EditDecisionList, grid: BeatGrid, sections: Sequence[Section], rate_hz: Fraction
) -> list[Marker]:
    song = edl.audio.song_in(grid)
    beats = [
        Marker(
            frame_at(at_ms, rate_hz),
            f"Beat {index + 1}",
            "downbeat" if grid.beats[index].is_downbeat else "beat",
        )
        for index, at_ms in zip(song.grid_index, song.beats_ms, strict=True)
        if at_ms < edl.total_duration_ms
    ]
    parts = [
        Marker(frame_at(begin_ms, rate_hz), one_line(f"{part.label} ({part.intensity})"), "part")
        for begin_ms, part in sections_in(sections, song)
        if begin_ms < edl.total_duration_ms
    ]
    marks = [
        Marker(frame_at(song.beats_ms[mark.used], rate_hz), one_line(mark.name or "") or MARK, "mark")
        for mark in marked_beats(edl.markers, song, grid)
    ]
    return sorted([*beats, *parts, *marks], key=lambda marker: marker.frame)
