"""Probing tells how a clip or song really is, or says in a sentence why it can't be used."""

import os
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from core.errors import (
    FileDamagedError,
    FormatUnsafeError,
    MediaRefusedError,
    NoSoundError,
    PictureMemoryError,
    TooManyStreamsError,
)
from core.media.probe import inspect, probe
from core.sandbox.ffmpeg import run
from core.sandbox.limits import Limits
from core.sandbox.worker_process import Child
from tests.make_media import clip_mp4, hdr_mp4, photo_jpeg, song_wav
from tests.permitted import permitted


def test_a_plain_clip(tmp_path: Path, reader: Child) -> None:
    info = probe(clip_mp4(tmp_path / "a.mp4", (320, 180), 30, 45), child=reader)
    assert (info.kind, info.mime_type) == ("video", "video/mp4")
    assert (info.display_width, info.display_height, info.display_aspect_ratio) == (320, 180, "16:9")
    assert (info.duration_ms, info.fps) == (1500, 30.0)
    assert not info.has_sound
    assert info.transfer == "sdr"


@pytest.mark.parametrize("rotation_deg", [0, 90, 180, 270])
@pytest.mark.parametrize("mirrored", [False, True])
def test_turned_and_mirrored_clips(tmp_path: Path, reader: Child, rotation_deg: int, mirrored: bool) -> None:
    clip = clip_mp4(tmp_path / "a.mp4", frames=3, rotation_deg=rotation_deg, mirrored=mirrored)
    info = probe(clip, child=reader)
    assert (info.rotation_deg, info.mirrored) == (rotation_deg, mirrored)
    assert (info.width, info.height) == (320, 180)
    shown = (180, 320) if rotation_deg in (90, 270) else (320, 180)
    assert (info.display_width, info.display_height) == shown


def test_the_pixel_aspect_widens_the_picture_before_it_is_turned(tmp_path: Path, reader: Child) -> None:
    clip = clip_mp4(tmp_path / "a.mp4", (320, 240), frames=3, pixel_aspect=Fraction(4, 3), rotation_deg=90)
    info = probe(clip, child=reader)
    assert (info.display_width, info.display_height, info.display_aspect_ratio) == (240, 427, "9:16")


def test_the_duration_of_uneven_frames_runs_to_the_end_of_the_last(tmp_path: Path, reader: Child) -> None:
    times = [Fraction(0), Fraction(1), Fraction(11, 10), Fraction(12, 10), Fraction(2)]
    info = probe(clip_mp4(tmp_path / "a.mp4", frames=5, times=times), child=reader)
    assert info.duration_ms == pytest.approx(2400, abs=500)


@pytest.mark.parametrize("rate", [Fraction(24000, 1001), Fraction(60000, 1001), 25, 12])
def test_odd_rates(tmp_path: Path, reader: Child, rate: Fraction | int) -> None:
    info = probe(clip_mp4(tmp_path / "a.mp4", rate=rate, frames=24), child=reader)
    assert info.fps == pytest.approx(float(rate), abs=0.01)
    assert info.duration_ms == pytest.approx(24000 / float(rate), abs=1)


def test_a_header_that_lies_about_the_duration_is_not_believed(tmp_path: Path, reader: Child) -> None:
    clip = clip_mp4(tmp_path / "a.mp4", frames=30)
    data = bytearray(clip.read_bytes())
    for kind, at in ((b"mvhd", 20), (b"tkhd", 24), (b"mdhd", 20)):
        start = data.index(kind) + at
        data[start : start + 4] = b"\x7f\xff\xff\xff"
    clip.write_bytes(data)
    assert probe(clip, child=reader).duration_ms == pytest.approx(1000, abs=34)


def test_an_hdr_clip_is_recognised(tmp_path: Path, reader: Child) -> None:
    info = probe(hdr_mp4(tmp_path / "pq.mp4", "smpte2084"), child=reader)
    assert (info.transfer, info.primaries, info.colour_matrix) == ("pq", "bt2020", "bt2020")


@pytest.mark.parametrize(
    ("tagged", "matrix", "read"),
    [
        ("bt2020", "bt2020nc", ("bt2020", "bt2020")),
        ("bt2020", "unknown", ("bt2020", "bt2020")),
        ("smpte432", "bt709", ("p3", "bt709")),
        ("smpte432", "unknown", ("p3", "bt601")),
        ("bt709", "bt2020nc", ("bt709", "bt2020")),
        ("smpte170m", "smpte170m", ("bt709", "bt601")),
        ("unknown", "unknown", ("bt709", "bt601")),
    ],
)
def test_the_colours_of_a_clip_are_what_its_tags_say(
    tmp_path: Path, reader: Child, tagged: str, matrix: str, read: tuple[str, str]
) -> None:
    made = tmp_path / "a.mkv"
    tags = f"format=yuv420p,setparams=color_primaries={tagged}:colorspace={matrix}:color_trc=bt709"
    run(["-f", "lavfi", "-i", "color=s=64x64:d=0.2", "-vf", tags, f"file:{made}"], time_limit_s=30)
    info = probe(made, child=reader)
    assert (info.transfer, info.primaries, info.colour_matrix) == ("sdr", *read)


