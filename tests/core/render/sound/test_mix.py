"""The sound of an edit, planned: which clips are heard, from when to when, and how they begin and end."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from core.edit.edl import EditDecisionList
from core.media.info import Source
from core.render.sound.mix import HeardClip, mix_of
from core.schemas import EDLSegment, SegmentTransition

RATE_HZ = 48_000
EDGE = 480
FPS = Fraction(25)


def sources(**clips_s: int) -> dict[str, Source]:
    return {
        name: Source(name, name, "video", file, 320, 240, 1000 * seconds, sound_path=file)
        for name, seconds in clips_s.items()
        for file in [Path(f"{name}.mp4")]
    }


def segment(asset: str, in_ms: int, out_ms: int, volume: float | None = 1.0, **more: object) -> EDLSegment:
    values = {"index": 0, "media_asset_id": asset, "media_type": "video", "timeline_in_ms": in_ms}
    values |= {"timeline_out_ms": out_ms, "render_duration_ms": out_ms - in_ms, "volume": volume, **more}
    return EDLSegment.model_validate(values)


def edit(*segments: EDLSegment, **audio: object) -> EditDecisionList:
    head = {"output_width": 320, "output_height": 240, "output_fps": 25}
    song = {"file_path": "song.wav", "duration_ms": segments[-1].timeline_out_ms, **audio}
    return EditDecisionList.model_validate(
        {"version": "1.0", "project_id": "p", "settings": head, "audio": song, "segments": list(segments)}
    )


def heard(*segments: EDLSegment, **clips_s: int) -> tuple[HeardClip, ...]:
    edl = edit(*segments)
    frames = edl.total_duration_ms // 40
    return mix_of(edl, sources(**clips_s), frames, FPS, RATE_HZ).clips


def test_clips_are_mute_unless_their_segment_has_a_volume() -> None:
    assert heard(segment("a", 0, 1000, None), segment("a", 1000, 2000, 0.0), a=9) == ()


def test_a_clip_without_sound_is_mute_at_any_volume() -> None:
    edl = edit(segment("a", 0, 1000))
    silent = {"a": replace(sources(a=9)["a"], sound_path=None)}
    assert mix_of(edl, silent, 25, FPS, RATE_HZ).clips == ()


def test_a_clip_is_heard_with_its_picture_from_its_moment_on() -> None:
    (clip,) = heard(segment("a", 0, 1000, None), segment("a", 1000, 3000, 0.5, source_in_ms=700), a=9)
    assert (clip.start, clip.end) == (RATE_HZ, 3 * RATE_HZ)
    assert clip.source_s == Fraction(7, 10)
    assert (clip.rise, clip.fall, clip.volume) == (EDGE, EDGE, 0.5)


@pytest.mark.parametrize(("out_ms", "end_s"), [(None, 2.0), (1500, 1.5)])
def test_it_is_over_where_the_clip_or_its_window_ends(out_ms: int | None, end_s: float) -> None:
    (clip,) = heard(segment("a", 0, 5000, source_out_ms=out_ms), a=2)
    assert clip.end == end_s * RATE_HZ


def test_a_clip_that_loops_is_heard_again_from_its_moment() -> None:
    runs = heard(segment("a", 0, 5000, source_in_ms=500, source_out_ms=2500, loop=True), a=9)
    seconds = [(run.start / RATE_HZ, run.end / RATE_HZ, run.source_s) for run in runs]
    assert seconds == [(0, 2, Fraction(1, 2)), (2, 4, Fraction(1, 2)), (4, 5, Fraction(1, 2))]


def test_over_a_crossfade_sounds_cross_as_the_pictures_do() -> None:
    crossing = SegmentTransition(type="crossfade", duration_ms=400)
    before = segment("a", 0, 2000, transition_out=crossing)
    after = segment("b", 1600, 4000, transition_in=crossing)
    first, second = heard(before, after, a=9, b=9)
    assert (first.end, first.fall) == (2 * RATE_HZ, 0.4 * RATE_HZ)
    assert (second.start, second.rise) == (1.6 * RATE_HZ, 0.4 * RATE_HZ)


def test_through_black_each_sound_keeps_to_the_half_in_which_its_picture_is_seen() -> None:
    fade = SegmentTransition(type="fade_black", duration_ms=400)
    before = segment("a", 0, 2000, transition_out=fade)
    after = segment("b", 1600, 4000, transition_in=fade, source_in_ms=1000)
    first, second = heard(before, after, a=9, b=9)
    assert (first.end, first.fall) == (1.8 * RATE_HZ, 0.2 * RATE_HZ)
    assert (second.start, second.rise) == (1.8 * RATE_HZ, 0.2 * RATE_HZ)
    assert second.source_s == Fraction(12, 10)


def test_a_clip_that_was_only_split_is_heard_in_one_piece() -> None:
    parts = segment("a", 0, 1013, source_in_ms=100), segment("a", 1013, 2000, source_in_ms=1113)
    (whole,) = heard(*parts, a=9)
    assert (whole.start, whole.end, whole.source_s) == (0, 2 * RATE_HZ, Fraction(1, 10))
    assert len(heard(parts[0], segment("a", 1013, 2000, source_in_ms=3000), a=9)) == 2
    assert len(heard(parts[0], segment("a", 1013, 2000, 0.3, source_in_ms=1113), a=9)) == 2


def test_the_sound_is_as_long_as_the_picture_and_has_what_the_edit_asks_for() -> None:
    asked_for = {"start_offset_ms": 1234, "fade_in_ms": 500, "fade_out_ms": 2500, "loudness_lufs": -14.0}
    edl = edit(segment("a", 0, 3337, None), **asked_for)
    mix = mix_of(edl, {}, 100, Fraction(30_000, 1001), 44_100)
    assert mix.samples == 147_147
    assert (mix.song_start_ms, mix.fade_in_ms, mix.fade_out_ms, mix.loudness_lufs) == tuple(
        asked_for.values()
    )


def test_a_clip_at_half_its_speed_is_heard_for_twice_as_long() -> None:
    slow = {"speed": {"percent": 50}}
    (clip,) = heard(segment("a", 0, 9000, source_in_ms=500, effects=slow), a=2)
    assert (clip.start, clip.end, clip.speed_percent) == (0, 3 * RATE_HZ, 50)
    (joined,) = heard(
        segment("a", 0, 1000, effects=slow), segment("a", 1000, 3000, source_in_ms=500, effects=slow), a=9
    )
    assert (joined.start, joined.end) == (0, 3 * RATE_HZ)


def test_a_clip_with_a_ramp_is_silent() -> None:
    ramp = {"speed": {"ramp": {"percent": 50, "at_ms": 500, "before_ms": 500, "after_ms": 500}}}
    assert heard(segment("a", 0, 2000, effects=ramp), a=9) == ()
