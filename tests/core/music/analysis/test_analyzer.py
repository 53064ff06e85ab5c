"""A song becomes the seed's beats.json: the same each time, and honest where there are no beats."""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from core.errors import TooShortError
from core.music.analysis.analyzer import analyze
from core.music.grid.beat_grid import load_grid
from core.music.song_files import write_song_files
from core.sandbox.worker_process import Child
from tests.core.music.click_tracks import RATE_HZ, band, click_track, write_song
from tests.permitted import permitted

SECONDS = 12
T = np.arange(SECONDS * RATE_HZ) / RATE_HZ
RNG = np.random.default_rng(7)


def speech() -> np.ndarray:
    """Syllables of irregular length, pitch and loudness with pauses between phrases."""
    song, time_s = RNG.normal(0, 0.001, len(T)), 0.3
    while time_s < SECONDS - 1:
        length = int(RNG.uniform(0.08, 0.3) * RATE_HZ)
        t = np.arange(length) / RATE_HZ
        pitch_hz = RNG.uniform(90, 160)
        voiced = sum(np.sin(2 * np.pi * pitch_hz * k * t) / k for k in range(1, 20))
        sound = voiced if RNG.random() < 0.75 else RNG.normal(0, 0.5, length)
        start = int(time_s * RATE_HZ)
        song[start : start + length] += 0.2 * RNG.uniform(0.3, 1) * sound * np.hanning(length)
        time_s += length / RATE_HZ + (RNG.uniform(0, 0.08) if RNG.random() < 0.8 else RNG.uniform(0.3, 0.9))
    return song


BEATLESS = {
    "silence": np.zeros_like(T),
    "noise": RNG.normal(0, 0.1, len(T)),
    "brown noise": np.cumsum(RNG.normal(0, 0.001, len(T))),
    "a tone": 0.5 * np.sin(2 * np.pi * 440 * T),
    "a tremolo": 0.3 * np.sin(2 * np.pi * 440 * T) * (1 + 0.5 * np.sin(2 * np.pi * 5 * T)),
    "a constant": np.full_like(T, 0.5),
    "speech": speech(),
    "one second of noise": RNG.normal(0, 0.1, RATE_HZ),
}


def test_the_grid_says_what_the_seed_asks_for(tmp_path: Path) -> None:
    path = write_song(tmp_path / "song.flac", band(120, 20, 4))
    grid = analyze(path)
    written = json.loads(grid.model_dump_json())
    assert list(written) == [
        "version",
        "analyzer",
        "analyzed_at",
        "audio_file_checksum",
        "sample_rate",
        "duration_ms",
        "bpm",
        "bpm_confidence",
        "time_signature",
        "beats",
        "measures",
    ]
    assert grid.audio_file_checksum == f"sha256:{sha256(path.read_bytes()).hexdigest()}"
    assert (grid.analyzer, grid.sample_rate, grid.duration_ms) == ("beatstitch", RATE_HZ, 20_000)
    assert grid.bpm == pytest.approx(120, abs=0.5)
    assert grid.time_signature == "4/4"
    assert grid.measures[0].start_ms <= 20
    assert all(beat.confidence == round(beat.confidence, 3) for beat in grid.beats)


@pytest.mark.parametrize("kind", BEATLESS)
def test_what_has_no_beats_gets_an_even_grid_marked_as_such(tmp_path: Path, kind: str) -> None:
    grid = analyze(write_song(tmp_path / "song.wav", BEATLESS[kind], subtype="FLOAT"))
    assert grid.fallback
    assert grid.bpm == 120
    assert grid.bpm_confidence <= 0.1
    assert all(beat.confidence <= 0.1 for beat in grid.beats)
    assert set(np.diff(grid.times_ms)) == {500}


@pytest.mark.parametrize("seconds", [1.0, 1.3, 2.0, 3.0])
def test_very_short_songs_have_beats_on_their_clicks(tmp_path: Path, seconds: float) -> None:
    grid = analyze(write_song(tmp_path / "song.wav", click_track(120, seconds)))
    expected_ms = np.arange(0, seconds * 1000 - 50, 500)
    times_ms = np.array(grid.times_ms)
    assert np.abs(times_ms[:, None] - expected_ms).min(axis=0).max() <= 10
    assert times_ms[-1] < grid.duration_ms == seconds * 1000


def test_long_silence_around_a_song_does_not_hide_its_beats(tmp_path: Path) -> None:
    silence = np.zeros(60 * RATE_HZ)
    grid = analyze(write_song(tmp_path / "song.flac", np.concatenate([silence, band(120, 15, 4), silence])))
    times_ms = np.array(grid.times_ms)
    expected_ms = 60_000 + np.arange(0, 14_900, 500)
    assert not grid.fallback
    assert np.abs(times_ms[:, None] - expected_ms).min(axis=0).max() <= 20
    assert grid.bpm == pytest.approx(120, abs=0.5)


def test_equal_files_give_equal_grids(tmp_path: Path) -> None:
    song = band(110, 10, 3)
    one = analyze(write_song(tmp_path / "one.wav", song))
    other = analyze(write_song(tmp_path / "other.wav", song))
    assert one.checksum == other.checksum


def test_loudness_changes_no_beat(tmp_path: Path) -> None:
    song = band(128, 10, 4)
    loud = analyze(write_song(tmp_path / "loud.wav", song, subtype="FLOAT"))
    quiet = analyze(write_song(tmp_path / "quiet.wav", song / 30, subtype="FLOAT"))
    assert quiet.times_ms == loud.times_ms


