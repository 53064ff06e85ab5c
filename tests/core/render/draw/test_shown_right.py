"""The test card is round, upright and of the right colours, however the file that holds it is made."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from core.media.info import OriginalFile
from core.media.ingest import prepare
from core.sandbox.worker_process import Child
from tests import card
from tests.make_media import STORED_AS, clip_mp4, photo_jpeg
from tests.permitted import permitted

# What a player does to a clip, and how its pixels must be stored for that to show the card.
TURNS = {0: 0, 90: 1, 180: 2, 270: 3}
TAGGED = "setparams=colorspace={matrix}:color_primaries=bt709:color_trc=bt709:range={levels}"
SCALED = "scale=out_color_matrix={scaled}:out_range={levels}:flags=accurate_rnd+full_chroma_int+bicubic"
H264 = ("-c:v", "libx264", "-preset", "ultrafast", "-crf", "3")


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Child]:
    with Child(permissions=permitted(tmp_path_factory.getbasetemp())) as child:
        yield child


def shown(path: Path, reader: Child) -> card.Picture:
    folder = path.parent / "made"
    return card.drawn(prepare(OriginalFile(path, path.name, "a"), folder=folder, child=reader).source)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_photos_of_any_orientation(tmp_path: Path, reader: Child, orientation: int) -> None:
    image = Image.fromarray(card.card())
    turn = STORED_AS[orientation]
    stored = image if turn is None else image.transpose(turn)
    path = photo_jpeg(tmp_path / "a.jpg", image=stored, orientation=orientation)
    assert card.faults(shown(path, reader)) == []


@pytest.mark.parametrize("turned", ["a.png", "a.tif", "a.webp", "a.bmp"])
def test_photos_of_any_format(tmp_path: Path, reader: Child, turned: str) -> None:
    Image.fromarray(card.card()).save(tmp_path / turned, quality=98)
    assert card.faults(shown(tmp_path / turned, reader)) == []


def test_what_a_photo_hides_under_transparency_stays_hidden(tmp_path: Path, reader: Child) -> None:
    picture = np.dstack([card.card(), np.full(card.SIZE[::-1], 255, np.uint8)])
    picture[16:64, 100:380] = (255, 0, 255, 0)
    Image.fromarray(picture).save(tmp_path / "a.png")
    seen = shown(tmp_path / "a.png", reader)
    assert card.faults(seen) == []
    assert seen[24:56, 120:360].max() <= 3


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("rotation_deg", TURNS)
def test_clips_that_a_player_must_turn_or_mirror(
    tmp_path: Path, reader: Child, rotation_deg: int, mirrored: bool
) -> None:
    picture = card.card()[:, ::-1] if mirrored else card.card()
    stored = np.ascontiguousarray(np.rot90(picture, TURNS[rotation_deg]))
    size = (stored.shape[1], stored.shape[0])
    path = clip_mp4(
        tmp_path / "a.mp4",
        size,
        10,
        3,
        picture=lambda _: stored,
        rotation_deg=rotation_deg,
        mirrored=mirrored,
    )
    assert card.faults(shown(path, reader)) == []


@pytest.mark.parametrize(("width", "pixel_aspect"), [(360, (4, 3)), (720, (2, 3)), (440, (12, 11))])
@pytest.mark.parametrize("rotation_deg", [0, 90])
def test_clips_whose_pixels_are_not_square(
    tmp_path: Path, reader: Child, width: int, pixel_aspect: tuple[int, int], rotation_deg: int
) -> None:
    upright = np.ascontiguousarray(np.rot90(card.card(), TURNS[rotation_deg]))
    across = width if rotation_deg == 0 else width * 360 // 480
    stored = cv2.resize(upright, (across, upright.shape[0]), interpolation=cv2.INTER_AREA).astype(np.uint8)
    path = clip_mp4(
        tmp_path / "a.mp4",
        (across, upright.shape[0]),
        10,
        3,
        picture=lambda _: stored,
        pixel_aspect=Fraction(*pixel_aspect),
        rotation_deg=rotation_deg,
    )
    assert card.faults(shown(path, reader)) == []


@pytest.mark.parametrize("levels", ["tv", "pc"])
@pytest.mark.parametrize(
    ("matrix", "scaled"),
    [("smpte170m", "bt601"), ("bt470bg", "bt601"), ("bt709", "bt709"), ("bt2020nc", "bt2020")],
)
@pytest.mark.parametrize("pixels", ["yuv420p", pytest.param("yuv422p10le", marks=pytest.mark.slow)])
def test_clips_of_any_colour_matrix_range_and_depth(
    tmp_path: Path, reader: Child, matrix: str, scaled: str, levels: str, pixels: str
) -> None:
    names = {"matrix": matrix, "scaled": scaled, "levels": levels}
    filters = f"{SCALED},format={pixels},{TAGGED}".format(**names)
    path = card.card_clip(tmp_path / "a.mp4", *H264, filters=filters)
    assert card.faults(shown(path, reader)) == []


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("a.mov", ("-c:v", "prores_ks", "-profile:v", "3")),
        ("a.mov", ("-c:v", "qtrle")),
        ("a.webm", ("-c:v", "libvpx-vp9", "-crf", "10", "-b:v", "0", "-deadline", "realtime")),
        ("a.avi", ("-c:v", "mpeg4", "-q:v", "1")),
        ("a.mkv", ("-c:v", "ffv1")),
        ("a.mp4", ("-c:v", "libx265", "-crf", "5", "-preset", "ultrafast", "-x265-params", "log-level=none")),
    ],
)
def test_clips_of_other_codecs(tmp_path: Path, reader: Child, name: str, options: tuple[str, ...]) -> None:
    filters = f"{SCALED},format=yuv422p10le,{TAGGED}" if "prores_ks" in options else f"{SCALED},{TAGGED}"
    if "qtrle" in options:
        filters = "null"
    elif "prores_ks" not in options:
        filters = filters.replace(",setparams", ",format=yuv420p,setparams")
    names = {"matrix": "smpte170m", "scaled": "bt601", "levels": "tv"}
    path = card.card_clip(tmp_path / name, *options, filters=filters.format(**names))
    assert card.faults(shown(path, reader), tolerance=4) == []


@pytest.mark.parametrize(
    "tags",
    [
        ("bt2020", "bt2020nc", "tv", "yuv420p10le"),
        ("bt2020", "bt709", "pc", "yuv420p"),
        ("bt2020", "unknown", "tv", "yuv420p"),
        ("smpte432", "bt709", "tv", "yuv420p"),
        ("smpte432", "bt709", "pc", "yuv420p10le"),
    ],
)
def test_clips_of_wide_primaries(tmp_path: Path, reader: Child, tags: tuple[str, str, str, str]) -> None:
    """Colours that sRGB has keep their code values within 3."""
    path = card.wide_clip(tmp_path / "a.mov", *tags)
    assert card.faults(shown(path, reader)) == []


@pytest.mark.parametrize("transfer", ["smpte2084", "arib-std-b67"])
def test_hdr_clips_look_as_an_ordinary_camera_would_have_seen_it(
    tmp_path: Path, reader: Child, transfer: str
) -> None:
    """Colours darker than four fifths of diffuse white keep their code values within 3."""
    tags = f"setparams=color_primaries=bt2020:color_trc={transfer}:colorspace=bt2020nc:range=tv"
    path = card.card_clip(
        tmp_path / "a.mp4",
        *H264,
        filters=f"format=yuv420p10le,{tags}",
        pixels="yuv444p10le",
        raw=card.hdr_frame(transfer),
    )
    assert card.faults(shown(path, reader)) == []


@pytest.mark.parametrize(
    ("name", "codec", "pixels"), [("a.mov", "prores_ks", "yuva444p10le"), ("a.mov", "qtrle", "argb")]
)
def test_what_a_clip_hides_under_transparency_stays_hidden(
    tmp_path: Path, reader: Child, name: str, codec: str, pixels: str
) -> None:
    picture = np.dstack([card.card(), np.full(card.SIZE[::-1], 255, np.uint8)])
    picture[16:64, 100:380] = (255, 0, 255, 0)
    path = card.card_clip(
        tmp_path / name, "-c:v", codec, filters=f"format={pixels}", pixels="rgba", raw=picture.tobytes() * 5
    )
    seen = shown(path, reader)
    assert card.faults(seen, tolerance=4) == []
    assert seen[24:56, 120:360].max() <= 6
