"""What went wrong in public bug reports is right from the files to the video, in forms of our own as well."""

import shutil
import unicodedata
from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray
from PIL import Image

from core.music.grid.beat_grid import BeatGrid
from core.standalone.collect import PassedOver
from core.standalone.make import save_edl
from tests.cli.folders import COLOURS, FPS, Folder
from tests.core.media import songs
from tests.core.music.click_tracks import click_track, write_song
from tests.make_media import clip_mp4, sounding_clip
from tests.mp4_boxes import with_edit_list
from tests.videocheck import faults

Make = Callable[[Path], Path]
FIRST_FRAME_S = 2 / 24  # B frames push the first one back by two
EIGHT = ["red", "green", "blue", "yellow", "magenta", "cyan", "white", "orange"]


def eight_colours(path: Path) -> Path:
    """Write a clip of eight seconds, each of its own colour, with B frames."""
    options = {"preset": "ultrafast", "crf": "18", "x264-params": "keyint=12:bframes=2"}
    pictures = [np.full((90, 160, 3), COLOURS[name], np.uint8) for name in EIGHT]
    return clip_mp4(path, (160, 90), 24, 192, picture=lambda n: pictures[n // 24], options=options)


def shared(name: str) -> Make:
    """Return what brings a file of the collection of cases, or skips the test."""

    def bring(folder: Path) -> Path:
        cases = Path(__file__).resolve().parents[3] / "shared" / "data" / "cases"
        if not cases.is_dir():
            pytest.skip("needs the cases beside the checkout (../shared/data)")
        target = folder / Path(name).name
        if (cases / name).is_dir():
            shutil.copytree(cases / name, target)
        else:
            shutil.copy(cases / name, target)
        return target

    return bring


QUICK = {"both ends", "apac first", "clip behind a photo", "WAV of size -1"}


def case(make: Make, name: str, *expected: object) -> object:
    """Return a case; but for a few they are slow, and the modules have quick tests of the same kinds."""
    return pytest.param(make, *expected, id=name, marks=() if name in QUICK else pytest.mark.slow)


def of_case(name: str, *expected: object) -> object:
    return case(shared(name), name, *expected)


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
        of_case("quicktime-trim/trim.mov", 3000, EIGHT[2:6]),
        case(trimmed("both ends.mov", (2.5, 4.5)), "both ends", 2500, EIGHT[4:7]),
        case(
            trimmed("two.mp4", (2, 1.0), (1.5, 5.0)), "two pieces", 3500, ["green", "blue", "cyan", "white"]
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


def leading_silence(folder: Path) -> Path:
    music = np.concatenate([np.zeros(20 * 44_100), click_track(112, 15)])
    return write_song(folder / "song.flac", music)


def quiet(folder: Path) -> Path:
    return write_song(folder / "song.flac", click_track(112, 15, 0.2) / 1000, subtype="PCM_24")


def quieter_in_ogg(folder: Path) -> Path:
    return songs.converted(quiet(folder), folder / "song.ogg")


def joined(*parts: tuple[float, float]) -> Make:
    """Return what writes a song of parts with so many BPM and seconds."""
    return lambda folder: write_song(
        folder / "song.flac", np.concatenate([click_track(bpm, seconds) for bpm, seconds in parts])
    )


@pytest.mark.parametrize(
    ("make", "seconds", "bpm"),
    [
        of_case("mp3-length-lies/vbr_noxing.mp3", 16.0, 120),
        of_case("mp3-length-lies/small_vbr_noxing.mp3", 100.0, None),
        of_case("mp3-length-lies/xing_half.mp3", 16.0, 120),
        of_case("mp3-length-lies/xing_ten.mp3", 16.0, 120),
        of_case("wav-size-zero/stream_0.wav", 8.0, None),
        of_case("vbr-seek-browser/small_vbr_xing.mp3", 100.0, None),
        of_case("mono-level/mo.wav", 8.0, None),
        of_case("apac/apac1.mov", 8.0, None),
        of_case("apac/apac2.mov", 8.0, None),
        of_case("quiet-master/quiet.flac", 20.0, 112),
        of_case("silent-intro/intro.ogg", 60.0, 112),
        of_case("tempo-change/change.ogg", 60.0, None),
        case(songs.vbr_without_xing, "VBR without Xing", 6.0, 120),
        case(lambda folder: songs.xing_says(folder, 1 / 3), "Xing says a third", 6.0, 120),
        case(lambda folder: songs.wav_with_sizes(folder, 2**32 - 1, 2**32 - 1), "WAV of size -1", 6.0, 120),
        case(leading_silence, "20 s of silence first", 35.0, 112),
        case(quiet, "clicks at -60 dB", 15.0, 112),
        case(quieter_in_ogg, "clicks at -60 dB in Ogg", 15.0, 112),
        case(joined((100, 20), (150, 20)), "a tempo that rises", 40.0, None),
        case(joined((150, 12), (96, 20)), "a tempo that falls", 32.0, None),
    ],
)
def test_a_video_is_as_long_as_its_song_with_every_cut_on_a_beat(
    make: Make, seconds: float, bpm: float | None, tmp_path: Path
) -> None:
    folder = Folder(tmp_path, make(tmp_path), None)
    for number, colour in enumerate(("red", "green", "yellow", "blue")):
        folder.photo(f"{number}.jpg", colour)
    edit, frames = folder.film()
    assert len(frames) / FPS == pytest.approx(seconds, abs=0.06 + 1 / FPS)
    grid_file = next(folder.desk.rglob("beats.json"))
    save_edl(edit, tmp_path / "edl.json")
    assert faults(tmp_path / "out.mp4", tmp_path / "edl.json", grid_file) == []
    grid = BeatGrid.model_validate_json(grid_file.read_bytes())
    assert grid.duration_ms == pytest.approx(1000 * seconds, abs=60)
    if bpm is not None:
        assert grid.bpm == pytest.approx(bpm, abs=0.5)


@pytest.mark.parametrize(
    "make",
    [
        of_case("mono-level/mo.wav"),
        case(lambda folder: songs.surround(folder / "mono.flac", "mono", 1, 0.3, 8), "mono FLAC"),
        case(lambda folder: songs.surround(folder / "mono.mka", "mono", 1, 0.3, 8), "mono in Matroska"),
    ],
)
def test_a_mono_song_is_as_loud_in_the_video(make: Make, tmp_path: Path, grid: Path) -> None:
    folder = Folder(tmp_path, make(tmp_path), grid)
    folder.photo("a.jpg", "red")
    folder.film()
    own, video = (
        10 * np.log10(np.mean(heard_in(path) ** 2, axis=1)) for path in (folder.song, tmp_path / "out.mp4")
    )
    assert video.tolist() == pytest.approx([own[0], own[0]], abs=0.3)


def heard_in(path: Path) -> NDArray[Any]:
    """Return the middle of what is heard in a file, (channels, samples)."""
    with av.open(str(path)) as container:
        floats = av.AudioResampler("fltp")
        planes = [one.to_ndarray() for frame in container.decode(audio=0) for one in floats.resample(frame)]
    return np.concatenate(planes, axis=1)[:, 48_000:192_000]
