"""The copy of a clip's sound that previews play begins a moment before the picture and stays in step."""

from pathlib import Path

import av
import numpy as np
import pytest

from core.errors import FileMissingError
from core.media.probe import MEDIA_LIMITS
from core.render.sound.preview_copy import copy_sound, write_copy
from core.render.sound.sound_copy import COPY_LEAD_S, sound_copy_of
from core.sandbox.worker_process import Child
from tests.make_media import clip_mp4, sounding_clip
from tests.permitted import permitted

LATE_S = 0.5  # of the tone in the clip


def heard(copy: Path) -> tuple[np.ndarray, int]:
    """Return the left channel and its rate, from the container's time zero on."""
    with av.open(str(copy)) as container:
        stream = container.streams.audio[0]
        frames = list(container.decode(stream))
    assert frames[0].pts == 0
    return np.concatenate([frame.to_ndarray()[0] for frame in frames]), stream.rate


@pytest.mark.parametrize("suffix", ["mp4", "mkv"])
def test_the_copy_begins_before_the_picture_and_stays_in_step_with_it(tmp_path: Path, suffix: str) -> None:
    tone = f"sine=f=1000:r=44100,volume='gte(t,{LATE_S})':eval=frame"
    clip = sounding_clip(tmp_path / f"speaks.{suffix}", tone, 2)
    copy = sound_copy_of(tmp_path / "stills", "c")
    with Child(MEDIA_LIMITS, permitted(tmp_path)) as child:
        copy_sound(clip, "speaks", copy, child)
        made_ns = copy.stat().st_mtime_ns
        copy_sound(clip, "speaks", copy, child)
    assert copy.stat().st_mtime_ns == made_ns
    samples, rate_hz = heard(copy)
    begins_s = float(np.argmax(np.abs(samples) > 0.04)) / rate_hz
    assert begins_s == pytest.approx(float(COPY_LEAD_S) + LATE_S, abs=0.03)
    assert len(samples) / rate_hz == pytest.approx(2 + float(COPY_LEAD_S), abs=0.06)


def test_a_clip_without_sound_has_an_empty_copy(tmp_path: Path) -> None:
    clip = clip_mp4(tmp_path / "silent.mp4", frames=10)
    write_copy(str(clip), "silent", str(tmp_path / "copy"))
    assert (tmp_path / "copy").stat().st_size == 0


def test_a_sound_that_cannot_be_read_leaves_an_empty_copy(tmp_path: Path) -> None:
    clip = tmp_path / "torn.mp4"
    clip.write_bytes(b"\0\0\0\x18ftypisom" + b"\0" * 500)
    with Child(MEDIA_LIMITS, permitted(tmp_path)) as child:
        copy_sound(clip, "torn", tmp_path / "copy.m4a", child)
    assert (tmp_path / "copy.m4a").read_bytes() == b""


def test_a_file_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileMissingError, match="gone"):
        write_copy(str(tmp_path / "gone.mp4"), "gone", str(tmp_path / "copy"))
