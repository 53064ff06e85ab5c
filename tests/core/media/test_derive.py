"""Proxies, thumbnails and mezzanines look like the clip, upright, moment for moment."""

import threading
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from core.errors import FileDamagedError
from core.media.derive import Clip, clip_proxy, clip_thumbnail, mezzanine
from core.media.info import Source
from core.media.probe import probe
from core.media.sniff import sniff_file
from core.sandbox.ffmpeg import FfmpegCancelledError, run
from core.sandbox.worker_process import Child
from tests import card
from tests.make_media import QUARTERS, clip_mp4, frames_of, hdr_mp4, quarters, seen_quarters

UPRIGHT = list(QUARTERS)
UNEVEN_S = [Fraction(n) for n in (0, Fraction(1, 2), Fraction(8, 15), Fraction(17, 30), 1, Fraction(7, 3))]


def clip_of(path: Path, reader: Child) -> Clip:
    return Clip(path, sniff_file(path, path.name).reader, path.name, probe(path, child=reader))


def levels(number: int) -> np.ndarray:
    """Return a grey picture whose brightness is its number."""
    return np.full((90, 160, 3), 20 + number * 37 % 200, np.uint8)


@pytest.mark.parametrize("rotation_deg", [0, 90, 180, 270])
@pytest.mark.parametrize("mirrored", [False, True])
def test_proxy_and_thumbnail_are_upright(
    tmp_path: Path, reader: Child, rotation_deg: int, mirrored: bool
) -> None:
    upright = quarters((180, 320) if rotation_deg in (90, 270) else (320, 180))
    shown = upright.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if mirrored else upright
    stored = np.asarray(shown.rotate(rotation_deg, expand=True))
    path = clip_mp4(
        tmp_path / "a.mp4", frames=4, picture=lambda _: stored, rotation_deg=rotation_deg, mirrored=mirrored
    )
    clip = clip_of(path, reader)
    clip_proxy(clip, tmp_path / "proxy.part")
    clip_thumbnail(clip, tmp_path / "thumb.part")
    proxy = Image.fromarray(frames_of(tmp_path / "proxy.part")[0][1])
    with Image.open(tmp_path / "thumb.part", formats=["JPEG"]) as thumbnail:
        assert seen_quarters(proxy) == seen_quarters(thumbnail) == UPRIGHT
        assert thumbnail.size == upright.size
    assert probe(tmp_path / "proxy.part", child=reader).rotation_deg == 0


@pytest.mark.parametrize(("dark_frames", "seen"), [(20, True), (40, False)])
def test_the_thumbnail_of_a_clip_that_begins_black_shows_something_if_anything_does(
    tmp_path: Path, reader: Child, dark_frames: int, *, seen: bool
) -> None:
    def picture(number: int) -> np.ndarray:
        return np.asarray(quarters((160, 90))) if number >= dark_frames else np.zeros((90, 160, 3), np.uint8)

    clip = clip_of(clip_mp4(tmp_path / "a.mp4", (160, 90), frames=40, picture=picture), reader)
    clip_thumbnail(clip, tmp_path / "t.jpg")
    with Image.open(tmp_path / "t.jpg") as thumbnail:
        assert (seen_quarters(thumbnail.convert("RGB")) == UPRIGHT) is seen


def test_wide_pixels_become_square_ones(tmp_path: Path, reader: Child) -> None:
    path = clip_mp4(tmp_path / "a.mp4", (352, 288), frames=2, pixel_aspect=Fraction(16, 11))
    clip_proxy(clip_of(path, reader), tmp_path / "p")
    info = probe(tmp_path / "p", child=reader)
    assert (info.width, info.display_width, info.display_height) == (512, 512, 288)


@pytest.mark.parametrize(
    ("suffix", "options"),
    [
        ("mp4", {"rate": Fraction(24000, 1001)}),
        ("mkv", {"rate": Fraction(30000, 1001)}),
        ("mp4", {"times": UNEVEN_S}),
        ("ts", {"rate": 25, "codec": "mpeg2video"}),
    ],
)
def test_every_frame_of_the_proxy_has_its_time_and_picture(
    tmp_path: Path, reader: Child, suffix: str, options: dict
) -> None:
    count = len(options.get("times", range(40)))
    path = clip_mp4(tmp_path / f"a.{suffix}", (160, 90), frames=count, picture=levels, **options)
    clip_proxy(clip_of(path, reader), tmp_path / "p")
    original, proxy = frames_of(path), frames_of(tmp_path / "p")
    assert [time for time, _ in proxy] == [time for time, _ in original]
    for (_, before), (_, after) in zip(original, proxy, strict=True):
        assert abs(before.mean() - after.mean()) < 8


def test_the_proxy_is_found_quickly_at_any_moment(tmp_path: Path, reader: Child) -> None:
    clip_proxy(clip_of(clip_mp4(tmp_path / "a.mp4", (1280, 720), frames=40), reader), tmp_path / "p")
    with av.open(str(tmp_path / "p")) as container:
        keys = [n for n, packet in enumerate(container.demux(video=0)) if packet.is_keyframe and packet.size]
        assert not container.streams.audio
        assert (container.streams.video[0].width, container.streams.video[0].height) == (640, 360)
    assert keys == [0, 12, 24, 36]