def test_progress_rises_from_nothing_to_all(tmp_path: Path) -> None:
    told: list[tuple[str, float]] = []
    path = write_song(tmp_path / "song.wav", click_track(120, 3))
    analyze(path, on_phase=lambda phase, share: told.append((phase, share)))
    shares = [share for _, share in told]
    assert [phase for phase, _ in told][:3] == ["decoding", "listening", "tracking"]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0, 1)


def test_nothing_is_written_when_there_is_no_song(tmp_path: Path) -> None:
    path = write_song(tmp_path / "song.aiff", np.zeros(1000))
    found = tmp_path / "found"
    found.mkdir()
    with pytest.raises(TooShortError):
        write_song_files(str(path), str(found), "song.aiff")
    assert list(found.iterdir()) == []


def test_it_runs_under_the_limits_of_the_sandbox_and_reports_its_progress(tmp_path: Path) -> None:
    path = write_song(tmp_path / "song.wav", click_track(100, 6))
    events: list[dict[str, object]] = []
    with Child(permissions=permitted(tmp_path)) as child:
        child.call(
            "core.music.song_files:write_song_files",
            str(path),
            str(tmp_path),
            "song.wav",
            timeout_s=120,
            on_event=events.append,
        )
    assert len(load_grid(tmp_path / "beats.json").beats) == 10
    assert events[0] == {"phase": "decoding", "share": 0.0}
    assert events[-1] == {"phase": "tracking", "share": 1.0}


@pytest.mark.parametrize(
    ("bpm", "before_s", "within_s", "after_s"),
    [(112, 20, 0, 0), (123.5, 45, 0, 0), (96, 0, 25, 0), (140, 0, 0, 40), (104, 15, 12, 15)],
)
def test_silence_does_not_change_the_tempo(
    tmp_path: Path, bpm: float, before_s: int, within_s: int, after_s: int
) -> None:
    music = click_track(bpm, 24)
    silences = [np.zeros(seconds * RATE_HZ) for seconds in (before_s, within_s, after_s)]
    song = np.concatenate([silences[0], music, silences[1], music, silences[2]])
    grid = analyze(write_song(tmp_path / "song.flac", song))
    assert grid.bpm == pytest.approx(bpm, abs=0.5)
    heard_s = [beat.time_ms / 1000 for beat in grid.beats if beat.confidence > 0]
    assert not grid.fallback
    assert min(heard_s) >= before_s - 2
    assert max(heard_s) <= before_s + 48 + within_s + 2


def hiss(seconds: float) -> np.ndarray:
    return np.random.default_rng(1).normal(0, 1e-4, round(seconds * RATE_HZ))


@pytest.mark.parametrize(
    ("before_s", "pause_s", "after_s"), [(45.1, 0, 0), (0, 0, 45), (0, 30, 0), (20, 15, 8.3)]
)
@pytest.mark.parametrize("quiet", [hiss, lambda seconds: np.zeros(round(seconds * RATE_HZ))])
def test_the_grid_of_a_song_among_silence_is_that_of_the_song_alone(
    tmp_path: Path,
    before_s: float,
    pause_s: float,
    after_s: float,
    quiet: Callable[[float], np.ndarray],
) -> None:
    """Two beats of it could be taken for one."""
    music = band(164, 24, 4)
    repeated = [music, quiet(pause_s), music] if pause_s else [music]
    alone = analyze(write_song(tmp_path / "alone.wav", music))
    grid = analyze(
        write_song(tmp_path / "song.wav", np.concatenate([quiet(before_s), *repeated, quiet(after_s)]))
    )
    assert grid.bpm == pytest.approx(alone.bpm, rel=0.002)
    heard_ms = np.array([beat.time_ms - 1000 * before_s for beat in grid.beats if beat.confidence > 0])
    heard_ms = heard_ms[(heard_ms > 1000) & (heard_ms < 23_000)]
    expected_ms = np.array(alone.times_ms)
    assert np.abs(heard_ms[:, None] - expected_ms).min(axis=1).max() <= 10
    assert len(grid.beats) == pytest.approx(grid.duration_ms / 60_000 * grid.bpm, abs=3)


@pytest.mark.parametrize(("name", "bpm"), [("silent-intro/intro.ogg", 112), ("quiet-master/quiet.flac", 112)])
def test_songs_of_bug_reports_have_their_tempo(shared_data: Path, name: str, bpm: float) -> None:
    assert analyze(shared_data / "cases" / name).bpm == pytest.approx(bpm, abs=0.5)


def test_a_change_of_tempo_is_followed(shared_data: Path) -> None:
    beats_s = np.array(
        [b.time_ms / 1000 for b in analyze(shared_data / "cases/tempo-change/change.ogg").beats]
    )
    for begin_s, end_s, bpm in ((1, 25, 100), (35, 59, 140)):
        intervals = np.diff(beats_s[(beats_s > begin_s) & (beats_s < end_s)])
        assert 60 / intervals == pytest.approx(np.full(len(intervals), bpm), rel=0.06)


@pytest.mark.parametrize(("first_bpm", "then_bpm"), [(100, 150), (150, 96)])
def test_a_tempo_that_rises_or_falls_is_followed(tmp_path: Path, first_bpm: float, then_bpm: float) -> None:
    song = np.concatenate([click_track(first_bpm, 24), click_track(then_bpm, 24)])
    times_s = np.array([beat.time_ms / 1000 for beat in analyze(write_song(tmp_path / "a.flac", song)).beats])
    for begin_s, end_s, bpm in ((1, 20, first_bpm), (28, 47, then_bpm)):
        intervals = np.diff(times_s[(times_s > begin_s) & (times_s < end_s)])
        assert 60 / intervals == pytest.approx(np.full(len(intervals), bpm), rel=0.06)
