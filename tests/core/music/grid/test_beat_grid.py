"""The grid reads and writes the seed's beats.json and answers where beats are."""

import json
from hashlib import sha256
from pathlib import Path

import pytest
from pydantic import ValidationError

from core.music.grid.beat_grid import BeatGrid, first_downbeat_index, load_grid, save_grid
from core.music.tracking.build import FoundBeat, SongFacts, build_grid

SEED_EXAMPLE = """{
  "version": "1.0", "analyzer": "librosa", "analyzed_at": "2024-01-15T10:25:00Z",
  "audio_file_checksum": "sha256:abc123...", "sample_rate": 44100, "duration_ms": 180000,
  "bpm": 120.5, "bpm_confidence": 0.92, "time_signature": "4/4",
  "beats": [
    {"time_ms": 0, "beat_number": 1, "is_downbeat": true, "confidence": 0.95},
    {"time_ms": 498, "beat_number": 2, "is_downbeat": false, "confidence": 0.91},
    {"time_ms": 996, "beat_number": 3, "is_downbeat": false, "confidence": 0.89},
    {"time_ms": 1494, "beat_number": 4, "is_downbeat": false, "confidence": 0.90},
    {"time_ms": 1992, "beat_number": 1, "is_downbeat": true, "confidence": 0.94}
  ],
  "measures": [{"index": 0, "start_ms": 0, "end_ms": 1992, "beat_count": 4}]
}"""


@pytest.fixture
def grid() -> BeatGrid:
    found = [FoundBeat(index / 2, index % 4 == 1, 0.9) for index in range(10)]
    song = SongFacts(checksum="a" * 64, sample_rate=48000, duration_ms=5000)
    return build_grid(found, song=song, time_signature="4/4", bpm=120, bpm_confidence=0.8)


def test_the_seeds_example_is_read_and_written_unchanged() -> None:
    grid = BeatGrid.model_validate_json(SEED_EXAMPLE)
    assert json.loads(grid.model_dump_json()) == json.loads(SEED_EXAMPLE)


def test_a_saved_grid_is_the_same_when_loaded(grid: BeatGrid, tmp_path: Path) -> None:
    path = tmp_path / "derived" / "beats.json"
    save_grid(grid, path)
    assert load_grid(path) == grid
    assert [file.name for file in path.parent.iterdir()] == ["beats.json"]


def test_a_grid_stored_while_our_tracker_was_called_librosa_tells_who_made_it(
    grid: BeatGrid, tmp_path: Path
) -> None:
    path = tmp_path / "beats.json"
    save_grid(grid.model_copy(update={"analyzer": "librosa"}), path)
    assert load_grid(path).analyzer == "beatstitch"
    save_grid(grid.model_copy(update={"analyzer": "librosa", "analyzer_version": "0.11.0"}), path)
    assert (load_grid(path).analyzer, load_grid(path).analyzer_version) == ("librosa", "0.11.0")


def test_what_is_no_grid_is_not_loaded(tmp_path: Path) -> None:
    path = tmp_path / "beats.json"
    path.write_text('{"beats": 3}')
    with pytest.raises(ValidationError):
        load_grid(path)


def test_the_first_downbeat_is_found_after_a_pick_up(grid: BeatGrid) -> None:
    assert first_downbeat_index(grid) == 1
    assert first_downbeat_index(grid.model_copy(update={"beats": []})) == 0


def test_the_checksum_ignores_when_the_song_was_analysed(grid: BeatGrid) -> None:
    later = grid.model_copy(update={"analyzed_at": grid.analyzed_at.replace(year=2031)})
    assert later.checksum == grid.checksum
    assert grid.model_copy(update={"bpm": 60.0}).checksum != grid.checksum


def test_the_checksum_of_a_stored_grid_is_what_stored_edits_know() -> None:
    """Whichever analyzer found them, the same beats are the same: an edit doesn't become stale by a name."""
    seed = BeatGrid.model_validate_json(SEED_EXAMPLE)
    written = json.loads(SEED_EXAMPLE)
    del written["analyzed_at"]
    assert (
        seed.checksum
        == sha256(json.dumps(written, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
    )
    named = {"analyzer": "madmom", "analyzer_version": "0.16.1"}
    assert seed.model_copy(update=named).checksum == seed.checksum
