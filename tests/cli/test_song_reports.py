"""Videos of songs from bug reports: as long as the song, cut on its beats, as loud; also forms of our own."""

from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from core.music.grid.beat_grid import BeatGrid
from core.standalone.edit_files import save_edl
from tests.cli.cases import Make, case, of_case
from tests.cli.folders import FPS, Folder
from tests.core.media import songs
from tests.core.music.click_tracks import click_track, write_song
from tests.videocheck import faults


def leading_silence(folder: Path) -> Path:
    music = np.concatenate([np.zeros(20 * 44_100), click_track(112, 15)])
    return write_song(folder / "song.flac", music)


def quiet(folder: Path) -> Path:
    return write_song(folder / "song.flac", click_track(112, 15, 0.2) / 1000, subtype="PCM_24")


def quieter_in_ogg(folder: Path) -> Path:
    return songs.converted(quiet(folder), folder / "song.ogg")


ANY_BPM = (30, 300)


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
    grid_file = next(folder.workdir.rglob("beats.json"))
    save_edl(edit, tmp_path / "edl.json")
    assert faults(tmp_path / "out.mp4", tmp_path / "edl.json", grid_file) == []
    grid = BeatGrid.model_validate_json(grid_file.read_bytes())
    assert grid.duration_ms == pytest.approx(1000 * seconds, abs=60)
    lowest, highest = (bpm - 0.5, bpm + 0.5) if bpm is not None else ANY_BPM
    assert lowest <= grid.bpm <= highest


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
