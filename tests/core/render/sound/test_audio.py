"""The soundtrack is the song from its start on, exactly as long as the picture."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
import soundfile

from core.hashing import file_checksum
from core.render.sound.audio import soundtrack
from core.render.sound.mix import Mix
from core.render.sound.song import Song


def clicks(path: Path, rate_hz: int, seconds: int, channels: int = 2) -> Song:
    """Write a song with a click at the start of every second, louder with each."""
    samples = np.zeros((seconds * rate_hz, channels), np.float32)
    for second in range(seconds):
        samples[second * rate_hz : second * rate_hz + rate_hz // 100] = (second + 1) / (seconds + 1)
    soundfile.write(path, samples, rate_hz)
    return Song(path, file_checksum(path), rate_hz)


def made(
    song: Song, folder: Path, length_s: Fraction, codec: str = "aac", song_start_ms: int = 0, **wanted: object
) -> Path:
    """Return the soundtrack of a video of `length_s` seconds."""
    rate_hz = song.output_rate_hz
    mix = replace(Mix(rate_hz, round(length_s * rate_hz), song_start_ms), **wanted)
    return soundtrack(song, mix, codec=codec, bitrate="192k", folder=folder)


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
    path = made(song, tmp_path, length_s, song_start_ms=1500)
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
    path = made(clip, tmp_path, Fraction(2), song_start_ms=500)
    samples, out_hz = decoded(path)
    assert np.flatnonzero(np.abs(samples) > 0.15)[0] / out_hz == pytest.approx(0.5, abs=0.03)


def test_the_sound_of_a_preview_is_in_the_same_place_with_less_work(tmp_path: Path) -> None:
    song = clicks(tmp_path / "song.wav", 44_100, 6)
    mix = Mix(song.output_rate_hz, 5 * 44_100)
    final, preview = (
        soundtrack(song, mix, codec="aac", bitrate="192k", folder=tmp_path, quick=quick)
        for quick in (False, True)
    )
    assert final != preview
    lengths = [len(decoded(path)[0]) for path in (final, preview)]
    assert lengths[0] == lengths[1]
    assert level_db(*decoded(preview), 4.0, 0.01) == pytest.approx(
        level_db(*decoded(final), 4.0, 0.01), abs=0.3
    )


def test_a_song_that_names_other_files_is_opened_as_what_it_is(tmp_path: Path) -> None:
    """A playlist hidden behind an ID3 tag is heard as the mp3 it pretends to be, not followed."""
    loud = clicks(tmp_path / "loud.wav", 44_100, 4)
    quiet = tmp_path / "quiet.mp3"
    soundfile.write(quiet, np.zeros((44_100 * 3, 2), np.float32), 44_100, format="MP3")
    lines = f"#EXTM3U\n#EXTINF:3,\n{loud.path}\n#EXT-X-ENDLIST\n".encode()
    trap = tmp_path / "trap.mp3"
    trap.write_bytes(b"ID3\x04\0\0\0\0\0\0" + lines + quiet.read_bytes())
    song = Song(trap, file_checksum(trap), 44_100)
    path = made(song, tmp_path, Fraction(2))
    samples, _ = decoded(path)
    assert np.abs(samples).max() < 0.05


def test_after_the_songs_end_there_is_silence(tmp_path: Path) -> None:
    song = clicks(tmp_path / "song.wav", 44_100, 2)
    path = made(song, tmp_path, Fraction(4))
    samples, out_hz = decoded(path)
    assert len(samples) >= 4 * out_hz
    assert np.abs(samples[int(2.2 * out_hz) :]).max() < 0.01


def test_it_is_made_once_and_kept(tmp_path: Path) -> None:
    song = clicks(tmp_path / "song.wav", 44_100, 2)
    first = made(song, tmp_path, Fraction(1))
    then = first.stat().st_mtime_ns
    again = made(song, tmp_path, Fraction(1))
    assert again == first
    assert again.stat().st_mtime_ns == then
    other = made(song, tmp_path, Fraction(1), song_start_ms=1)
    assert other != first
    assert not list(tmp_path.glob("*.part"))


def level_db(samples: np.ndarray, rate_hz: int, at_s: float, length_s: float = 0.1) -> float:
    """Return the power of a stretch in dB below full scale."""
    stretch = samples[round(at_s * rate_hz) : round((at_s + length_s) * rate_hz)].astype(float)
    return float(10 * np.log10(np.mean(stretch**2) + 1e-12))


def tone(path: Path, seconds: float, amplitude: float = 0.25, rate_hz: int = 48_000) -> Song:
    time_s = np.arange(round(seconds * rate_hz)) / rate_hz
    soundfile.write(path, np.outer(amplitude * np.sin(2 * np.pi * 440 * time_s), [1, 1]), rate_hz)
    return Song(path, file_checksum(path), rate_hz)


def test_fades_are_straight_lines_from_and_to_silence(tmp_path: Path) -> None:
    song = tone(tmp_path / "song.wav", 10)
    plain, rate_hz = decoded(made(song, tmp_path, Fraction(8)))
    faded, _ = decoded(made(song, tmp_path, Fraction(8), fade_in_ms=2000, fade_out_ms=4000))
    for at_s, share in [(0.5, 0.275), (1.0, 0.525), (3.0, 1.0), (5.0, 0.7375), (6.0, 0.4875), (7.9, 0.0125)]:
        wanted = level_db(plain, rate_hz, at_s) + 20 * np.log10(share)
        assert level_db(faded, rate_hz, at_s) == pytest.approx(wanted, abs=0.5 if share > 0.1 else 3)


def test_fades_longer_than_the_video_do_no_harm(tmp_path: Path) -> None:
    song = tone(tmp_path / "song.wav", 3)
    faded, rate_hz = decoded(made(song, tmp_path, Fraction(2), fade_in_ms=30_000, fade_out_ms=30_000))
    assert level_db(faded, rate_hz, 0) < level_db(faded, rate_hz, 1) > level_db(faded, rate_hz, 1.9)


def test_without_wishes_the_song_is_as_loud_as_it_is(tmp_path: Path) -> None:
    song = tone(tmp_path / "song.wav", 4)
    samples, rate_hz = decoded(made(song, tmp_path, Fraction(3), codec="pcm_s16le"))
    original = soundfile.read(song.path, dtype="int16")[0][: 3 * rate_hz]
    assert np.abs(samples.reshape(-1, 2).astype(int) - original).max() <= 1


def test_a_shortened_song_plays_its_pieces_one_after_the_other(tmp_path: Path) -> None:
    song = clicks(tmp_path / "song.wav", 44_100, 9)
    pieces = ((1000, 2000), (5000, 1000), (7000, 1000))
    path = made(song, tmp_path, Fraction(4), song_start_ms=1000, song_pieces=pieces)
    samples, rate_hz = decoded(path)
    assert abs(len(samples) / rate_hz - 4) <= 1024 / rate_hz
    heard = {second: np.abs(samples[round(second * rate_hz) :][: rate_hz // 50]).max() for second in range(4)}
    assert heard == pytest.approx({0: 0.2, 1: 0.3, 2: 0.6, 3: 0.8}, abs=0.06)
    onset = np.flatnonzero(np.abs(samples[rate_hz * 3 // 2 :]) > 0.3)[0] / rate_hz + 1.5
    assert onset == pytest.approx(2, abs=0.004)
