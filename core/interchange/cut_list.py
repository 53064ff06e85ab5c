"""The edit in whole frames, as every other program understands it: what shows from where to where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from math import floor
from pathlib import PurePath
from typing import Any, Literal

from core.edit.beat_segments import slot_begin_ms
from core.edit.edl import EditDecisionList
from core.edit.effects_on_beats import speed_in_frames
from core.edit.markers import marked_beats
from core.edit.planning.section_pace import sections_in
from core.effects import one_line
from core.music.grid.beat_grid import BeatGrid
from core.music.sections.song_sections import Section
from core.music.song_part import SongPiece
from core.schemas import EDLSegment, MediaType, TransitionType
from core.speed_curve import SpeedCurve
from core.timebase import frame_at, frame_rate

MEDIA_FOLDER = "media"
MARK = "Marker"  # of one without a name


@dataclass(frozen=True)
class Media:
    """A file beside the export; `name` is unique among them, `frames` is None for a photo."""

    name: str
    media_type: MediaType | Literal["audio"]
    frames: int | None = None
    width: int | None = None
    height: int | None = None

    @property
    def url(self) -> str:
        return f"{MEDIA_FOLDER}/{self.name}"


@dataclass(frozen=True)
class Event:
    """A picture from `first` up to `end`; it blends in over the `blend_frames` before.

    `source_in` is the frame of the clip, counted at the rate of the video, that shows at `begin`, where it
    begins to blend in. `speed` is that of a clip, over the frames since then. `facts` are what only
    BeatStitch knows: the move, the fit, the volume. `beside` are the photos that share the frame with it
    in a split screen; `asset_ids` are those of all that it shows.
    """

    first: int
    end: int
    media: Media
    source_in: int
    blend: TransitionType = "cut"
    blend_frames: int = 0
    facts: Mapping[str, Any] | None = None
    speed: SpeedCurve | None = None
    beside: Sequence[Media] = ()
    asset_ids: Sequence[str] = ()

    @property
    def frames(self) -> int:
        return self.end - self.first

    @property
    def begin(self) -> int:
        return self.first - self.blend_frames

    @property
    def source_first(self) -> int:
        return self.source_at(self.first)

    def played(self, frame: int | Fraction) -> Fraction:
        """Return how much of the clip has played at a moment of the video, in frames since `begin`."""
        since = frame - self.begin
        return self.speed.played(since) if self.speed else Fraction(since)

    def source_at(self, frame: int) -> int:
        """Return the frame of the clip that shows at a frame of the video; 0 of a photo."""
        return 0 if self.media.media_type == "image" else self.source_in + floor(self.played(frame))


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
    return [
        _event(segment, [media[asset_id] for asset_id in segment.asset_ids], cut, end, rate_hz)
        for segment, cut, end in zip(edl.segments, cuts, ends, strict=True)
        if end > cut
    ]


def _event(segment: EDLSegment, shows: Sequence[Media], cut: int, end: int, rate_hz: Fraction) -> Event:
    media, *beside = shows
    blend_frames = cut - frame_at(segment.timeline_in_ms, rate_hz)
    transition = segment.transition_in
    shown = segment.model_dump(mode="json", include={"effects", "fit", "focus", "volume", "loop"})
    is_clip = media.media_type == "video"
    return Event(
        first=cut,
        end=end,
        media=media,
        source_in=frame_at(segment.source_in_ms, rate_hz) if is_clip else 0,
        blend=transition.type if transition and blend_frames else "cut",
        blend_frames=blend_frames,
        speed=speed_in_frames(segment, rate_hz),
        beside=beside,
        asset_ids=segment.asset_ids,
        facts={"asset_id": segment.media_asset_id, **{k: v for k, v in shown.items() if v is not None}},
    )


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
                length = None if asset.duration_ms is None else frame_at(asset.duration_ms, rate_hz)
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
