"""Every export, read by the library that other programs use, has the edit's cuts and sources to the frame."""

from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import opentimelineio as otio
import pytest

from core.edit.apply import apply
from core.edit.beat_segments import played_ms
from core.edit.edl import EditDecisionList, EdlAudio, EdlSettings
from core.edit.operations import operation_from
from core.effects import Speed, SpeedRamp, Title
from core.interchange.cmx3600 import cmx_text, timecode
from core.interchange.cut_list import CutList, Named, cut_list
from core.interchange.fcpxml import fcpxml_text
from core.interchange.otio_timeline import otio_text, write_otioz
from core.media.info import Source
from core.music.grid.beat_grid import Beat, BeatGrid
from core.music.sections.song_sections import Section
from core.schemas import (
    EditMarker,
    EDLSegment,
    KenBurnsEffect,
    ProjectSettings,
    SegmentEffects,
    SegmentTransition,
)
from core.timebase import frame_at
from tests.core.edit.edit_samples import clip, context_of, even_grid, photo, planned

START_MS = 1_234
EDGES_MS = (0, 487, 1_011, 1_502, 2_003, 2_990)
RATES = [(24, True), (24, False), (25, False), (30, True), (30, False), (50, False), (60, True), (60, False)]
BLENDS = ("cut", "crossfade", "cut", "fade_black", "fade_white")
DISSOLVES = ProjectSettings(beats_per_cut=4, transition_type="crossfade", transition_duration_ms=500)
SHOWN = ("photo", "clip", "clip", "photo", "twin")


def of_clip(
    source: Source,
    settings: ProjectSettings,
    *operations: dict[str, Any],
) -> CutList:
    """Return two photos with a clip between them, for four beats of half a second each, after operations."""
    grid, sources = even_grid(beats=16), [photo("a"), source, photo("c")]
    edl, context = planned(sources, grid, settings), context_of(sources, grid)
    for operation in operations:
        edl = apply(edl, operation_from(operation), context)
    named = {one.asset_id: Named(one.asset_id, one.duration_ms, 1, 1) for one in sources}
    return cut_list(edl, named, grid, name="n", song_name="s")


def edit(fps: int, ntsc: bool, speed: Speed | None = None) -> EditDecisionList:
    """Return an edit with every kind of transition, a move, a looping clip, and twins of one name."""
    segments = []
    for number, (asset, blend) in enumerate(zip(SHOWN, BLENDS, strict=True)):
        overlap_ms = 0 if blend == "cut" else 200
        begin_ms, end_ms = EDGES_MS[number] - overlap_ms, EDGES_MS[number + 1]
        own_speed = speed if number == 2 else None
        segments.append(
            EDLSegment(
                index=number,
                media_asset_id=asset,
                media_type="video" if asset == "clip" else "image",
                timeline_in_ms=begin_ms,
                timeline_out_ms=end_ms,
                render_duration_ms=end_ms - begin_ms,
                source_in_ms=333 if asset == "clip" else 0,
                source_out_ms=333 + played_ms(own_speed, end_ms - begin_ms) if asset == "clip" else None,
                transition_in=SegmentTransition(type=blend, duration_ms=overlap_ms),
                effects=SegmentEffects(
                    ken_burns=KenBurnsEffect(enabled=asset == "photo"),
                    title=Title(text="Bergen\n5 July", duration_ms=900) if number == 1 else None,
                    speed=own_speed,
                ),
                loop=number == 2,
            )
        )
    return EditDecisionList(
        version="1.0",
        project_id="p",
        settings=EdlSettings(output_width=1920, output_height=1080, output_fps=fps, ntsc=ntsc),
        audio=EdlAudio(file_path="song.mp3", duration_ms=EDGES_MS[-1], start_offset_ms=START_MS),
        segments=segments,
        markers=[EditMarker(song_ms=START_MS + EDGES_MS[2] + 9, name="Kiss"), EditMarker(song_ms=8_999)],
    )


