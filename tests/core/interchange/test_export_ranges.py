"""What the exports name lies inside its files, whatever the film, and is what the film shows."""

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise, zip_longest
from math import ceil, floor
from xml.etree import ElementTree as ET

import opentimelineio as otio
from hypothesis import given
from hypothesis import strategies as st

from core.edit.apply import apply
from core.edit.edl import EditDecisionList
from core.edit.operations import operation_from
from core.interchange.cmx3600 import cmx_text
from core.interchange.cut_list import CutList, Named, cut_list
from core.interchange.events import Event
from core.interchange.fcpxml import fcpxml_text
from core.interchange.otio_timeline import otio_text
from core.media.info import Source
from core.render.compiler import compile_spans
from core.schemas import ProjectSettings
from core.timebase import frame_at
from tests.core.edit.edit_samples import TRANSITIONS, clip, context_of, even_grid, grid_of, photo, planned

GRID = even_grid(beats=16)


@dataclass(frozen=True)
class Film:
    """A film, in the editor's words and in those of the exports."""

    edl: EditDecisionList
    sources: dict[str, Source]
    cuts: CutList

    @property
    def rate_hz(self) -> Fraction:
        return self.cuts.rate_hz


def film_of(edl: EditDecisionList, sources: list[Source]) -> Film:
    named = {one.asset_id: Named(one.asset_id, one.duration_ms, 1, 1) for one in sources}
    cuts = cut_list(edl, named, GRID, name="n", song_name="s")
    return Film(edl, {one.asset_id: one for one in sources}, cuts)


def looping(edl: EditDecisionList) -> EditDecisionList:
    again = [one.model_copy(update={"loop": one.media_type == "video"}) for one in edl.segments]
    return edl.model_copy(update={"segments": again})


@st.composite
def films(draw: st.DrawFn) -> Film:
    """Films at any rate, of clips that are too short for their place, at any speed, which loop or not."""
    gaps = draw(st.lists(st.integers(150, 900), min_size=2, max_size=24))
    times = [draw(st.sampled_from([0, 700]))]
    for gap in gaps:
        times.append(times[-1] + gap)
    lengths = draw(st.lists(st.integers(30, 5_000), min_size=1, max_size=3))
    clips = [clip(f"clip{number}", length) for number, length in enumerate(lengths)]
    sources = [photo("a"), *clips, photo("d")]
    settings = ProjectSettings(
        beats_per_cut=draw(st.sampled_from([1, 2, 4])),
        transition_type=draw(st.sampled_from(TRANSITIONS)),
        transition_duration_ms=draw(st.integers(100, 2_000)),
        output_fps=draw(st.sampled_from([15, 24, 30, 60])),
        ntsc=draw(st.booleans()),
    )
    grid = grid_of(times, times[-1] + draw(st.sampled_from([3, 900])))
    edl = planned(sources, grid, settings)
    percent = st.integers(25, 400)
    ramp = st.none() | st.fixed_dictionaries({"percent": percent, "beat": st.integers(0, 1)})
    for number, segment in enumerate(edl.segments):
        if segment.media_type == "video" and draw(st.booleans()):
            speed = {"percent": draw(percent), "ramp": draw(ramp)}
            wanted = operation_from({"kind": "set_speed", "index": number, "speed": speed})
            edl = apply(edl, wanted, context_of(sources, grid))
    return film_of(looping(edl) if draw(st.booleans()) else edl, sources)


@given(films())
def test_every_format_has_the_frames_of_the_film(film: Film):
    spans = compile_spans(film.edl, film.sources, film.rate_hz)
    total = sum(span.frames for span in spans)
    assert film.cuts.frames == total
    assert sum(event.frames for event in film.cuts.events) == total
    assert all(event.end == after.first for event, after in pairwise(film.cuts.events))


def seen_frames(film: Film) -> dict[int, int]:
    """Return which frame of a clip the renderer shows, by the frames of the film that show one clip alone."""
    seen: dict[int, int] = {}
    for span in compile_spans(film.edl, film.sources, film.rate_hz):
        layer = span.layer
        if layer.source.media_type == "image":
            continue
        length_ms, begin_ms = layer.source.duration_ms or 0, layer.source_in_ms
        out_ms = length_ms if layer.source_out_ms is None else layer.source_out_ms
        for after in range(max(0, span.blend_frames - span.blend_offset), span.frames):
            number = layer.first_frame + after
            since_ms = (layer.speed.played(number) if layer.speed else Fraction(number)) * 1000 / film.rate_hz
            if layer.loop and out_ms > begin_ms:
                since_ms %= out_ms - begin_ms
            at = floor(min(begin_ms + since_ms, Fraction(out_ms)) * film.rate_hz / 1000)
            seen[span.start_frame + after] = min(at, max(1, frame_at(length_ms, film.rate_hz)) - 1)
    return seen


