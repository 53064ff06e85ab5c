"""Song and clip sound come out at the level they went in, from mono to 7.1, in render and preview."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from core.hashing import file_checksum
from core.render.sound.audio import soundtrack
from core.render.sound.clip_sound import stereo
from core.render.sound.loudness import measured
from core.render.sound.mix import Mix
from core.render.sound.preview_copy import write_copy
from core.render.sound.song import Song
from core.sandbox.ffmpeg import run

RATE_HZ = 48_000
CLOSE_DB = 0.3
LAYOUTS = {"mono": 1, "stereo": 2, "5.1": 6, "7.1": 8}
FORMATS = ("song.wav", "song.flac", "song.ogg", "song.m4a", "song.mka")


def tone(path: Path, layout: str, amplitude: float, *options: str) -> Path:
    """Write a tone at the same moment in all channels, as a clip where the name is that of a clip."""
    waves = "|".join([f"{amplitude}*sin(2*PI*500*t)"] * LAYOUTS[layout])
    arguments = ["-f", "lavfi", "-i", f"aevalsrc='{waves}':c={layout}:s={RATE_HZ}:d=2"]
    if path.suffix == ".mp4":
        arguments += ["-f", "lavfi", "-i", "color=s=64x64:d=2", "-c:v", "libx264", "-pix_fmt", "yuv420p"]
    run([*arguments, *options, f"file:{path}"], time_limit_s=60)
    return path


def decoded(path: Path) -> np.ndarray:
    with av.open(str(path)) as container:
        planes = [frame.to_ndarray() for frame in container.decode(audio=0)]
    return np.concatenate(planes, axis=1).T


def level_db(samples: np.ndarray) -> list[float]:
    middle = samples[RATE_HZ // 2 : 3 * RATE_HZ // 2].astype(float)
    return [float(value) for value in 10 * np.log10((middle**2).mean(axis=0))]


def true_peak(path: Path) -> float:
    def run_graph(spec: object, *, stdout: object) -> None:
        run(spec, time_limit_s=60, stdout=stdout)  # pyright: ignore[reportArgumentType]

    import ffmpeg  # noqa: PLC0415

    return 10 ** (measured(ffmpeg.input(f"file:{path}")["a:0"], run_graph).peak_dbtp / 20)


def rendered(song: Path, folder: Path) -> Path:
    one = Song(song, file_checksum(song), RATE_HZ)
    return soundtrack(one, Mix(RATE_HZ, 2 * RATE_HZ), codec="aac", bitrate="192k", folder=folder / "sound")


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("layout", ["mono", "stereo"])
def test_mono_and_stereo_songs_keep_their_level(name: str, layout: str, tmp_path: Path) -> None:
    song = tone(tmp_path / name, layout, 0.3)
    expected = 20 * np.log10(0.3 / np.sqrt(2))
    assert level_db(decoded(rendered(song, tmp_path))) == pytest.approx([expected, expected], abs=CLOSE_DB)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("layout", ["5.1", "7.1"])
def test_songs_of_many_channels_never_overload(name: str, layout: str, tmp_path: Path) -> None:
    options = ("-mapping_family", "1") if name.endswith(".opus") else ()
    video = rendered(tone(tmp_path / name, layout, 0.99, *options), tmp_path)
    assert 0.85 < true_peak(video) <= 1.0


def heard_and_copied(clip: Path, folder: Path) -> tuple[np.ndarray, Path]:
    """Return what a render hears of a clip, and the copy of it that the preview plays."""
    write_copy(str(clip), clip.name, str(folder / "copy.m4a"))
    return np.concatenate(list(stereo(clip, clip.name, Fraction(0), RATE_HZ))), folder / "copy.m4a"


@pytest.mark.parametrize(("codec", "form"), [("aac", "mp4"), ("pcm_f32le", "mov")])
@pytest.mark.parametrize("layout", ["mono", "stereo"])
def test_the_sound_of_clips_keeps_its_level(codec: str, form: str, layout: str, tmp_path: Path) -> None:
    clip = tone(tmp_path / "clip.mp4", layout, 0.3, "-c:a", codec, "-f", form)
    heard, copy = heard_and_copied(clip, tmp_path)
    expected = 20 * np.log10(0.3 / np.sqrt(2))
    for samples in (heard, decoded(copy)):
        assert level_db(samples) == pytest.approx([expected, expected], abs=CLOSE_DB)


@pytest.mark.parametrize(("codec", "form"), [("aac", "mp4"), ("pcm_f32le", "mov")])
@pytest.mark.parametrize("layout", ["5.1", "7.1"])
def test_clips_of_many_channels_never_overload(codec: str, form: str, layout: str, tmp_path: Path) -> None:
    clip = tone(tmp_path / "clip.mp4", layout, 0.99, "-c:a", codec, "-f", form)
    heard, copy = heard_and_copied(clip, tmp_path)
    assert 0.85 < np.abs(heard).max() <= 1.0
    assert 0.85 < true_peak(copy) <= 1.0