def cuts_of(fps: int = 30, *, ntsc: bool = False, speed: Speed | None = None) -> CutList:
    beats = [
        Beat(time_ms=START_MS + time, beat_number=n % 4 + 1, is_downbeat=n % 4 == 0, confidence=1)
        for n, time in enumerate(EDGES_MS)
    ]
    grid = BeatGrid(
        analyzed_at=datetime(2026, 5, 1, tzinfo=UTC),
        audio_file_checksum="5",
        sample_rate=44_100,
        duration_ms=9_000,
        bpm=120,
        bpm_confidence=1,
        beats=beats,
    )
    assets = {
        "photo": Named("Fjord & <sea>.jpg", None, 400, 300),
        "twin": Named("Fjord & <sea>.jpg", None, 400, 300),
        "clip": Named("boat.mp4", 4_000, 640, 360),
    }
    sections = [
        Section(start_ms=0, end_ms=2_500, label="A", intensity="calm"),
        Section(start_ms=2_500, end_ms=9_000, label="B", intensity="high"),
    ]
    edl = edit(fps, ntsc, speed)
    return cut_list(edl, assets, grid, name="Norway", song_name="song.mp3", sections=sections)


def expected(cuts: CutList) -> list[tuple[str, int, int, int]]:
    """Return the name, first frame, length and source frame of what shows, from the edit in milliseconds."""
    edges = [frame_at(edge, cuts.rate_hz) for edge in EDGES_MS]
    found = []
    for number, (asset, blend) in enumerate(zip(SHOWN, BLENDS, strict=True)):
        name = {"photo": "Fjord & <sea>.jpg", "twin": "Fjord & <sea>-2.jpg", "clip": "boat.mp4"}[asset]
        begun = frame_at(EDGES_MS[number] - (0 if blend == "cut" else 200), cuts.rate_hz)
        source = frame_at(333, cuts.rate_hz) + edges[number] - begun if asset == "clip" else 0
        found.append((name, edges[number], edges[number + 1] - edges[number], source))
    return found


def seen_in(timeline: otio.schema.Timeline) -> list[tuple[str, int, int, int]]:
    (pictures,) = timeline.video_tracks()
    return [
        (
            clip.name,
            round(clip.range_in_parent().start_time.value),
            round(clip.source_range.duration.value),
            round(clip.source_range.start_time.value),
        )
        for clip in pictures.find_clips()
    ]


@pytest.mark.parametrize(("fps", "ntsc"), RATES)
def test_opentimelineio_has_every_cut_transition_and_marker(fps, ntsc):
    cuts = cuts_of(fps, ntsc=ntsc)
    timeline = otio.adapters.read_from_string(otio_text(cuts), "otio_json")
    assert seen_in(timeline) == expected(cuts)
    blends = [one for one in timeline.video_tracks()[0] if isinstance(one, otio.schema.Transition)]
    assert [one.name for one in blends] == ["crossfade", "fade_black", "fade_white"]
    for one, edge_ms in zip(blends, (487, 1_502, 2_003), strict=True):
        overlap = frame_at(edge_ms, cuts.rate_hz) - frame_at(edge_ms - 200, cuts.rate_hz)
        assert (one.in_offset.value, one.out_offset.value) == (overlap, 0)
    (song,) = timeline.audio_tracks()[0]
    assert song.source_range.start_time.to_seconds() == pytest.approx(START_MS / 1000)
    assert song.source_range.duration.value == frame_at(EDGES_MS[-1], cuts.rate_hz)
    markers = [(marker.name, marker.marked_range.start_time.value) for marker in timeline.tracks.markers]
    assert ("Beat 3", frame_at(EDGES_MS[2], cuts.rate_hz)) in markers
    assert ("Kiss", frame_at(EDGES_MS[2], cuts.rate_hz)) in markers
    assert ("B (high)", frame_at(2_500 - START_MS, cuts.rate_hz)) in markers
    clip = next(iter(timeline.find_clips()))
    assert clip.media_reference.target_url == "media/Fjord & <sea>.jpg"
    assert clip.metadata["beatstitch"]["effects"]["ken_burns"]["enabled"] is True


