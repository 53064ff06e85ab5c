"""Anything with sound in it becomes mono samples; what has none is refused with a clear sentence."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from core.errors import (
    FileEmptyError,
    FileMissingError,
    FormatUnknownError,
    FormatUnsafeError,
    NoSoundError,
    TooLongError,
    TooShortError,
)
from core.music.decode import ANALYSIS_RATE_HZ, decode
from core.sandbox.ffmpeg import run
from core.settings import settings
from tests.core.music.click_tracks import RATE_HZ, click_track, write_song


def convert(source: Path, target: Path, *options: str) -> Path:
    run(["-i", f"file:{source}", *options, f"file:{target}"], time_limit_s=30)
    return target


def loudest_at_s(samples: np.ndarray) -> float:
    return int(np.argmax(np.abs(samples))) / ANALYSIS_RATE_HZ


@pytest.fixture
def song(tmp_path: Path) -> Path:
    """Two seconds of silence with one click at 1.25 s."""
    samples = np.zeros(2 * RATE_HZ)
    samples[round(1.25 * RATE_HZ) :][:200] = 0.8 * np.hanning(200)
    return write_song(tmp_path / "song.wav", samples)


@pytest.mark.parametrize(
    ("name", "subtype"),
    [
        ("u8.wav", "PCM_U8"),
        ("s16.wav", "PCM_16"),
        ("s24.wav", "PCM_24"),
        ("f32.wav", "FLOAT"),
        ("a.flac", None),
        ("a.ogg", None),
        ("a.mp3", None),
        ("a.aiff", None),
    ],
)
def test_what_libsndfile_writes_decodes_to_the_same_moment(
    tmp_path: Path, song: Path, name: str, subtype: str | None
) -> None:
    samples, rate_hz = soundfile.read(song)
    sound = decode(write_song(tmp_path / name, samples, subtype=subtype, rate_hz=rate_hz))
    assert sound.sample_rate == RATE_HZ
    # FFmpeg's Vorbis decoder begins with the first sample but ends on a block, up to 23 ms beside the last.
    assert sound.duration_ms == pytest.approx(2000, abs={"a.mp3": 60, "a.ogg": 25}.get(name, 0))
    assert loudest_at_s(sound.samples) == pytest.approx(
        1.25 + 100 / RATE_HZ, abs=0.03 if name == "a.mp3" else 0.002
    )


@pytest.mark.parametrize("name", ["a.m4a", "a.aac", "a.mka", "a.wma", "a.ac3"])
def test_other_formats_decode_through_ffmpeg(tmp_path: Path, song: Path, name: str) -> None:
    sound = decode(convert(song, tmp_path / name))
    assert sound.sample_rate == RATE_HZ
    assert sound.duration_ms == pytest.approx(2000, abs=90)
    assert loudest_at_s(sound.samples) == pytest.approx(1.25, abs=0.06)


def test_the_sound_of_a_video_is_its_first_audio_stream(tmp_path: Path, song: Path) -> None:
    video = convert(song, tmp_path / "clip.mp4", "-f", "lavfi", "-i", "color=s=64x64:d=2", "-shortest")
    assert decode(video).duration_ms == pytest.approx(2000, abs=60)


def test_a_video_without_sound_says_so(tmp_path: Path) -> None:
    video = tmp_path / "silent.mp4"
    run(["-f", "lavfi", "-i", "color=s=64x64:d=2", f"file:{video}"], time_limit_s=30)
    with pytest.raises(NoSoundError, match=r"silent\.mp4 has no sound"):
        decode(video)


def test_channels_are_averaged(tmp_path: Path) -> None:
    left, right = np.full(RATE_HZ, 0.6), np.full(RATE_HZ, 0.2)
    sound = decode(write_song(tmp_path / "stereo.wav", np.stack([left, right], axis=1)))
    assert sound.samples[5000:15000] == pytest.approx(0.4, abs=1e-3)


def test_resampling_in_blocks_leaves_no_seams(tmp_path: Path) -> None:
    t = np.arange(20 * 48000) / 48000
    path = write_song(
        tmp_path / "tone.wav", 0.5 * np.sin(2 * np.pi * 1000 * t), subtype="FLOAT", rate_hz=48000
    )
    sound = decode(path)
    expected = 0.5 * np.sin(2 * np.pi * 1000 * np.arange(len(sound.samples)) / ANALYSIS_RATE_HZ)
    assert len(sound.samples) == 20 * ANALYSIS_RATE_HZ
    assert np.abs(sound.samples - expected)[1000:-1000].max() < 1e-3


def test_what_is_not_a_number_is_silence(tmp_path: Path) -> None:
    samples = np.full(2 * RATE_HZ, np.nan)
    samples[1000], samples[2000] = np.inf, -np.inf
    sound = decode(write_song(tmp_path / "nan.wav", samples, subtype="FLOAT"))
    assert not sound.samples.any()


def test_a_name_ending_in_raw_is_judged_by_its_content(tmp_path: Path, song: Path) -> None:
    assert decode(song.rename(tmp_path / "song.raw")).duration_ms == 2000


@pytest.mark.parametrize("name", ["cut.flac", "cut.mp3", "cut.ogg", "cut.wav"])
def test_a_file_that_breaks_off_is_used_as_far_as_it_goes(tmp_path: Path, name: str) -> None:
    noise = np.random.default_rng(0).normal(0, 0.1, 6 * RATE_HZ)
    path = write_song(tmp_path / name, noise)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert 2000 < decode(path).duration_ms < 4000


def test_a_song_has_at_least_one_second(tmp_path: Path) -> None:
    assert decode(write_song(tmp_path / "one.wav", np.zeros(RATE_HZ))).duration_ms == 1000
    with pytest.raises(TooShortError, match=r"too short for a song: 0\.9 s"):
        decode(write_song(tmp_path / "less.wav", np.zeros(RATE_HZ * 9 // 10)))


def test_a_song_has_at_most_the_configured_length(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings(), "max_duration_s", 3)
    with pytest.raises(TooLongError, match="too long"):
        decode(write_song(tmp_path / "long.wav", click_track(120, 4)))


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", FileEmptyError),
        (b"just some text, no song\n" * 100, FormatUnknownError),
        (b"#EXTM3U\n#EXTINF:2,\nsong.wav\n#EXT-X-ENDLIST\n", FormatUnsafeError),
        (b"ffconcat version 1.0\nfile song.wav\n", FormatUnsafeError),
    ],
)
def test_what_is_no_song_is_refused(song: Path, content: bytes, error: type[Exception]) -> None:
    path = song.with_name("upload.mp3")
    path.write_bytes(content)
    with pytest.raises(error, match=r"upload\.mp3"):
        decode(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileMissingError, match=r"gone\.mp3 was not found"):
        decode(tmp_path / "gone.mp3")


@pytest.mark.parametrize(
    ("name", "duration_ms"),
    [
        ("aud-mp3/with-attached-pic.mp3", 1007),
        ("aud-mp3/bear-id3.mp3", 2808),
        ("aud-m4a/full.alac.m4a", 1000),
        ("aud-flac/bear_with_picture.flac", 2741),
        ("aud-opus/m_click120.opus", 6000),
        ("aud-aac/sample.aac", 16064),
    ],
)
def test_real_files_last_as_long_as_they_decode(shared_data: Path, name: str, duration_ms: int) -> None:
    assert decode(shared_data / "media" / name).duration_ms == duration_ms
