"""Songs of people: charts, tunes and files of others become notes whose beats and bars are known."""

import shutil
import struct
from pathlib import Path

import numpy as np
import pytest

from training.songs.chart_styles import KINDS
from training.songs.charts import chart, chart_song, chord_line, grooves_of, has_mma
from training.songs.harmony import MAJOR, Harmony
from training.songs.midi import DRUMS, Note, write_midi
from training.songs.midi_reading import WrittenNote, read_midi
from training.songs.people import for_models
from training.songs.tunes import DANCES, harmonised, with_bars

needs_mma = pytest.mark.skipif(not has_mma(), reason="needs Debian's package mma")
needs_abc = pytest.mark.skipif(not shutil.which("abc2midi"), reason="needs Debian's package abcmidi")
JIG = """X:1
T:A jig
M:6/8
L:1/8
K:D
A|dfa agf|gfe dBA|dfa agf|g2e d2A|dfa agf|gfe dBA|faf gec|edc d2:|
"""


def test_written_notes_are_read_back(tmp_path: Path) -> None:
    file = tmp_path / "song.mid"
    write_midi([Note(DRUMS, 36, 100, 0.5, 0.75), Note(5, 60, 90, 0.0, 0.25)], file)
    piece = read_midi(file)
    assert piece.notes == [WrittenNote(5, 60, 90, 0.0, 0.5), WrittenNote(DRUMS, 36, 100, 1.0, 0.5)]
    assert piece.seconds(3.0) == pytest.approx(1.5)


def test_tempi_volume_and_running_status_are_understood(tmp_path: Path) -> None:
    slow, quick = (b"\xff\x51\x03" + tempo.to_bytes(3, "big") for tempo in (1_000_000, 250_000))
    track = b"\x00" + slow + b"\x00\xb0\x07\x32" + b"\x00\x90\x3c\x64\x60\x3c\x00" + b"\x00" + quick
    header = b"MThd" + struct.pack(">IHHH", 6, 0, 1, 96)
    file = tmp_path / "song.mid"
    file.write_bytes(header + b"MTrk" + struct.pack(">I", len(track)) + track)
    piece = read_midi(file)
    assert piece.notes == [WrittenNote(0, 60, 50, 0.0, 1.0)]
    assert [piece.seconds(quarter) for quarter in (0, 1, 3)] == pytest.approx([0, 1, 1.5])


def test_a_chord_may_change_in_the_middle_of_a_bar() -> None:
    harmony = Harmony(0, MAJOR, (0, 4), 2.0, has_sevenths=False)
    kinds = {(kind.bar, kind.quarters): kind for kind in KINDS}
    assert chord_line(harmony, 0, kinds[4, 1]) == "1 C / G /"
    assert chord_line(harmony, 2, kinds[2, 3]) == "3 C / / G / /"
    assert chord_line(harmony, 0, kinds[3, 1]) == "1 C"


def test_networks_and_models_learn_from_different_songs() -> None:
    assert for_models("chart_0003")
    assert not for_models("chart_0004")
    assert not for_models("studio_0003")


@needs_mma
def test_every_style_has_grooves_to_play() -> None:
    assert all(grooves_of(style).main for kind in KINDS for style in kind.styles.split())


@needs_mma
def test_a_chart_has_a_line_for_each_bar() -> None:
    harmony = Harmony(2, MAJOR, (0, 3, 4, 0), 1.0, has_sevenths=True)
    text = chart(np.random.default_rng(0), "stdlib/ballad", harmony, KINDS[0], bars=12, seed=1)
    assert text.count("Groove stdlib/ballad:") == 12
    assert "4 DM7\n" in text


@needs_mma
def test_notes_of_a_chart_lie_on_its_beats() -> None:
    song = chart_song(1)
    starts_s = np.array([note.start_s for note in song.notes if note.program == DRUMS])
    away_s = np.abs(song.beats_s[:, None] - starts_s).min(axis=1)
    assert song.style == "chart casio/electricpop"
    assert np.median(away_s) < 0.01
    assert chart_song(1).notes == song.notes


@needs_abc
def test_a_tune_begins_its_bars_after_the_pick_up_and_repeats() -> None:
    piece, bars = with_bars(JIG, DANCES["6/8"])
    assert bars == pytest.approx(0.5 + 3 * np.arange(16), abs=0.05)
    assert piece.sharps == 2


def test_each_bar_gets_the_chord_that_holds_most_of_it() -> None:
    pitches = [(60, 64, 67), (65, 69, 72), (67, 71, 74)]
    notes = [
        WrittenNote(0, pitch, 90, 3 * bar + step, 1.0)
        for bar, chord in enumerate(pitches)
        for step, pitch in enumerate(chord)
    ]
    harmony = harmonised(notes, np.array([0.0, 3.0, 6.0]), DANCES["3/4"], sharps=0)
    assert harmony.degrees == (0, 0, 3, 4)
