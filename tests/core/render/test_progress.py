"""The progress of a render counts frames, and its time left includes the sound and the joining."""

from pathlib import Path

import pytest

from core.media.info import Source
from core.render.eta import joining_s, sound_left_s
from core.render.progress import ProgressTracker
from core.render.sound.mix import Mix
from core.render.spans import Layer, Span

SILENCE = Mix(48_000, 48_000 * 10)


def span(start_frame: int, frames: int = 50) -> Span:
    source = Source("a", "a", "image", Path("a"), 640, 360)
    return Span(start_frame, frames, Layer(source, "cover", 0, frames))


def test_frames_from_the_cache_and_copies_of_what_is_drawn_count_as_done() -> None:
    course = ProgressTracker(250, SILENCE, 2)
    course.draw([[span(0), span(100)], [span(50)]])
    assert course.progress("drawing").frames_done == 100
    course.note(span(0), 25, 1.0)
    assert course.progress("drawing").frames_done == 150
    course.note(span(0), 25, 1.0)
    course.note(span(50), 50, 2.0)
    assert course.progress("joining").frames_done == 250


def test_a_render_of_which_all_is_cached_takes_as_long_as_its_sound_and_joining() -> None:
    now_s = [0.0]
    course = ProgressTracker(250, SILENCE, 2, lambda: now_s[0])
    course.draw([])
    sound_s = sound_left_s(SILENCE, 0)
    assert course.progress("sound").seconds_left == pytest.approx(sound_s + joining_s(250))
    now_s[0] = sound_s / 2
    assert course.progress("sound").seconds_left == pytest.approx(sound_s / 2 + joining_s(250))
    course.sound_is_made()
    left = course.progress("joining")
    assert (left.seconds_left, left.frames_per_s) == (joining_s(250), None)


def test_sound_is_made_while_frames_are_drawn_and_the_longer_of_them_counts() -> None:
    long = Mix(48_000, 48_000 * 1800)
    course = ProgressTracker(100, long, 2, lambda: 0.0)
    course.draw([[span(0)], [span(50)]])
    course.note(span(0), 25, 2.0)
    told = course.progress("drawing")
    assert told.seconds_left == pytest.approx(sound_left_s(long, 0) + joining_s(100))
    assert told.frames_per_s == pytest.approx(25)
    course.sound_is_made()
    assert course.progress("drawing").seconds_left == pytest.approx(4 + joining_s(100))
