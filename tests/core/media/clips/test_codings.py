"""What can't be decoded is refused by its true name, and the picture is never a phone's second track."""

from pathlib import Path

import pytest

from core.errors import CodecUnsupportedError, DolbyVisionError, EncryptedError
from core.media.probe import probe
from core.sandbox.ffmpeg import run
from core.sandbox.worker_process import Child
from tests.make_media import clip_mp4, sounding_clip
from tests.mp4_boxes import with_dolby_vision


@pytest.mark.parametrize(("profile", "readable_as"), [(5, 0), (10, 0)])
@pytest.mark.parametrize("suffix", ["mp4", "mov"])
def test_dolby_vision_without_other_colours_is_refused_in_words(
    tmp_path: Path, reader: Child, profile: int, readable_as: int, suffix: str
) -> None:
    path = with_dolby_vision(clip_mp4(tmp_path / f"a.{suffix}", frames=3), profile, readable_as)
    with pytest.raises(DolbyVisionError, match=rf"Dolby Vision \(profile {profile}\)"):
        probe(path, child=reader)


@pytest.mark.parametrize(("profile", "readable_as"), [(8, 1), (8, 4), (7, 6), (10, 1)])
def test_dolby_vision_over_ordinary_hdr_is_read_as_that(
    tmp_path: Path, reader: Child, profile: int, readable_as: int
) -> None:
    path = with_dolby_vision(clip_mp4(tmp_path / "a.mp4", frames=3), profile, readable_as)
    assert probe(path, child=reader).kind == "video"


@pytest.mark.parametrize(
    ("name", "spelt", "other"), [("a.mp4", b"avc1", b"zzzz"), ("a.mkv", b"MPEG4", b"ZZZZ4")]
)
def test_an_unknown_codec_is_named(
    tmp_path: Path, reader: Child, name: str, spelt: bytes, other: bytes
) -> None:
    path = clip_mp4(tmp_path / name, frames=3)
    path.write_bytes(path.read_bytes().replace(spelt, other))
    with pytest.raises(CodecUnsupportedError, match=f"picture as .*{other.decode()}"):
        probe(path, child=reader)


def test_a_copy_protected_clip_is_no_damaged_one(tmp_path: Path, reader: Child) -> None:
    clip, made = clip_mp4(tmp_path / "a.mp4", frames=10), tmp_path / "b.mp4"
    key = ["-encryption_scheme", "cenc-aes-ctr", "-encryption_key", "01" * 16, "-encryption_kid", "02" * 16]
    run(["-i", f"file:{clip}", "-c", "copy", *key, f"file:{made}"], time_limit_s=30)
    with pytest.raises(EncryptedError, match="copy-protected"):
        probe(made, child=reader)


def test_sound_that_cannot_be_decoded_is_no_sound_of_a_clip(tmp_path: Path, reader: Child) -> None:
    path = sounding_clip(tmp_path / "a.mp4", "sine=f=440", 1)
    assert probe(path, child=reader).has_sound
    path.write_bytes(path.read_bytes().replace(b"mp4a", b"zzzz").replace(b"esds", b"free"))
    assert not probe(path, child=reader).has_sound


@pytest.mark.parametrize("suffix", ["mp4", "mov", "mkv"])
@pytest.mark.parametrize("shown", [0, 1])
@pytest.mark.parametrize("marked", [0, 1])
def test_a_second_track_of_a_few_large_stills_is_not_the_picture(
    tmp_path: Path, reader: Child, suffix: str, shown: int, marked: int
) -> None:
    picture = clip_mp4(tmp_path / "picture.mp4", (160, 90), frames=30)
    stills = clip_mp4(tmp_path / "stills.mp4", (640, 360), rate=3, frames=3)
    first, second = (picture, stills) if shown == 0 else (stills, picture)
    made = tmp_path / f"a.{suffix}"
    inputs = ["-i", f"file:{first}", "-i", f"file:{second}", "-map", "0", "-map", "1", "-c", "copy"]
    marks = [f"-disposition:v:{number}" for number in (0, 1)]
    default = [marks[marked], "default", marks[1 - marked], "0"]
    run([*inputs, *default, f"file:{made}"], time_limit_s=30)
    info = probe(made, child=reader)
    assert (info.width, info.video_stream, info.duration_ms) == (160, shown, pytest.approx(1000, abs=2))


def test_a_short_preview_is_not_the_picture(tmp_path: Path, reader: Child) -> None:
    long, short = (
        clip_mp4(tmp_path / "l.mp4", (160, 90), 10, 30),
        clip_mp4(tmp_path / "s.mp4", (320, 180), 60, 30),
    )
    made = tmp_path / "a.mp4"
    inputs = ["-i", f"file:{short}", "-i", f"file:{long}", "-map", "0", "-map", "1", "-c", "copy"]
    run([*inputs, f"file:{made}"], time_limit_s=30)
    assert probe(made, child=reader).width == 160