def test_an_interlaced_clip_is_recognised(tmp_path: Path, reader: Child) -> None:
    made = tmp_path / "i.ts"
    source = ["-f", "lavfi", "-i", "testsrc2=s=352x288:r=50:d=0.4", "-vf", "tinterlace=interleave_top"]
    run([*source, "-c:v", "mpeg2video", "-flags", "+ilme+ildct", str(made)], time_limit_s=30)
    assert probe(made, child=reader).interlaced


def test_a_song_with_cover_art_is_a_song(tmp_path: Path, reader: Child) -> None:
    song, cover, made = song_wav(tmp_path / "a.wav", 2), photo_jpeg(tmp_path / "c.jpg"), tmp_path / "a.m4a"
    inputs = ["-i", f"file:{song}", "-i", f"file:{cover}", "-map", "0:a", "-map", "1:v"]
    run(
        [*inputs, "-c:a", "aac", "-c:v", "copy", "-disposition:v", "attached_pic", str(made)], time_limit_s=30
    )
    info = probe(made, child=reader)
    assert (info.kind, info.mime_type) == ("audio", "audio/mp4")
    assert info.duration_ms == pytest.approx(2000, abs=60)


def test_among_two_pictures_the_default_is_shown(tmp_path: Path, reader: Child) -> None:
    small, large = clip_mp4(tmp_path / "s.mp4", (160, 90)), clip_mp4(tmp_path / "l.mp4", (640, 360))
    made = tmp_path / "two.mkv"
    inputs = ["-i", f"file:{large}", "-i", f"file:{small}", "-map", "0", "-map", "1", "-c", "copy"]
    run([*inputs, "-disposition:v:0", "0", "-disposition:v:1", "default", str(made)], time_limit_s=30)
    info = probe(made, child=reader)
    assert (info.width, info.video_stream) == (160, 1)


@pytest.mark.parametrize("suffix", ["wav", "flac", "ogg", "mp3", "aiff"])
def test_the_length_of_a_song_is_what_decodes(tmp_path: Path, reader: Child, suffix: str) -> None:
    info = probe(song_wav(tmp_path / f"a.{suffix}", 1.75), child=reader)
    assert (info.kind, info.sample_rate) == ("audio", 22_050)
    assert info.duration_ms == pytest.approx(1750, abs=60)


@pytest.mark.parametrize(
    ("suffix", "codec"),
    [("m4a", "aac"), ("aac", "aac"), ("ac3", "ac3"), ("eac3", "eac3"), ("wma", "wmav2"), ("mka", "flac"),
     ("webm", "libopus"), ("opus", "libopus"), ("mp2", "mp2"), ("au", "pcm_s16be"), ("wv", "wavpack"),
     ("caf", "pcm_s16le"), ("m4a", "alac"), ("mov", "pcm_s24le")],
)  # fmt: skip
def test_songs_of_every_kind(tmp_path: Path, reader: Child, suffix: str, codec: str) -> None:
    song, made = song_wav(tmp_path / "s.wav", 1.5, rate_hz=48_000), tmp_path / f"a.{suffix}"
    run(["-i", f"file:{song}", "-c:a", codec, "-strict", "-2", f"file:{made}"], time_limit_s=30)
    info = probe(made, child=reader)
    assert (info.kind, info.sample_rate, info.mime_type.split("/")[0]) == ("audio", 48_000, "audio")
    assert info.duration_ms == pytest.approx(1500, abs=90)


@pytest.mark.parametrize(
    ("suffix", "codec"),
    [("ogv", "libtheora"), ("3gp", "mpeg4"), ("y4m", "wrapped_avframe"), ("mxf", "mpeg2video"),
     ("wmv", "wmv2"), ("flv", "flv"), ("mov", "prores_ks"), ("mkv", "ffv1"), ("avi", "mjpeg"),
     ("webm", "libvpx"), ("mpg", "mpeg2video"), ("mp4", "libx265")],
)  # fmt: skip
def test_clips_of_every_kind(tmp_path: Path, reader: Child, suffix: str, codec: str) -> None:
    made = tmp_path / f"a.{suffix}"
    source = ["-f", "lavfi", "-i", "testsrc2=s=320x180:r=25:d=1"]
    run([*source, "-c:v", codec, "-loglevel", "error", f"file:{made}"], time_limit_s=60)
    info = probe(made, child=reader)
    assert (info.kind, info.mime_type.split("/")[0]) == (
        "video",
        "video" if suffix != "mxf" else "application",
    )
    assert (info.display_width, info.display_height) == (320, 180)
    assert info.duration_ms == pytest.approx(1000, abs=60)


