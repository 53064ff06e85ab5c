"""What a video sounds like, from its edit: the song's part and fades, and the clips heard with it; pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor
from pathlib import Path

from pydantic import TypeAdapter

from core.edit.edl import EditDecisionList
from core.effects import Speed
from core.media.info import Source
from core.schemas import EDLSegment
from core.speed_curve import USUAL_PERCENT
from core.timebase import frame_at

# Sound that begins or ends in the middle of a wave clicks; this short a fade can't be heard.
EDGE_S = Fraction(1, 100)
# The track of the clips: two channels of sound, and one of how far the song makes room.
CHANNELS = 3
# Under a clip at full volume the song is this much softer; it is ducked before and returns slowly after.
DUCKING_DB = 12.0
LEAD_S, RETURN_S = 0.2, 0.5


@dataclass(frozen=True)
class HeardClip:
    """A run of a clip's sound, from `source_s` after its first frame on.

    It is heard from sample `start` of the video to `end`, comes in over `rise` samples and goes out
    over `fall`, and is as loud as `volume` (0..1) of what it is. `checksum` is that of the upload.
    It plays at `speed_percent` of its speed.
    """

    path: Path
    checksum: str
    name: str
    source_s: Fraction
    start: int
    end: int
    rise: int
    fall: int
    volume: float
    speed_percent: int = USUAL_PERCENT

    @property
    def speed(self) -> Fraction:
        return Fraction(self.speed_percent, USUAL_PERCENT)


CLIPS = TypeAdapter(list[HeardClip])


@dataclass(frozen=True)
class Mix:
    """The sound of a video of `samples` samples at `rate_hz`.

    The song plays from its moment `song_start_ms` on, or the `song_pieces` of it one after the other, each
    a moment in ms and a length. All that is heard fades in over the first
    `fade_in_ms` and out over the last `fade_out_ms`. `loudness_lufs` is the integrated loudness to
    bring it to, None leaves it as it is.
    """

    rate_hz: int
    samples: int
    song_start_ms: int = 0
    fade_in_ms: int = 0
    fade_out_ms: int = 0
    loudness_lufs: float | None = None
    clips: tuple[HeardClip, ...] = ()
    song_pieces: tuple[tuple[int, int], ...] = ()


def mix_of(
    edl: EditDecisionList, sources: Mapping[str, Source], frames: int, frame_hz: Fraction, rate_hz: int
) -> Mix:
    """Return the sound of an edit of `frames` frames: as long as the picture, to one sample."""
    wanted = edl.audio
    return Mix(
        rate_hz=rate_hz,
        samples=_round(frames / frame_hz * rate_hz),
        song_start_ms=wanted.start_offset_ms,
        fade_in_ms=wanted.fade_in_ms,
        fade_out_ms=wanted.fade_out_ms,
        loudness_lufs=wanted.loudness_lufs,
        song_pieces=tuple((piece.start_ms, piece.duration_ms) for piece in wanted.pieces),
        clips=tuple(_joined(list(_heard(edl.segments, sources, frame_hz, rate_hz)), rate_hz, 1 / frame_hz)),
    )


def _round(samples: Fraction) -> int:
    return floor(samples + Fraction(1, 2))


def _heard(
    segments: Sequence[EDLSegment], sources: Mapping[str, Source], frame_hz: Fraction, rate_hz: int
) -> Iterator[HeardClip]:
    """Yield the sound of each segment whose clip has some and is not muted; one with a ramp is silent."""

    def sample_at(t_ms: int) -> int:
        return _round(frame_at(t_ms, frame_hz) / frame_hz * rate_hz)

    befores, afters = [None, *segments], [*segments[1:], None]
    for before, segment, after in zip(befores, segments, afters, strict=False):
        source = sources.get(segment.media_asset_id)
        speed = segment.effects.speed or Speed()
        if source is None or source.sound_path is None or not segment.volume or speed.ramp:
            continue
        start, end = sample_at(segment.timeline_in_ms), sample_at(segment.timeline_out_ms)
        late, rise = _edge(segment, sample_at(before.timeline_out_ms) - start if before else 0, rate_hz)
        early, fall = _edge(after, end - sample_at(after.timeline_in_ms) if after else 0, rate_hz)
        begin_s = Fraction(segment.source_in_ms, 1000)
        whole = HeardClip(
            path=source.sound_path,
            checksum=source.checksum,
            name=source.display_name,
            source_s=begin_s + Fraction(late * speed.percent, rate_hz * USUAL_PERCENT),
            start=start + late,
            end=end - early,
            rise=rise,
            fall=fall,
            volume=segment.volume,
            speed_percent=speed.percent,
        )
        there = _round(_there_s(segment, source) * rate_hz / whole.speed)
        yield from _runs(whole, start + there, _round(EDGE_S * rate_hz))
        if segment.loop and there > 0:
            for again in range(start + there, whole.end, there):
                run = replace(whole, start=again, source_s=begin_s, rise=_round(EDGE_S * rate_hz))
                yield from _runs(run, again + there, _round(EDGE_S * rate_hz))


def _runs(whole: HeardClip, over: int, edge: int) -> Iterator[HeardClip]:
    """Yield what is heard of a run when its clip is over at sample `over`."""
    if whole.end <= over:
        yield whole
    elif whole.start < over:
        yield replace(whole, end=over, fall=edge)


def _there_s(segment: EDLSegment, source: Source) -> Fraction:
    """Return how much of the clip there is from the segment's moment of it on."""
    end_ms = segment.source_out_ms if segment.source_out_ms is not None else source.duration_ms
    return Fraction((end_ms or 0) - segment.source_in_ms, 1000)


def _edge(entering: EDLSegment | None, blended: int, rate_hz: int) -> tuple[int, int]:
    """Return how many samples stay silent at a cut, and over how many the sound fades beside them.

    Over a crossfade the sounds cross as the pictures do; a fade through a colour keeps each
    sound to the half in which its picture is seen.
    """
    transition = entering.transition_in if entering else None
    if transition is None or transition.type == "cut" or blended <= 0:
        return 0, _round(EDGE_S * rate_hz)
    if transition.type == "crossfade":
        return 0, blended
    return blended // 2, blended - blended // 2


def _joined(clips: Sequence[HeardClip], rate_hz: int, nearness_s: Fraction) -> Iterator[HeardClip]:
    """Join runs of one clip that go on across a cut, so that a split can't be heard."""
    going: HeardClip | None = None
    for clip in clips:
        if going is not None and _goes_on(going, clip, rate_hz, nearness_s):
            going = replace(going, end=clip.end, fall=clip.fall)
            continue
        if going is not None:
            yield going
        going = clip
    if going is not None:
        yield going


def _goes_on(before: HeardClip, after: HeardClip, rate_hz: int, nearness_s: Fraction) -> bool:
    """Whether one run continues the other; cuts lie on whole frames, so only nearly to the sample."""
    if (before.path, before.volume, before.end) != (after.path, after.volume, after.start):
        return False
    if before.speed != after.speed:
        return False
    left_off_s = before.source_s + (before.end - before.start) * before.speed / rate_hz
    return abs(after.source_s - left_off_s) <= nearness_s
