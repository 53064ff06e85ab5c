"""Pictures of public bug reports are right from the files to the video, and so are forms of our own."""

import unicodedata
from itertools import groupby
from pathlib import Path

import av
import numpy as np
import pytest
import soundfile
from PIL import Image

from core.standalone.collect import PassedOver
from tests.cli.cases import Make, case, of_case, shared
from tests.cli.folders import COLOURS, FPS, Folder
from tests.make_media import clip_mp4, sounding_clip
from tests.mp4_boxes import with_edit_list

FIRST_FRAME_S = 2 / 24  # B frames push the first one back by two
EIGHT = ["red", "green", "blue", "yellow", "magenta", "cyan", "white", "orange"]


def eight_colours(path: Path) -> Path:
    """Write a clip of eight seconds, each of its own colour, with B frames."""
    options = {"preset": "ultrafast", "crf": "18", "x264-params": "keyint=12:bframes=2"}
    pictures = [np.full((90, 160, 3), COLOURS[name], np.uint8) for name in EIGHT]
    return clip_mp4(path, (160, 90), 24, 192, picture=lambda n: pictures[n // 24], options=options)


def trimmed(name: str, *shown: tuple[float, float]) -> Make:
    """Return what writes a clip that shows pieces of so many seconds from so many seconds on."""
    edits = [(length_s, begin_s + FIRST_FRAME_S) for length_s, begin_s in shown]
    return lambda folder: with_edit_list(eight_colours(folder / name), edits)


def says_shorter(header: bytes, factor: int) -> Make:
    """Return what writes a clip of which a header says a part of its length."""

    def bring(folder: Path) -> Path:
        path = eight_colours(folder / "clip.mp4")
        data = bytearray(path.read_bytes())
        at = data.index(header) + (24 if header == b"tkhd" else 20)
        data[at : at + 4] = (int.from_bytes(data[at : at + 4], "big") // factor).to_bytes(4, "big")
        path.write_bytes(data)
        return path

    return bring


@pytest.mark.parametrize(
    ("make", "duration_ms", "colours"),
    [
        # It begins with half a second of blue and ends with one of cyan: a millisecond beside a cut in a
        # clip is kept free, so both are too short for a beat, and no shot crosses such a cut.
        of_case("quicktime-trim/trim.mov", 3000, EIGHT[3:5]),
        case(trimmed("both ends.mov", (2.75, 4.25)), "both ends", 2750, EIGHT[4:7]),
        case(
            trimmed("two.mp4", (2, 1.0), (1.75, 5.0)), "two pieces", 3750, ["green", "blue", "cyan", "white"]
        ),
        of_case("mdhd-short/mdhd30.mp4", 8000, EIGHT),
        case(says_shorter(b"mdhd", 30), "mdhd a thirtieth", 8000, EIGHT),
        case(says_shorter(b"mvhd", 8), "mvhd an eighth", 8000, EIGHT),
    ],
)
def test_a_clip_is_what_it_shows_for_as_long_as_it_does(
    make: Make, duration_ms: int, colours: list[str], tmp_path: Path, song: Path, grid: Path
) -> None:
    place = tmp_path / "folder"
    place.mkdir()
    make(place)
    folder = Folder(tmp_path, song, grid, beats_per_cut=1)
    edit, frames = folder.film()
    (clip,) = edit.sources.values()
    assert clip.duration_ms == pytest.approx(duration_ms, abs=85)
    assert set(frames) == set(colours)
    longest_s = max(len(list(run)) for _, run in groupby(frames)) / FPS
    assert longest_s <= 1.5 + 1 / FPS


def motion_photo(folder: Path) -> Path:
    """Write a photo with a clip behind it, as Android's cameras do."""
    path, clip = folder / "PXL_1.MP.jpg", folder.parent / "clip.mp4"
    Image.new("RGB", (640, 480), COLOURS["green"]).save(path, quality=95)
    eight_colours(clip)
    path.write_bytes(path.read_bytes() + clip.read_bytes())
    return path


def two_pictures(folder: Path) -> Path:
    """Write a photo whose second picture is its gain map."""
    path = folder / "ultra.jpg"
    first = Image.new("RGB", (640, 480), COLOURS["green"])
    first.save(path, "MPO", save_all=True, append_images=[Image.new("L", (160, 120), 200)], quality=95)
    return path


@pytest.mark.parametrize(
    "make",
    [
        of_case("motion-photo/motion.jpg"),
        of_case("motion-photo/ultrahdr.jpg"),
        case(motion_photo, "clip behind a photo"),
        case(two_pictures, "gain map behind a photo"),
    ],
)
def test_a_photo_is_its_picture_whatever_else_it_holds(
    make: Make, tmp_path: Path, song: Path, grid: Path
) -> None:
    place = tmp_path / "folder"
    place.mkdir()
    make(place)
    edit, frames = Folder(tmp_path, song, grid).film()
    assert [source.media_type for source in edit.sources.values()] == ["image"]
    assert set(frames) == {"green"}


def second_track_decodes(name: str, codec: str, known_as: bytes, unknown: bytes) -> Make:
    """Return what writes a clip with two tracks of sound, of which no decoder knows the first."""

    def bring(folder: Path) -> Path:
        path, tracks = folder / name, ["-map", "0:v", "-map", "1:a", "-map", "1:a"]
        sounding_clip(path, "sine=f=1500:r=44100", 6, *tracks, "-c:a:0", codec, "-c:a:1", "aac")
        path.write_bytes(path.read_bytes().replace(known_as, unknown))
        return path

    return bring


@pytest.mark.parametrize(
    "make",
    [
        of_case("apac/apac2.mov"),
        case(second_track_decodes("clip.mov", "alac", b"alac", b"apac"), "apac first"),
        case(second_track_decodes("clip.mkv", "ac3", b"A_AC3", b"A_XC3"), "unknown first in Matroska"),
    ],
)
def test_a_clip_is_heard_by_its_track_that_decodes(make: Make, tmp_path: Path, grid: Path) -> None:
    place = tmp_path / "folder"
    place.mkdir()
    make(place)
    silence = tmp_path / "silence.wav"
    soundfile.write(silence, np.zeros(12 * 22_050), 22_050)
    folder = Folder(tmp_path, silence, grid)
    folder.film(clip_volume=1.0)
    with av.open(str(tmp_path / "out.mp4")) as video:
        heard = np.concatenate([frame.to_ndarray()[0] for frame in video.decode(audio=0)])
    assert np.sqrt(np.mean(heard**2)) > 0.02


@pytest.mark.parametrize(
    ("name", "colours"),
    [
        ("timezone/tz_offset", ["red", "green", "blue"]),
        ("timezone/tz_offsettime_only", ["red", "green", "blue"]),
        ("timezone/tz_none", ["red", "green", "blue"]),
        ("natural-names", ["red", "green", "blue", "yellow", "magenta"]),
        ("burst-subsec/a", ["red", "green", "blue"]),
        ("subfolders", ["red", "green", "blue"]),
    ],
)
@pytest.mark.slow
def test_folders_come_in_their_order(
    name: str, colours: list[str], tmp_path: Path, song: Path, grid: Path
) -> None:
    folder = Folder(tmp_path, song, grid, path=shared(name)(tmp_path))
    for readme in folder.path.rglob("README"):
        readme.unlink()
    assert folder.seen(len(colours)) == colours
    assert folder.refused == []


@pytest.mark.slow
def test_each_live_photo_comes_once(tmp_path: Path, song: Path, grid: Path) -> None:
    folder = Folder(tmp_path, song, grid, path=shared("live-pairs")(tmp_path))
    (folder.path / "README").unlink()
    assert folder.seen(3) == ["red", "green", "blue"]
    assert folder.passed == [PassedOver(sidecars=1, live_photos=3)]
    assert folder.refused == []


ODD_NAMES = [
    "IMG_2.jpg",
    unicodedata.normalize("NFD", "IMG_9 Grüner Bäum.jpg"),
    "IMG_10.jpg",
    "IMG_11 50% off #1?.jpg",
    "IMG_12 L'été à Łódź & <b>.jpg",
    "IMG_13 صورة.jpg",
    f"IMG_14 {'a' * 120}.jpg",
    "IMG_15 👩‍👩‍👧 \\ $(x) `y`.jpg",
]


def test_odd_names_are_names(tmp_path: Path, song: Path, grid: Path) -> None:
    folder = Folder(tmp_path, song, grid)
    for name in reversed(ODD_NAMES):
        folder.photo(name, "red")
    assert folder.order() == ODD_NAMES
    assert folder.refused == []


@pytest.mark.slow
def test_the_odd_names_of_the_report_are_names(tmp_path: Path, song: Path, grid: Path) -> None:
    folder = Folder(tmp_path, song, grid, path=shared("odd-names/files")(tmp_path))
    order = folder.order()
    assert (len(order), folder.refused) == (8, [])
    assert [name for name in order if name.startswith("IMG")] == ["IMG_2.jpg", "IMG_9.jpg", "IMG_10.jpg"]
