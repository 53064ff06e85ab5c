"""The analyser asked for is used, and when it can't be the built-in one takes its place and says so."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from core.music.analysis.analyzer import analysis
from core.music.backends.madmom_child import restore_old_names
from core.music.onset_file import load_onsets
from core.music.sections.song_sections import load_sections
from core.music.song_files import write_song_files
from tests.core.music.click_tracks import band, write_song


@pytest.fixture(scope="module")
def song(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_song(tmp_path_factory.mktemp("song") / "song.wav", band(120, 12, 4))


def test_the_built_in_analyser_is_called_librosa_and_has_no_problem(song: Path) -> None:
    found = analysis(song)
    assert (found.grid.analyzer, found.problem) == ("librosa", "")


def test_an_unknown_analyser_is_replaced(song: Path) -> None:
    found = analysis(song, analyzer="oracle")
    assert found.grid.analyzer == "librosa"
    assert found.problem == (
        "The analyser oracle can't be used: there is none of that name. The built-in one was used instead."
    )


@pytest.mark.skipif(find_spec("madmom") is not None, reason="madmom is installed here")
def test_madmom_is_replaced_where_it_is_missing(song: Path) -> None:
    found = analysis(song, analyzer="madmom")
    assert found.grid.analyzer == "librosa"
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
