"""Clips are divided at their cuts; black, frozen, smeared and shaken stretches are left out."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from core.vision.analysis import VisualAnalysis
from core.vision.clips.clips import analyze_clip
from core.vision.clips.own_sound import liveliness
from core.vision.files import ClipFile
from core.vision.picture import Pixels
from tests.core.vision.scenes import face, landscape
from tests.make_media import clip_mp4, sounding_clip

SIZE, RATE = (480, 320), 25
Scene = np.ndarray


def panning(seed: int, number: int) -> Pixels:
    """Return a frame of a slow pan in which a white square moves on its own."""
    wide = landscape((640, 320), seed)
    frame = wide[:, number : number + 480].copy()
    left = 40 + number * 5 % 380
    frame[140:190, left : left + 50] = 245
    return frame[:, :, ::-1]


def seen(path: Path, frames: int, models: dict[str, Path] | None = None) -> VisualAnalysis:
    file = ClipFile(path, "mov", path.name, *SIZE, frames * 1000 // RATE)
    return analyze_clip(file, models or {})


def spoiled(number: int, flaw: str, rng: np.random.Generator) -> Pixels:
    """Return a frame of the same pan with a flaw."""
    frame = panning(1, 50 if flaw == "frozen" else number).astype(np.float32)
    if flaw == "black":
        frame *= 0
    elif flaw == "blurred":
        frame = np.asarray(cv2.GaussianBlur(frame, (0, 0), 12))
    elif flaw == "overexposed":
        frame = frame * 2 + 150
    elif flaw == "noisy":
        frame = frame * 0.7 + rng.normal(0, 60, frame.shape)
    elif flaw == "shaken":
        left, top = (int(value) for value in rng.integers(0, (150, 110)))
        frame = landscape((640, 440), 1)[top : top + 320, left : left + 480, ::-1]
    return np.ascontiguousarray(np.clip(frame, 0, 255), dtype=np.uint8)


def test_cuts_are_found_to_the_frame_and_no_moment_crosses_them(tmp_path: Path) -> None:
    def draw(number: int) -> Pixels:
        return panning(1 if number < 37 else 2 if number < 88 else 3, number)

    found = seen(clip_mp4(tmp_path / "a.mp4", SIZE, RATE, 130, picture=draw), 130)
    assert found.cuts_ms == (37 * 40, 88 * 40)
    assert found.flawed == ()
    assert len(found.moments) >= 3
    for moment in found.moments:
        assert moment.start_ms <= moment.peak_ms <= moment.end_ms
        assert not any(moment.start_ms < cut_ms < moment.end_ms for cut_ms in found.cuts_ms)


@pytest.mark.parametrize("options", [{}, {"g": "10", "bf": "0"}])
def test_a_cut_to_other_colours_of_the_same_brightness_is_found(
    tmp_path: Path, options: dict[str, str]
) -> None:
    red, green = np.array((200, 40, 40)), np.array((20, 118, 20))

    def draw(number: int) -> Pixels:
        frame = np.broadcast_to(red if number < 33 else green, (320, 480, 3)).astype(np.uint8)
        frame[140:190, 40 + number : 90 + number] = 245
        return frame

    clip = clip_mp4(tmp_path / "a.mp4", SIZE, RATE, 80, picture=draw, options=options)
    assert seen(clip, 80).cuts_ms == (33 * 40,)


def test_a_quiet_view_from_a_tripod_is_not_frozen(tmp_path: Path) -> None:
    scene = landscape(SIZE, 3)[:, :, ::-1]

    def draw(number: int) -> Pixels:
        frame = scene.copy()
        frame[200:210, 300 + number // 2 : 310 + number // 2] = 250  # somebody walks far away
        return frame

    assert seen(clip_mp4(tmp_path / "a.mp4", SIZE, RATE, 100, picture=draw), 100).flawed == ()
    still = seen(clip_mp4(tmp_path / "b.mp4", SIZE, RATE, 100, picture=lambda _: scene), 100)
    assert (still.flawed, len(still.moments) > 0) == ((), True)


def test_a_pan_has_no_cut(tmp_path: Path) -> None:
    clip = clip_mp4(tmp_path / "a.mp4", SIZE, RATE, 80, picture=lambda number: panning(1, 2 * number))
    assert seen(clip, 80).cuts_ms == ()


@pytest.mark.parametrize("flaw", ["black", "frozen", "blurred", "shaken", "overexposed", "noisy"])
def test_what_is_spoiled_is_no_moment(tmp_path: Path, flaw: str) -> None:
    rng = np.random.default_rng(5)

    def draw(number: int) -> Pixels:
        return spoiled(number, flaw, rng) if 50 <= number < 110 else panning(1, number)

    found = seen(clip_mp4(tmp_path / "a.mp4", SIZE, RATE, 160, picture=draw), 160)
    found_there = [stretch for stretch in found.flawed if stretch.flaw == flaw]
    covered = sum(min(s.end_ms, 4400) - max(s.start_ms, 2000) for s in found_there)
    assert covered >= 1400
    for moment in found.moments:
        assert not any(moment.start_ms < s.end_ms and s.start_ms < moment.end_ms for s in found.flawed)
    assert any(moment.end_ms <= 2100 for moment in found.moments)
    assert found.quality.flaws == ()


@pytest.mark.parametrize("rate_hz", [2.5, 3.5, 4.0, 6.0])
def test_shaking_is_seen_at_any_rate_and_a_swift_pan_is_none(tmp_path: Path, rate_hz: float) -> None:
    wide = landscape((1200, 440), 1)

    def draw(number: int) -> Pixels:
        left = min(number, 75) * 6  # half a width a second
        if number >= 75:
            left += round(22 * np.sin(2 * np.pi * rate_hz * (number - 75) / RATE))
        return np.ascontiguousarray(wide[60:380, left : left + 480, ::-1])

    found = seen(clip_mp4(tmp_path / "a.mp4", SIZE, RATE, 150, picture=draw), 150)
    assert {stretch.flaw for stretch in found.flawed} == {"shaken"}
    assert min(stretch.start_ms for stretch in found.flawed) >= 2600
    assert sum(stretch.end_ms - stretch.start_ms for stretch in found.flawed) >= 2200


def test_a_burst_of_sound_is_a_moment_of_its_own(tmp_path: Path) -> None:
    loud = "if(between(t,3,3.8),0.5,0.01)*(random(0)*2-1)"
    clip = sounding_clip(tmp_path / "a.mp4", f"aevalsrc='{loud}':d=6", 6)
    file = ClipFile(clip, "mov", clip.name, 64, 36, 6000, sound=clip, sound_reader="mov")
    times_s = np.arange(0, 6, 0.25)
    lively = liveliness(file, times_s)
    assert lively[(times_s >= 3) & (times_s < 3.8)].min() > 0.4
    assert lively[(times_s < 2.7) | (times_s > 4.4)].max() < 0.3


def test_a_clip_without_sound_is_not_lively(tmp_path: Path) -> None:
    clip = clip_mp4(tmp_path / "a.mp4", SIZE, RATE, 10)
    silent = ClipFile(clip, "mov", clip.name, *SIZE, 400)
    assert not liveliness(silent, np.zeros(3)).any()
    claimed = ClipFile(clip, "mov", clip.name, *SIZE, 400, sound=clip, sound_reader="mov")
    assert not liveliness(claimed, np.zeros(3)).any()


def test_a_sound_shorter_than_what_is_held_is_heard_like_any(tmp_path: Path) -> None:
    clip = sounding_clip(tmp_path / "a.mp4", "sine=f=1000:d=0.1", 1)
    file = ClipFile(clip, "mov", clip.name, 64, 36, 1000, sound=clip, sound_reader="mov")
    assert liveliness(file, np.arange(0, 1, 0.25)).shape == (4,)


def test_a_clip_that_is_black_throughout_has_no_moment_and_says_why(tmp_path: Path) -> None:
    black = np.zeros((320, 480, 3), np.uint8)
    found = seen(clip_mp4(tmp_path / "a.mp4", SIZE, RATE, 50, picture=lambda _: black), 50)
    assert (found.moments, found.quality.flaws) == ((), ("black",))


def test_the_peak_is_where_something_happens(tmp_path: Path) -> None:
    scene = landscape(SIZE, 4)[:, :, ::-1]

    def draw(number: int) -> Pixels:
        frame = scene.copy()
        left = 200 + (round(120 * np.sin(number)) if 60 <= number < 85 else 0)
        frame[100:220, left : left + 60] = 250
        return np.clip(frame + np.random.default_rng(number).normal(0, 3, frame.shape), 0, 255).astype(
            np.uint8
        )

    found = seen(clip_mp4(tmp_path / "a.mp4", SIZE, RATE, 150, picture=draw), 150)
    assert 60 * 40 - 400 <= found.moments[0].peak_ms <= 85 * 40 + 400


def test_faces_are_sighted_where_they_are(tmp_path: Path, models: dict[str, Path]) -> None:
    def draw(number: int) -> Pixels:
        frame = landscape(SIZE, 1)
        frame[80:230, 40 + number : 190 + number] = face(150)
        return np.ascontiguousarray(frame[:, :, ::-1])

    found = seen(clip_mp4(tmp_path / "a.mp4", SIZE, RATE, 60, picture=draw), 60, models)
    first, *_, last = found.sightings
    assert len(first.faces) == len(last.faces) == 1
    assert first.faces[0].box.left < last.faces[0].box.left
    assert len(found.faces) == 1


def test_the_shortest_clip_still_has_a_moment(tmp_path: Path) -> None:
    clip = clip_mp4(tmp_path / "a.mp4", SIZE, RATE, 2, picture=lambda number: panning(1, number))
    assert [(moment.start_ms, moment.end_ms) for moment in seen(clip, 2).moments] == [(0, 80)]