def rounded_by(event: Event) -> int:
    """Return how many frames of a clip it may be off: half a one at its in-point, a step at its end."""
    speed = event.speed
    return 1 if speed is None else 1 + ceil(max(speed.percent, speed.peak_percent) / 100)


@given(films())
def test_the_exports_show_the_frames_that_the_film_shows(film: Film):
    seen = seen_frames(film)
    for event, following in zip_longest(film.cuts.events, film.cuts.events[1:]):
        alone = range(event.first, following.begin if following else event.end)
        for frame in (frame for frame in alone if frame in seen):
            assert abs(event.source_at(frame) - seen[frame]) <= rounded_by(event)


def seconds(element: ET.Element, name: str) -> Fraction:
    return Fraction((element.get(name) or "0s").removesuffix("s"))


@given(films())
def test_fcpxml_names_only_what_its_files_hold(film: Film):
    root = ET.fromstring(fcpxml_text(film.cuts))  # noqa: S314 - we wrote it
    lengths = {one.get("id"): seconds(one, "duration") for one in root.iter("asset")}
    spine = root.find(".//spine")
    assert spine is not None
    at = blended = Fraction(0)
    for one in spine:
        if one.tag == "transition":
            blended = seconds(one, "duration")
            continue
        assert seconds(one, "offset") == at
        at += seconds(one, "duration")
        if one.tag == "asset-clip":
            begin = seconds(one, "start") - blended
            end = seconds(one, "start") + seconds(one, "duration")
            points = [(seconds(point, "time"), seconds(point, "value")) for point in one.iter("timept")]
            points = points or [(begin, begin), (end, end)]
            assert begin >= 0
            assert points[0][0] == begin
            assert points[-1][0] == end
            assert all(earlier[0] < later[0] for earlier, later in pairwise(points))
            values = [value for _, value in points]
            assert values == sorted(values)
            held = values[-1] == values[-2]
            assert 0 <= values[0] <= values[-1] <= lengths[one.get("ref")] - held / film.rate_hz
        blended = Fraction(0)
    assert at == film.cuts.frames / film.rate_hz


@given(films())
def test_opentimelineio_names_only_what_its_files_hold(film: Film):
    (pictures,) = otio.adapters.read_from_string(otio_text(film.cuts), "otio_json").video_tracks()
    assert round(pictures.duration().value) == film.cuts.frames
    before = 0
    for one in pictures:
        if isinstance(one, otio.schema.Transition):
            assert one.in_offset.value <= before
            continue
        before = one.source_range.duration.value
        if one.media_reference.available_range is not None:
            warps = one.effects
            speed = warps[0].time_scalar if warps else 1
            first, there = (
                one.source_range.start_time.value,
                one.media_reference.available_range.duration.value,
            )
            assert 0 <= first < there
            assert first + before * speed <= there + 1e-6
            assert isinstance(warps[0] if warps else None, otio.schema.FreezeFrame) == (speed == 0)


@given(films())
def test_cmx_3600_names_only_what_its_files_hold(film: Film):
    fps = ceil(film.rate_hz)
    lengths = {event.media.name: event.media.frames for event in film.cuts.events}
    at = 0
    for entry in cmx_text(film.cuts).split("\n\n"):
        lines = entry.splitlines()
        shots = [line for line in lines if line[:3].isdigit() and " V " in line]
        if not shots:
            continue
        name = next(line for line in reversed(lines) if "CLIP NAME: " in line).partition("NAME: ")[2]
        first, end, begun, ended = (frames_of(time, fps) for time in shots[-1].split()[-4:])
        assert begun == at
        at = ended
        assert begun < ended
        assert 0 <= first < end <= (lengths[name] or end)
        if not any(line.startswith("M2") for line in lines):
            assert end - first == ended - begun
        if len(shots) == 2:
            assert int(shots[-1].split()[4]) <= ended - begun
            gone_name = next(line for line in lines if "FROM CLIP NAME: " in line).partition("NAME: ")[2]
            assert frames_of(shots[0].split()[-4], fps) < (lengths[gone_name] or 1 << 40)
    assert at == film.cuts.frames


def frames_of(time: str, fps: int) -> int:
    assert len(time) == 11, "no minus"
    hours, minutes, seconds, frames = map(int, time.split(":"))
    return ((hours * 60 + minutes) * 60 + seconds) * fps + frames