def test_a_clip_without_picture_or_sound_says_so(tmp_path: Path, reader: Child) -> None:
    made = tmp_path / "a.mkv"
    (tmp_path / "a.srt").write_text("1\n00:00:00,000 --> 00:00:01,000\nhello\n")
    run(["-i", f"file:{tmp_path / 'a.srt'}", "-c:s", "srt", str(made)], time_limit_s=30)
    with pytest.raises(NoSoundError, match="no sound"):
        probe(made, child=reader)


def test_a_tag_that_is_not_utf8_does_no_harm(tmp_path: Path, reader: Child) -> None:
    clip = clip_mp4(tmp_path / "a.mkv")
    data = clip.read_bytes().replace(b"Lavf", b"\xff\xfe\xe9\xe8")
    clip.write_bytes(data)
    assert probe(clip, child=reader).duration_ms == 1000


@pytest.mark.parametrize(
    "name", ["-i.mp4", "img%03d.mp4", "ünï çödé 📷 [1] 'x' #.mp4", "a:b.mp4", "http:x.mp4"]
)
def test_names_mean_nothing(tmp_path: Path, reader: Child, name: str) -> None:
    assert probe(clip_mp4(tmp_path / "a.mp4").rename(tmp_path / name), child=reader).kind == "video"


def test_a_relative_name_that_looks_like_an_option_is_a_file(
    tmp_path: Path, reader: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo_jpeg(tmp_path / "-i.jpg")
    monkeypatch.chdir(tmp_path)
    assert probe(Path("-i.jpg"), child=reader).kind == "image"


def test_a_clip_whose_index_is_cut_off_is_refused(tmp_path: Path, reader: Child) -> None:
    clip = clip_mp4(tmp_path / "a.mp4")
    clip.write_bytes(clip.read_bytes()[: clip.stat().st_size // 2])
    with pytest.raises(FileDamagedError, match=r"a\.mp4 is damaged or cut off"):
        probe(clip, child=reader)


def test_a_clip_cut_off_in_its_frames_is_as_long_as_what_is_left(tmp_path: Path, reader: Child) -> None:
    clip = clip_mp4(tmp_path / "a.ts", codec="mpeg2video", rate=25, frames=100)
    clip.write_bytes(clip.read_bytes()[: clip.stat().st_size // 2])
    assert probe(clip, child=reader).duration_ms == pytest.approx(2000, abs=400)


def test_a_playlist_named_like_a_clip_is_refused(tmp_path: Path, reader: Child) -> None:
    (tmp_path / "a.mp4").write_text("#EXTM3U\n#EXTINF:1,\n/etc/passwd\n")
    with pytest.raises(FormatUnsafeError):
        probe(tmp_path / "a.mp4", child=reader)


def test_too_many_streams_are_refused(tmp_path: Path, reader: Child) -> None:
    with av.open(str(tmp_path / "a.mkv"), "w") as container:
        streams = [container.add_stream("pcm_s16le", rate=8000, layout="mono") for _ in range(40)]
        for stream in streams:
            frame = av.AudioFrame.from_ndarray(np.zeros((1, 800), np.int16), layout="mono")
            frame.sample_rate = 8000
            container.mux(stream.encode(frame))
    with pytest.raises(TooManyStreamsError, match="40 streams"):
        probe(tmp_path / "a.mkv", child=reader)


def test_a_pipe_is_refused_at_once(tmp_path: Path, reader: Child) -> None:
    os.mkfifo(tmp_path / "a.mp4")
    with pytest.raises(MediaRefusedError, match="device or pipe"):
        probe(tmp_path / "a.mp4", child=reader)


def test_the_owner_meets_the_name_they_know(tmp_path: Path, reader: Child) -> None:
    (tmp_path / "3f2a").write_bytes(b"\xff\xd8\xff\xe0 no photo")
    with pytest.raises(MediaRefusedError, match=r"holiday\.jpg"):
        probe(tmp_path / "3f2a", child=reader, name="holiday.jpg")


def test_a_picture_that_fits_in_no_memory_is_a_refusal(tmp_path: Path) -> None:
    Image.new("1", (15_000, 15_000)).save(tmp_path / "a.png")
    with Child(Limits(address_space_bytes=300 * 2**20), permitted(tmp_path)) as child:
        with pytest.raises(PictureMemoryError, match=r"a\.png needs more memory"):
            probe(tmp_path / "a.png", child=child)
        assert probe(photo_jpeg(tmp_path / "b.jpg"), child=child).kind == "image"


def test_inspect_gives_plain_values(tmp_path: Path) -> None:
    facts = inspect(str(photo_jpeg(tmp_path / "a.jpg", taken="2024:05:01 12:00:00")), "a.jpg")
    assert facts["taken_at"] == "2024-05-01T12:00:00+00:00"
    assert facts["kind"] == "image"
