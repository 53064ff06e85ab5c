"""The analyser asked for is used, and when it can't be the built-in one takes its place and says so."""

from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import librosa
import numpy as np
import pytest

from core.music.analysis.analyzer import analysis
from core.music.backends.madmom_child import restore_old_names
from core.music.decode import ANALYSIS_RATE_HZ, decode
from core.music.onset_file import load_onsets
from core.music.sections.song_sections import load_sections
from core.music.song_files import write_song_files
from tests.core.music.click_tracks import RATE_HZ, band, write_song


@pytest.fixture(scope="module")
def song(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_song(tmp_path_factory.mktemp("song") / "song.wav", band(120, 12, 4))


def test_the_built_in_analyser_is_our_own_and_has_no_problem(song: Path) -> None:
    found = analysis(song)
    assert (found.grid.analyzer, found.problem) == ("beatstitch", "")


def test_librosa_finds_the_beats_and_we_their_bars(song: Path) -> None:
    found = analysis(song, analyzer="librosa")
    samples = decode(song).samples.astype(np.float32)
    _, beats_s = librosa.beat.beat_track(y=samples, sr=ANALYSIS_RATE_HZ, units="time")
    assert found.grid.times_ms == [round(1000 * time_s) for time_s in beats_s]
    assert (found.grid.analyzer, found.grid.analyzer_version) == ("librosa", version("librosa"))
    assert (found.grid.time_signature, found.problem) == ("4/4", "")
    ones_ms = [beat.time_ms for beat in found.grid.beats if beat.is_downbeat]
    assert len(ones_ms) >= 5
    assert ones_ms == pytest.approx([2000 * round(one / 2000) for one in ones_ms], abs=50)
    assert 0.5 < found.grid.bpm_confidence <= 1


def test_what_has_no_pulse_has_no_beats_by_librosa_either(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).normal(0, 0.1, 8 * RATE_HZ)
    grid = analysis(write_song(tmp_path / "noise.wav", noise), analyzer="librosa").grid
    assert (grid.fallback, grid.analyzer, grid.analyzer_version) == (True, "beatstitch", None)


def test_librosas_beats_go_on_through_long_silence(tmp_path: Path) -> None:
    music = band(120, 12, 4)
    grid = analysis(
        write_song(tmp_path / "pause.wav", np.concatenate([np.zeros(8 * RATE_HZ), music])), analyzer="librosa"
    ).grid
    assert grid.beats[0].time_ms < 1000
    assert all(beat.confidence == 0 for beat in grid.beats if beat.time_ms < 7000)
    assert any(beat.confidence > 0.5 for beat in grid.beats if beat.time_ms > 9000)
    assert grid.bpm == pytest.approx(120, abs=3)


def test_an_unknown_analyser_is_replaced(song: Path) -> None:
    found = analysis(song, analyzer="oracle")
    assert found.grid.analyzer == "beatstitch"
    assert found.problem == (
        "The analyser oracle can't be used: there is none of that name. The built-in one was used instead."
    )


@pytest.mark.skipif(find_spec("madmom") is not None, reason="madmom is installed here")
def test_madmom_is_replaced_where_it_is_missing(song: Path) -> None:
    found = analysis(song, analyzer="madmom")
    assert found.grid.analyzer == "beatstitch"
    assert "it is not installed" in found.problem
    assert found.grid.checksum == analysis(song).grid.checksum


@pytest.mark.skipif(find_spec("madmom") is None, reason="needs `make madmom`")
def test_madmom_finds_the_beats_in_a_process_of_its_own(song: Path) -> None:
    found = analysis(song, analyzer="madmom")
    assert (found.grid.analyzer, found.problem) == ("madmom", "")
    assert found.grid.bpm == pytest.approx(120, abs=1)


def test_old_names_come_back() -> None:
    restore_old_names()
    import collections  # noqa: PLC0415

    assert isinstance([], collections.MutableSequence)  # pyright: ignore[reportAttributeAccessIssue]


def test_parts_and_onsets_are_written_beside_the_grid(song: Path, tmp_path: Path) -> None:
    assert write_song_files(str(song), str(tmp_path), "song.wav") == {"problem": ""}
    assert load_sections(tmp_path / "sections.json").duration_ms == 12_000
    onsets = load_onsets(tmp_path / "onsets.json")
    assert len(onsets) >= 22
    assert onsets == sorted(set(onsets))
    assert load_onsets(tmp_path / "none.json") == []
