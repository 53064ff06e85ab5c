"""Every song is as long as what decodes of it, and what is played of it has that length and true times."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import songs
import soundfile

from core.errors import SoundFormatUnknownError
from core.media.probe import inspect
from core.media.songs.song_facts import SongReading
from core.media.songs.song_reading import read_song_file
from core.music.decode import decode
from core.music.song_files import write_song_files
from tests.bytes_read import bytes_read, only_where_counted

CLOSE_MS = 60
Make = Callable[[Path], Path]

LIARS: dict[str, tuple[Make, float]] = {
    "VBR without Xing": (songs.vbr_without_xing, 6),
    "CBR without a header": (songs.constant_without_header, 6),
    "Xing says a third": (lambda folder: songs.xing_says(folder, 1 / 3), 6),
    "Xing says ten times": (lambda folder: songs.xing_says(folder, 10), 6),
    # To a decoder the second file's header frame and its encoder's delay are 71 ms of sound.
    "joined MP3s": (songs.joined_mp3, 12.07),
    "two ID3 tags": (songs.two_id3_tags, 6),
    "MP3 with a cover": (lambda folder: songs.with_cover(folder, "cover.mp3"), 6),
    "M4A with a cover": (lambda folder: songs.with_cover(folder, "cover.m4a"), 6),
    "chained Vorbis": (lambda folder: songs.chained_ogg(folder, "libvorbis"), 6),
    "chained Opus": (lambda folder: songs.chained_ogg(folder, "libopus"), 6),
    "FLAC of unknown length": (songs.flac_of_unknown_length, 6),
    "WAV of size 0": (lambda folder: songs.wav_with_sizes(folder, 0, 0), 6),
    "WAV of size -1": (lambda folder: songs.wav_with_sizes(folder, 2**32 - 1, 2**32 - 1), 6),
    "WAV that says half": (lambda folder: songs.wav_with_sizes(folder, 132_336, 132_300), 3),
    "RF64": (songs.rf64, 6),
    "first track unknown": (songs.first_track_unknown, 6),
}


def read(path: Path, copy: Path) -> SongReading:
    return SongReading.model_validate(read_song_file(str(path), path.name, str(copy)))


@pytest.mark.parametrize("kind", LIARS)
def test_probe_beats_and_what_is_played_agree_on_the_length(kind: str, tmp_path: Path) -> None:
    make, seconds = LIARS[kind]
    song, copy = make(tmp_path), tmp_path / "copy.flac"
    reading = read(song, copy)
    played = soundfile.info(copy if reading.copied else song)
    assert reading.damaged_ms == 0
    assert reading.duration_ms == pytest.approx(1000 * seconds, abs=CLOSE_MS)
    assert decode(song).duration_ms == inspect(str(song), song.name)["duration_ms"] == reading.duration_ms
    assert played.duration * 1000 == pytest.approx(reading.duration_ms, abs=1)


@pytest.mark.parametrize("name", ["plain.wav", "plain.flac", "float.wav", "fine.wav"])
def test_sound_files_with_true_headers_are_played_as_they_are(name: str, tmp_path: Path) -> None:
    samples, rate_hz = soundfile.read(songs.plain(tmp_path))
    path = tmp_path / name
    soundfile.write(path, samples, rate_hz, {"float.wav": "FLOAT", "fine.wav": "PCM_24"}.get(name))
    copy = tmp_path / "copy.flac"
    assert not read(path, copy).copied
    assert not copy.exists()


@only_where_counted
@pytest.mark.parametrize("name", ["song.flac", "song.mp3", "song.ogg", "song.m4a"])
def test_a_song_is_decoded_once(name: str, tmp_path: Path) -> None:
    """Beats, waveform and copy come of one way through the file, whatever library goes it.

    What a longer song costs beyond a shorter one is counted, without what is looked at to begin with.
    """
    read, sizes = [], []
    for seconds in (2.0, 10.0, 30.0):  # the first of all loads what is needed once
        song = songs.converted(songs.noise(tmp_path / "noise.wav", seconds), tmp_path / f"{seconds}-{name}")
        before = bytes_read()
        write_song_files(str(song), str(tmp_path), song.name, checksum="0" * 64)
        read.append(bytes_read() - before)
        sizes.append(song.stat().st_size)
    assert 0.6 < (read[2] - read[1]) / (sizes[2] - sizes[1]) < 1.3


@pytest.mark.parametrize("name", ["song.flac", "song.mp3", "song.ogg", "song.mka", "song.wav"])
@pytest.mark.parametrize("where", [0.35, 0.6])
def test_damage_in_the_middle_is_never_an_early_end(name: str, where: float, tmp_path: Path) -> None:
    whole = songs.converted(songs.noise(tmp_path / "noise.wav"), tmp_path / f"whole-{name}")
    song = songs.flipped(whole, where)
    copy = tmp_path / "copy.flac"
    reading = read(song, copy)
    assert reading.duration_ms == pytest.approx(6000, abs=250)
    played = soundfile.info(copy if reading.copied else song)
    assert played.duration * 1000 == pytest.approx(reading.duration_ms, abs=1)


@pytest.mark.parametrize("cut", [slice(0.4, 0.45), slice(0.2, 0.22)])
def test_what_is_lost_of_a_flac_is_silent_and_said_and_the_rest_stays_in_time(
    cut: slice, tmp_path: Path
) -> None:
    song = songs.converted(songs.noise(tmp_path / "noise.wav"), tmp_path / "song.flac")
    data = song.read_bytes()
    size = len(data)
    song.write_bytes(
        data[: int(size * cut.start)]
        + bytes(int(size * (cut.stop - cut.start)))
        + data[int(size * cut.stop) :]
    )
    reading = read(song, tmp_path / "copy.flac")
    assert reading.copied
    assert 50 < reading.damaged_ms < 700
    heard, _ = soundfile.read(tmp_path / "copy.flac")
    whole, _ = soundfile.read(tmp_path / "noise.wav")
    assert len(heard) == pytest.approx(len(whole), abs=10)
    assert np.abs(heard[-44_100:] - whole[-44_100:]).max() < 0.001


def test_the_first_track_that_decodes_is_heard(tmp_path: Path) -> None:
    reading = read(songs.first_track_unknown(tmp_path), tmp_path / "copy.flac")
    assert (reading.stream, reading.copied) == (1, True)


def test_sound_that_nobody_decodes_is_not_called_damaged(tmp_path: Path) -> None:
    path = songs.converted(songs.plain(tmp_path), tmp_path / "song.m4a", "-c:a", "alac")
    path.write_bytes(path.read_bytes().replace(b"alac", b"apac"))
    with pytest.raises(SoundFormatUnknownError, match="in a format that BeatStitch can't decode"):
        read(path, tmp_path / "copy.flac")


CASES = {
    "mp3-length-lies/vbr_noxing.mp3": 16.0,
    "mp3-length-lies/small_vbr_noxing.mp3": 100.0,
    "mp3-length-lies/xing_half.mp3": 16.0,
    "mp3-length-lies/xing_ten.mp3": 16.0,
    "wav-size-zero/stream_0.wav": 8.0,
    "vbr-seek-browser/small_vbr_xing.mp3": 100.0,
    "mono-level/mo.wav": 8.0,
    "apac/apac1.mov": 8.0,
    "apac/apac2.mov": 8.0,
    "quiet-master/quiet.flac": 20.0,
    "silent-intro/intro.ogg": 60.0,
    "tempo-change/change.ogg": 60.0,
}


@pytest.mark.parametrize("name", CASES)
def test_the_songs_of_bug_reports_have_their_true_lengths(
    shared_data: Path, name: str, tmp_path: Path
) -> None:
    reading = read(shared_data / "cases" / name, tmp_path / "copy.flac")
    assert reading.duration_ms == pytest.approx(1000 * CASES[name], abs=CLOSE_MS)
    assert reading.damaged_ms == 0