def test_the_colours_of_a_standard_definition_clip_survive(tmp_path: Path, reader: Child) -> None:
    picture = np.asarray(quarters((320, 180)))
    path = clip_mp4(tmp_path / "a.mp4", frames=2, picture=lambda _: picture)
    clip_proxy(clip_of(path, reader), tmp_path / "p")
    with av.open(str(tmp_path / "p")) as container:
        frame = next(container.decode(video=0))
        assert frame.colorspace == 1
    assert seen_quarters(Image.fromarray(frames_of(tmp_path / "p")[0][1])) == UPRIGHT


@pytest.mark.parametrize(
    ("matrix", "scaled", "levels"),
    [("smpte170m", "bt601", "tv"), ("bt2020nc", "bt2020", "pc"), ("bt2020nc", "bt2020", "tv")],
)
def test_colours_survive_any_matrix_and_range(
    tmp_path: Path, reader: Child, matrix: str, scaled: str, levels: str
) -> None:
    coded = f"scale=out_color_matrix={scaled}:out_range={levels}:flags=accurate_rnd+full_chroma_int+bicubic"
    tags = f"setparams=colorspace={matrix}:color_primaries=bt709:color_trc=bt709:range={levels}"
    options = ("-c:v", "libx264", "-preset", "ultrafast", "-crf", "3")
    made = card.card_clip(tmp_path / "a.mp4", *options, filters=f"{coded},format=yuv420p,{tags}")
    clip = clip_of(made, reader)
    clip_thumbnail(clip, tmp_path / "t.jpg")
    clip_proxy(clip, tmp_path / "p.mp4")
    with Image.open(tmp_path / "t.jpg") as thumbnail:
        assert card.faults(np.asarray(thumbnail)) == []
    assert card.faults(card.drawn(Source("a", "c" * 64, "video", tmp_path / "p.mp4", *card.SIZE))) == []


def test_an_hdr_clip_becomes_an_upright_ordinary_one(tmp_path: Path, reader: Child) -> None:
    white = "color=c=0x949494:s=320x180:r=10:d=0.5"  # 58 % of PQ is diffuse white, 203 nits
    made = hdr_mp4(tmp_path / "pq.mp4", "smpte2084", white)
    mezzanine(clip_of(made, reader), tmp_path / "m")
    info = probe(tmp_path / "m", child=reader)
    assert (info.transfer, info.colour_matrix, info.duration_ms) == ("sdr", "bt709", 500)
    assert frames_of(tmp_path / "m")[0][1].mean() > 140


def test_progress_is_told_and_a_cancelled_proxy_stops(tmp_path: Path, reader: Child) -> None:
    clip = clip_of(clip_mp4(tmp_path / "a.mp4", frames=60), reader)
    seen_s: list[float] = []
    clip_proxy(clip, tmp_path / "p", on_progress=seen_s.append)
    assert seen_s[-1] == pytest.approx(2, abs=0.1)
    cancelled = threading.Event()
    cancelled.set()
    with pytest.raises(FfmpegCancelledError):
        clip_proxy(clip, tmp_path / "q", cancelled=cancelled)


def test_a_clip_that_was_damaged_since_is_refused(tmp_path: Path, reader: Child) -> None:
    clip = clip_of(clip_mp4(tmp_path / "a.mp4"), reader)
    clip.path.write_bytes(clip.path.read_bytes()[:200])
    with pytest.raises(FileDamagedError, match=r"a\.mp4"):
        clip_proxy(clip, tmp_path / "p")


def test_what_a_clip_hides_under_transparency_stays_hidden(tmp_path: Path, reader: Child) -> None:
    picture = np.zeros((180, 320, 4), np.uint8)
    picture[:, :160] = (250, 250, 250, 255)
    picture[:, 160:] = (255, 0, 255, 0)
    raw = tmp_path / "raw"
    raw.write_bytes(picture.tobytes() * 3)
    given = ["-f", "rawvideo", "-pix_fmt", "rgba", "-s", "320x180", "-r", "10", "-i", f"file:{raw}"]
    path = tmp_path / "a.mov"
    run([*given, "-c:v", "qtrle", "-pix_fmt", "argb", f"file:{path}"], time_limit_s=30)
    clip_thumbnail(clip_of(path, reader), tmp_path / "t.jpg")
    clip_proxy(clip_of(path, reader), tmp_path / "p.mp4")
    thumbnail = np.asarray(Image.open(tmp_path / "t.jpg"))
    for seen in (frames_of(tmp_path / "p.mp4")[0][1], thumbnail):
        height, width = seen.shape[:2]
        assert seen[height // 2, width // 4].min() > 240
        assert seen[height // 2, width * 3 // 4].max() < 10