def short_clip(length_ms: int = 1_000, *, transition_ms: int = 0, loop: bool = False) -> CutList:
    """Return photos and a short clip, for two seconds each, the clip second; 30 frames a second."""
    sources = [photo("a"), clip("b", length_ms), photo("c")]
    settings = ProjectSettings(
        beats_per_cut=4,
        transition_type="crossfade" if transition_ms else "cut",
        transition_duration_ms=transition_ms or 500,
    )
    edl = planned(sources, even_grid(beats=16), settings)
    return film_of(looping(edl) if loop else edl, sources).cuts


def shots_of_clip(cuts: CutList) -> list[tuple[int, int, int, bool]]:
    """Return from where to where the clip shows, from which of its frames on, and whether it stands."""
    return [
        (one.first, one.end, one.source_first, one.stands(one.first))
        for one in cuts.events
        if one.run is not None
    ]


def entry(cuts: CutList, number: int) -> list[str]:
    """Return the lines of an entry of the CMX 3600 list."""
    return cmx_text(cuts).split("\n\n")[number].splitlines()


def time_maps(cuts: CutList) -> list[list[tuple[str | None, str | None]]]:
    clips = ET.fromstring(fcpxml_text(cuts)).findall(".//spine/asset-clip")  # noqa: S314 - we wrote it
    return [[(point.get("time"), point.get("value")) for point in one.iter("timept")] for one in clips]


def test_a_clip_that_is_over_stands_on_its_last_frame():
    cuts = short_clip()
    assert shots_of_clip(cuts) == [(60, 90, 0, False), (90, 120, 29, True)]
    assert entry(cuts, 3) == [
        "003  AX       V     C        00:00:00:29 00:00:01:00 00:00:03:00 00:00:04:00",
        "* FROM CLIP NAME: id-b",
        "M2   AX       000.0                00:00:00:29",
        "* FREEZE FRAME",
    ]
    assert time_maps(cuts) == [[], [("1s", "29/30s"), ("2s", "29/30s")]]
    read = otio.adapters.read_from_string(otio_text(cuts), "otio_json")
    frozen = list(read.video_tracks()[0].find_clips())[2]
    assert isinstance(frozen.effects[0], otio.schema.FreezeFrame)
    assert frozen.source_range.start_time.value == 29
    assert frozen.metadata["beatstitch"]["over_from"] == 0


def test_another_program_reads_what_stands_still():
    read = otio.adapters.read_from_string(cmx_text(short_clip()), "cmx_3600", rate=30)
    clips = list(read.video_tracks()[0].find_clips())
    assert [one.source_range.duration.value for one in clips] == [60, 30, 30, 60, 60]
    assert isinstance(clips[2].effects[0], otio.schema.FreezeFrame)


def test_a_looping_clip_is_told_as_often_as_it_shows():
    cuts = short_clip(loop=True)
    assert shots_of_clip(cuts) == [(60, 90, 0, False), (90, 120, 0, False)]
    assert [entry(cuts, number)[0].split()[-4:-2] for number in (2, 3)] == [
        ["00:00:00:00", "00:00:01:00"]
    ] * 2
    assert time_maps(cuts) == [[], []]


def test_a_clip_that_is_over_when_it_has_blended_in_plays_in_the_blend():
    cuts = short_clip(transition_ms=1_000)
    assert shots_of_clip(cuts) == [(60, 120, 29, True)]
    played, stands = entry(cuts, 2), entry(cuts, 3)
    assert played[1] == "002  AX       V     D    030 00:00:00:00 00:00:01:00 00:00:01:00 00:00:02:00"
    assert stands[0] == "003  AX       V     C        00:00:00:29 00:00:01:00 00:00:02:00 00:00:03:00"
    assert entry(cuts, 4)[-1] == "* FROM CLIP STANDS STILL IN BEATSTITCH AT 00:00:02:00"
    ((begin, *_, over, end),) = time_maps(cuts)
    assert (begin, over, end) == (("0s", "0s"), ("29/30s", "29/30s"), ("3s", "29/30s"))


def test_a_loop_that_begins_again_in_a_blend_is_told():
    cuts = short_clip(1_300, transition_ms=700, loop=True)
    assert shots_of_clip(cuts) == [(60, 78, 21, False), (78, 99, 0, False), (99, 120, 21, False)]
    assert entry(cuts, 4)[-1] == "* FROM CLIP BEGINS AGAIN IN BEATSTITCH AT 00:00:03:27"
    shorter = short_clip(500, transition_ms=700, loop=True)
    assert entry(shorter, 2)[1] == (
        "002  AX       V     D    021 00:00:00:00 00:00:00:15 00:00:01:09 00:00:02:00"
    )
    assert entry(shorter, 2)[-2:] == [
        "M2   AX       021.4                00:00:00:00",
        "* BEGINS AGAIN IN BEATSTITCH AT 00:00:01:24",
    ]
