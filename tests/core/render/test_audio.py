"""The soundtrack is the song from its start on, exactly as long as the picture."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
import soundfile

from core.canonical import file_checksum
from core.render.audio import Song, soundtrack


def clicks(path: Path, rate_hz: int, seconds: int, channels: int = 2) -> Song:
    """Write a song with a click at the start of every second, louder with each."""
    samples = np.zeros((seconds * rate_hz, channels), np.float32)
    for second in range(seconds):
        samples[second * rate_hz : second * rate_hz + rate_hz // 100] = (second + 1) / (seconds + 1)
    soundfile.write(path, samples, rate_hz)
    return Song(path, file_checksum(path), rate_hz)


def decoded(path: Path) -> tuple[np.ndarray, int]:
    with av.open(str(path)) as container:
        stream = container.streams.audio[0]
        blocks = [frame.to_ndarray()[0] for frame in container.decode(stream)]
        return np.concatenate(blocks), stream.rate


@pytest.mark.parametrize("rate_hz", [8_000, 22_050, 44_100, 48_000, 96_000])
@pytest.mark.parametrize("channels", [1, 2, 6])
def test_it_begins_where_asked_and_lasts_as_long_as_asked(
    tmp_path: Path, rate_hz: int, channels: int
) -> None:
    song = clicks(tmp_path / "song.wav", rate_hz, 6, channels)
    length_s = Fraction(73, 30)
    path = soundtrack(
        song, start_ms=1500, length_s=length_s, codec="aac", bitrate="192k", folder=tmp_path / "kept"
    )
    samples, out_hz = decoded(path)
    assert out_hz in {44_100, 48_000}
    assert abs(len(samples) / out_hz - length_s) <= 1024 / out_hz
    loud = np.flatnonzero(np.abs(samples) > 0.15)[0] / out_hz
    assert loud == pytest.approx(0.5, abs=0.004)


def test_the_sound_of_a_clip_that_starts_late_is_counted_from_its_first_sample(tmp_path: Path) -> None:
    """Beats are found in decoded samples, so the soundtrack counts these too, not time stamps."""
    song = clicks(tmp_path / "song.wav", 44_100, 4)
    late = tmp_path / "late.mp4"
    with av.open(str(song.path)) as source, av.open(str(late), "w") as target:
        picture = target.add_stream("libx264", rate=25)
        picture.width, picture.height, picture.pix_fmt = 64, 64, "yuv420p"
        sound = target.add_stream("aac", rate=44_100)
        for number in range(100):
            frame = av.VideoFrame(64, 64, "yuv420p")
            frame.pts = number
            target.mux(picture.encode(frame))
        target.mux(picture.encode(None))
        for block in source.decode(source.streams.audio[0]):
            block.pts = (block.pts or 0) + 22_050
            target.mux(sound.encode(block))
        target.mux(sound.encode(None))
    clip = Song(late, file_checksum(late), 44_100)
    path = soundtrack(clip, start_ms=500, length_s=Fraction(2), codec="aac", bitrate="192k", folder=tmp_path)
    samples, out_hz = decoded(path)
    assert np.flatnonzero(np.abs(samples) > 0.15)[0] / out_hz == pytest.approx(0.5, abs=0.03)


def test_a_song_that_names_other_files_is_opened_as_what_it_is(tmp_path: Path) -> None:
    """A playlist hidden behind an ID3 tag is heard as the mp3 it pretends to be, not followed."""
    loud = clicks(tmp_path / "loud.wav", 44_100, 4)
    quiet = tmp_path / "quiet.mp3"
    soundfile.write(quiet, np.zeros((44_100 * 3, 2), np.float32), 44_100, format="MP3")
    lines = f"#EXTM3U\n#EXTINF:3,\n{loud.path}\n#EXT-X-ENDLIST\n".encode()
    trap = tmp_path / "trap.mp3"
    trap.write_bytes(b"ID3\x04\0\0\0\0\0\0" + lines + quiet.read_bytes())
    song = Song(trap, file_checksum(trap), 44_100)
    path = soundtrack(song, start_ms=0, length_s=Fraction(2), codec="aac", bitrate="192k", folder=tmp_path)
    samples, _ = decoded(path)
    assert np.abs(samples).max() < 0.05


def test_after_the_songs_end_there_is_silence(tmp_path: Path) -> None:
    song = clicks(tmp_path / "song.wav", 44_100, 2)
    path = soundtrack(
        song, start_ms=0, length_s=Fraction(4), codec="aac", bitrate="192k", folder=tmp_path / "kept"
    )
    samples, out_hz = decoded(path)
    assert len(samples) >= 4 * out_hz
    assert np.abs(samples[int(2.2 * out_hz) :]).max() < 0.01


def test_it_is_made_once_and_kept(tmp_path: Path) -> None:
    song = clicks(tmp_path / "song.wav", 44_100, 2)
    first = soundtrack(song, start_ms=0, length_s=Fraction(1), codec="aac", bitrate="192k", folder=tmp_path)
    made = first.stat().st_mtime_ns
    again = soundtrack(song, start_ms=0, length_s=Fraction(1), codec="aac", bitrate="192k", folder=tmp_path)
    assert again == first
    assert again.stat().st_mtime_ns == made
    other = soundtrack(song, start_ms=1, length_s=Fraction(1), codec="aac", bitrate="192k", folder=tmp_path)
    assert other != first
    assert not list(tmp_path.glob("*.part"))
