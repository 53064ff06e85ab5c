"""Made songs: the same each time, with beats and bars where their notes are."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from training.songs.grooves import GROOVES, LOUDNESS, SOMETIMES
from training.songs.midi import DRUMS, Note, variable_length, write_midi
from training.songs.songs import LONGEST_S, compose
from training.songs.styles import DRUM_SOLOS, STYLES
from training.timing import Pulse, beat_times


def test_a_seed_always_gives_the_same_song() -> None:
    assert compose(5).notes == compose(5).notes
    assert compose(5).notes != compose(6).notes


@pytest.mark.parametrize("seed", range(8))
def test_bars_count_without_a_break_and_beats_rise(seed: int) -> None:
    song = compose(seed)
    metre = int(song.numbers.max())
    assert metre in (2, 3, 4)
    assert all(after == before % metre + 1 for before, after in pairwise(song.numbers))
    assert (np.diff(song.beats_s) > 0.15).all()
    assert song.beats_s[-1] < LONGEST_S


def test_drums_of_a_solo_lie_on_the_divisions_of_its_beats() -> None:
    song = compose(111)
    assert song.style == "drums punk"
    starts_s = np.array([note.start_s for note in song.notes if note.program == DRUMS])
    sixteenths_s = np.interp(
        np.arange(0, len(song.beats_s) - 1, 0.25), np.arange(len(song.beats_s)), song.beats_s
    )
    within = starts_s[(starts_s > song.beats_s[0]) & (starts_s < song.beats_s[-1])]
    away_s = np.abs(within[:, None] - sixteenths_s).min(axis=1)
    assert np.median(away_s) < 0.03


def test_every_line_of_a_groove_fills_its_bar() -> None:
    for name, groove in GROOVES.items():
        lines = [*groove.kicks, *groove.snares, *(line for _, line in groove.cymbals + groove.extras)]
        assert all(len(line) == groove.beats * groove.division for line in lines), name
        assert set("".join(lines)) <= {*LOUDNESS, SOMETIMES, "."}, name


def test_styles_and_solos_name_grooves_that_exist() -> None:
    assert {name for style in STYLES for name in style.grooves} | set(DRUM_SOLOS) <= set(GROOVES)


def test_triplets_and_swung_halves_lie_where_they_should() -> None:
    straight, swung = Pulse(np.arange(4.0)), Pulse(np.arange(4.0), swing=0.6)
    assert straight.at(1 + 2 / 3) == pytest.approx(1 + 2 / 3)
    assert swung.at(1.5) == pytest.approx(1.6)


def test_without_drift_the_beats_are_even() -> None:
    times_s = beat_times(np.random.default_rng(0), 8, 120, 0.0)
    assert np.diff(times_s) == pytest.approx(0.5)


def test_notes_become_midi_with_a_tick_to_the_millisecond(tmp_path: Path) -> None:
    file = tmp_path / "song.mid"
    write_midi([Note(DRUMS, 36, 100, 0.2, 0.3), Note(5, 60, 90, 0.0, 0.2)], file)
    written = file.read_bytes()
    assert written[:4] == b"MThd"
    assert bytes([0x99, 36, 100]) in written
    assert b"\x81\x48" in written
    assert variable_length(200) == b"\x81\x48"