def test_a_bundle_holds_its_media(tmp_path: Path):
    cuts = cuts_of()
    folder = tmp_path / "files"
    folder.mkdir()
    for name in {*(event.media.name for event in cuts.events), cuts.song.name}:
        (folder / name).write_bytes(name.encode())
    (tmp_path / "x").mkdir()
    write_otioz(cuts, folder, tmp_path / "film.otioz")
    read = otio.adapters.read_from_file(
        str(tmp_path / "film.otioz"), extract_to_directory=str(tmp_path / "x")
    )
    assert seen_in(read) == expected(cuts)
    held = {path.name for path in (tmp_path / "x" / "media").iterdir()}
    assert held == {"Fjord & <sea>.jpg", "Fjord & <sea>-2.jpg", "boat.mp4", "song.mp3"}


@pytest.mark.parametrize(("fps", "ntsc"), RATES)
def test_cmx_3600_has_every_cut(fps, ntsc):
    cuts = cuts_of(fps, ntsc=ntsc)
    rate = float(cuts.rate_hz)
    lines = [line.split() for line in cmx_text(cuts).splitlines() if line[:3].isdigit() and " V " in line]
    records = [(line[-2], line[-1]) for line in lines if line[-2] != line[-1]]
    firsts = [
        frame_at(EDGES_MS[n] - (0 if blend == "cut" else 200), cuts.rate_hz) for n, blend in enumerate(BLENDS)
    ]
    ends = [*firsts[1:], cuts.frames]
    assert records == [(timecode(a, fps), timecode(b, fps)) for a, b in zip(firsts, ends, strict=True)]
    read = otio.adapters.read_from_string(cmx_text(cuts), "cmx_3600", rate=rate if rate < 48 else fps)
    assert [clip.name for clip in read.video_tracks()[0].find_clips()] == [one[0] for one in expected(cuts)]


def seconds(text: str) -> Fraction:
    return Fraction(text.removesuffix("s"))


@pytest.mark.parametrize(("fps", "ntsc"), RATES)
def test_fcpxml_has_every_cut_on_a_whole_frame(fps, ntsc):
    cuts = cuts_of(fps, ntsc=ntsc)
    root = ET.fromstring(fcpxml_text(cuts))  # noqa: S314 - we wrote it
    assert root.get("version") == "1.10"
    assets = {asset.get("id"): asset for asset in root.iter("asset")}
    spine = root.find(".//spine")
    assert spine is not None
    seen = [
        (
            one.get("name"),
            *(seconds(one.get(name, "")) * cuts.rate_hz for name in ("offset", "duration", "start")),
        )
        for one in spine
        if one.tag in ("video", "asset-clip")
    ]
    assert seen == expected(cuts)
    assert all(assets[one.get("ref")].get("name") == one.get("name") for one in spine.iter("asset-clip"))
    blends = [one for one in spine if one.tag == "transition"]
    ends = [seconds(one.get("offset", "")) + seconds(one.get("duration", "")) for one in blends]
    assert [end * cuts.rate_hz for end in ends] == [frame_at(at, cuts.rate_hz) for at in (487, 1_502, 2_003)]
    song = next(one for one in spine.iter("asset-clip") if one.get("lane") == "-1")
    assert seconds(song.get("start", "")) == Fraction(START_MS, 1000)
    beats = [one.get("value") for one in spine.iter("marker")]
    assert beats == ["Beat 1", "Beat 2", "Beat 3", "Kiss", "Beat 4", "Beat 5"]
    assert [one.get("value") for one in spine.iter("chapter-marker")] == ["A (calm)", "B (high)"]


