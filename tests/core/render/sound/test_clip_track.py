"""Clips are heard in their place, in step with their pictures, and the song makes room for them."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from core.render.draw.clips import ClipReader
from core.render.sound.clip_sound import stereo
from core.render.sound.clip_track import ducking, fade_gain, lay_clips
from core.render.sound.mix import DUCKING_DB, HeardClip
from core.sandbox.ffmpeg import run
from tests import barcode
from tests.make_media import sounding_clip

RATE_HZ = 48_000
# A tick of 20 ms at every half second, counted from the first picture.
TICKS = "aevalsrc='0.8*sin(2*PI*1000*t)*lt(mod(t,0.5),0.02)':s={rate}:c={layout}:d=4"


def heard(path: Path, start_s: float, end_s: float, source_s: float = 0, volume: float = 1.0) -> HeardClip:
    start, end = round(start_s * RATE_HZ), round(end_s * RATE_HZ)
    return HeardClip(path, "sum", path.name, Fraction(source_s), start, end, 480, 480, volume)


def laid(folder: Path, seconds: float, clips: Sequence[HeardClip]) -> np.ndarray:
    out = folder / "track"
    values = [clip.__dict__ | {"path": str(clip.path), "source_s": str(clip.source_s)} for clip in clips]
    lay_clips(values, RATE_HZ, round(seconds * RATE_HZ), str(out))
    return np.fromfile(out, "<i2").reshape(-1, 3) / 32767


def onsets_s(sound: np.ndarray, rate_hz: int = RATE_HZ) -> list[float]:
    loud = np.flatnonzero(np.abs(sound) > 0.2)
    return [float(at) / rate_hz for at in loud[np.diff(loud, prepend=-rate_hz) > rate_hz / 10]]


@pytest.mark.parametrize(
    ("name", "rate_hz", "layout", "options"),
    [
        ("a.mp4", 44_100, "stereo", ()),
        ("a.mp4", 22_050, "mono", ("-movflags", "frag_keyframe+delay_moov")),
        ("a.mov", 48_000, "5.1", ("-c:a", "pcm_s16le")),
        ("a.mkv", 48_000, "stereo", ("-c:a", "libopus")),
        ("a.ts", 48_000, "stereo", ("-c:a", "mp2")),
        ("a.avi", 32_000, "mono", ("-c:a", "pcm_s16le")),
    ],
)
def test_the_sound_stays_with_the_picture_in_any_container(
    tmp_path: Path, name: str, rate_hz: int, layout: str, options: tuple[str, ...]
) -> None:
    clip = sounding_clip(tmp_path / name, TICKS.format(rate=rate_hz, layout=layout), 4, *options)
    for source_s, first_s in [(0.0, 0.0), (1.7, 0.3), (3.2, 0.3)]:
        sound = np.concatenate(list(stereo(clip, name, Fraction(source_s), RATE_HZ)))
        found = onsets_s(sound[:, 0])
        wanted = [first_s + 0.5 * n for n in range(len(found))]
        assert len(found) == round((4 - source_s - first_s) / 0.5 + 0.49)
        assert np.allclose(found, wanted, atol=0.01), found


def test_sound_that_begins_after_the_picture_keeps_its_distance(tmp_path: Path) -> None:
    clip = sounding_clip(tmp_path / "plain.mp4", TICKS.format(rate=48_000, layout="stereo"))
    late = tmp_path / "late.mkv"
    with av.open(str(clip)) as source, av.open(str(late), "w") as target:
        streams = {s.index: target.add_stream_from_template(s) for s in source.streams}
        for packet in source.demux():
            if packet.dts is None or packet.pts is None:
                continue
            if packet.stream.type == "audio":
                shift = round(Fraction(3, 4) / packet.time_base)
                packet.pts, packet.dts = packet.pts + shift, packet.dts + shift
            packet.stream = streams[packet.stream.index]
            target.mux(packet)
    sound = np.concatenate(list(stereo(late, "late.mkv", Fraction(0), RATE_HZ)))
    assert onsets_s(sound[:, 0])[:3] == pytest.approx([0.75, 1.25, 1.75], abs=0.004)
    assert np.abs(sound[: round(0.7 * RATE_HZ)]).max() < 0.05


def test_clips_lie_in_their_place_at_their_volume(tmp_path: Path) -> None:
    clip = sounding_clip(tmp_path / "a.mp4", "sine=f=500:r=48000")
    track = laid(tmp_path, 6, [heard(clip, 1, 3, volume=0.5), heard(clip, 4, 5, 1.0)])
    level = np.abs(track[:, 0])
    assert level[: RATE_HZ - 1].max() == 0
    assert level[3 * RATE_HZ : 4 * RATE_HZ].max() == 0
    halved, full = level[2 * RATE_HZ :][:RATE_HZ].max(), level[round(4.5 * RATE_HZ) :].max()
    assert halved == pytest.approx(full / 2, rel=0.03)


def test_a_clip_that_ends_early_leaves_silence(tmp_path: Path) -> None:
    clip = sounding_clip(tmp_path / "a.mp4", "sine=f=500:r=48000", 2)
    track = laid(tmp_path, 6, [heard(clip, 1, 5)])
    assert np.abs(track[round(3.1 * RATE_HZ) :, :2]).max() == 0


def test_where_two_clips_cross_their_powers_add_up_to_one() -> None:
    before = replace(heard(Path("a"), 0, 2), fall=RATE_HZ)
    after = replace(heard(Path("b"), 1, 3), rise=RATE_HZ)
    powers = fade_gain(before, RATE_HZ, RATE_HZ) ** 2 + fade_gain(after, RATE_HZ, RATE_HZ) ** 2
    assert np.allclose(powers, 1, atol=1e-6)


def test_the_song_makes_way_before_a_clip_and_returns_after_it() -> None:
    clip = heard(Path("a"), 2, 4)
    left = 1 - ducking(clip, RATE_HZ, 0, 6 * RATE_HZ)
    assert np.all(left[: round(1.8 * RATE_HZ)] == 1)
    assert np.all(left[round(4.5 * RATE_HZ) :] == 1)
    assert 20 * np.log10(left[2 * RATE_HZ : 4 * RATE_HZ].max()) == pytest.approx(-DUCKING_DB)
    assert np.abs(np.diff(left)).max() < 1e-4
    quiet = 1 - ducking(replace(clip, volume=0.25), RATE_HZ, 3 * RATE_HZ, 1)
    assert 20 * np.log10(quiet[0]) == pytest.approx(-DUCKING_DB / 4)


def test_a_clip_that_was_trimmed_by_an_edit_list_begins_where_it_says(tmp_path: Path) -> None:
    """Trimming in a camera keeps what came before in the file; it is neither shown nor heard."""
    numbered = tmp_path / "numbered.mp4"
    barcode.write_steady_clip(numbered, 9, (320, 240), Fraction(25), 100, gop=30)
    whole, cut = tmp_path / "whole.mp4", tmp_path / "cut.mp4"
    ticks = ["-f", "lavfi", "-i", TICKS.format(rate=48_000, layout="stereo"), "-i", f"file:{numbered}"]
    run(
        [*ticks, "-map", "1:v", "-map", "0:a", "-c:v", "copy", "-c:a", "aac", f"file:{whole}"],
        time_limit_s=60,
    )
    run(["-ss", "1.7", "-i", f"file:{whole}", "-c", "copy", f"file:{cut}"], time_limit_s=60)
    reader = ClipReader(cut)
    first = reader.planes(reader.frame_at(Fraction(0)), (320, 240))
    assert barcode.read(first.luma) == (9, 43)
    sound = np.concatenate(list(stereo(cut, "cut.mp4", Fraction(0), RATE_HZ)))
    assert onsets_s(sound[:, 0])[:3] == pytest.approx([0.3, 0.8, 1.3], abs=0.004)