def test_titles_go_where_a_format_has_a_place_for_them():
    cuts = cuts_of()
    caption = cuts.captions[0]
    assert (caption.first, caption.end) == (frame_at(487, cuts.rate_hz), frame_at(487 + 900, cuts.rate_hz))
    title = ET.fromstring(fcpxml_text(cuts)).find(".//asset-clip/title")  # noqa: S314 - our own
    assert title is not None
    assert title.findtext("text/text-style") == "Bergen\n5 July"
    assert title.get("duration") == "9/10s", "27 of 30 frames"
    begin, end = timecode(caption.first, 30), timecode(caption.end, 30)
    assert f"* TITLE: {begin} {end} Bergen 5 July" in cmx_text(cuts).splitlines()
    read = otio.adapters.read_from_string(otio_text(cuts), "otio_json")
    (pictures,) = read.video_tracks()
    assert (
        list(pictures.find_clips())[1].metadata["beatstitch"]["effects"]["title"]["text"] == "Bergen\n5 July"
    )


def test_a_clip_in_slow_motion_is_slow_in_every_format():
    cuts = cuts_of(speed=Speed(percent=50))
    assert seen_in(otio.adapters.read_from_string(otio_text(cuts), "otio_json")) == expected(cuts)
    warp = list(otio.adapters.read_from_string(otio_text(cuts), "otio_json").find_clips())[2].effects[0]
    assert warp.time_scalar == 0.5
    points = ET.fromstring(fcpxml_text(cuts)).findall(".//timeMap/timept")  # noqa: S314 - our own
    times, values = ([seconds(one.get(name, "")) for one in points] for name in ("time", "value"))
    assert values[-1] - values[0] == (times[-1] - times[0]) / 2
    source = frame_at(333, cuts.rate_hz)
    event = cuts.events[2]
    assert f"M2   AX       015.0                {timecode(source, 30)}" in cmx_text(cuts)
    shown = event.frames - cuts.events[3].blend_frames
    taken = f"{timecode(source, 30)} {timecode(source + shown // 2, 30)}"
    assert f"AX       V     C        {taken}" in cmx_text(cuts)
    assert "SPEED RAMP" not in cmx_text(cuts), "an even speed is none"


def test_a_slow_clip_that_dissolves_in_is_counted_from_where_it_begins():
    cuts = of_clip(
        clip("b", 20_000),
        DISSOLVES,
        {"kind": "set_speed", "index": 1, "speed": {"percent": 50}},
        {"kind": "slip", "index": 1, "source_in_ms": 0},
    )
    lines = cmx_text(cuts).splitlines()
    assert "002  AX       V     D    015 00:00:00:00 00:00:01:00 00:00:01:15 00:00:03:15" in lines
    assert "M2   AX       015.0                00:00:00:00" in lines
    shown = ET.fromstring(fcpxml_text(cuts)).findall(".//spine/asset-clip")[0]  # noqa: S314 - our own
    assert shown.get("start") == "1/2s", "after the dissolve"
    points = [(one.get("time"), one.get("value")) for one in shown.findall("timeMap/timept")]
    assert points == [("0s", "0s"), ("5/2s", "5/4s")]


def test_a_ramp_is_kept_or_told():
    ramp = SpeedRamp(percent=200, at_ms=245, before_ms=245, after_ms=246)
    cuts = cuts_of(fps=60, speed=Speed(percent=100, ramp=ramp))
    event, peak = cuts.events[2], frame_at(1_011 + 245, cuts.rate_hz)
    points = ET.fromstring(fcpxml_text(cuts)).findall(".//timeMap/timept")  # noqa: S314 - our own
    shown = [
        (seconds(one.get("time", "")) * 60, seconds(one.get("value", "")) * 60 - event.source_first)
        for one in points
    ]
    assert event.speed is not None
    assert all(played == event.speed.played(at - event.source_first) for at, played in shown)
    assert event.source_first + peak - event.first in [at for at, _ in shown]
    said = f"* SPEED RAMP IN BEATSTITCH: 100 % TO 200 % AT {timecode(peak, 60)}"
    assert said in cmx_text(cuts).splitlines()
    read = otio.adapters.read_from_string(otio_text(cuts), "otio_json")
    clip = list(read.find_clips())[2]
    assert clip.effects[0].time_scalar == pytest.approx(1.5, abs=0.01)
    assert clip.metadata["beatstitch"]["effects"]["speed"]["ramp"]["percent"] == 200
