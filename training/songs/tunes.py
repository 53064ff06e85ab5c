"""Folk tunes as collectors wrote them down, played alone or with chords, bass and drums of ours."""

import importlib.util
import re
import subprocess
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.songs.grooves import GROOVES
from training.songs.harmony import MAJOR, Harmony
from training.songs.midi import DRUMS
from training.songs.midi_reading import Piece, WrittenNote, read_midi
from training.songs.songs import HUMAN_S, LONGEST_S, Arrangement, Player, Song, any_section, cut, play_bar
from training.songs.styles import FIDDLES, STYLES
from training.timing import Pulse, beat_times

COLLECTION, JUDGED = "corpus/ryansMammoth", "corpus/nottingham-dataset"
"""Ryan's Mammoth Collection (Boston 1883) as the package music21 brings it; and one whose tunes are
among those the tracker is judged by, so that tunes of its names stay out."""
CLICK, LONGEST_ABC_S = 76, 30
FEWEST_BARS = 12
RELEVANT_CHORDS = {0: 1.25, 3: 1.1, 4: 1.15, 5: 1.0, 1: 0.95}
"""How readily each degree of the scale carries a chord."""


@dataclass(frozen=True)
class Dance:
    """How tunes of a metre are felt: beats to the bar, each of so many quarters; their style and tempo."""

    beats: int
    quarters: float
    style: str
    bpm: tuple[float, float]
    grooves: tuple[str, ...]


DANCES = {
    "6/8": Dance(2, 1.5, "jig", (92, 138), ("six eight",)),
    "C|": Dance(4, 1, "reel", (84, 132), ("two beat", "train", "march")),
    "C": Dance(4, 1, "reel", (84, 132), ("two beat", "train", "march")),
    "4/4": Dance(4, 1, "reel", (84, 132), ("two beat", "train")),
    "2/4": Dance(2, 1, "reel", (80, 128), ("march",)),
    "3/4": Dance(3, 1, "folk waltz", (90, 175), ("waltz",)),
    "9/8": Dance(3, 1.5, "jig", (92, 132), ()),
}


def tune_files() -> list[Path]:
    """Return the tunes of the collection by name; none without the package music21."""
    found = importlib.util.find_spec("music21")
    if found is None or not found.submodule_search_locations:
        return []
    root = Path(found.submodule_search_locations[0])
    judged = {title for file in (root / JUDGED).glob("*.abc") for title in titles(file)}
    return [file for file in sorted((root / COLLECTION).glob("*.abc")) if judged.isdisjoint(titles(file))]


def titles(file: Path) -> set[str]:
    """Return the names of the tunes in `file`, without their kinds and signs."""
    lines = re.findall(r"(?m)^T:\s*(.*)", file.read_text(errors="replace"))
    return {re.sub(r"\b(the|reel|jig|hornpipe)\b|\W", "", line.split("--")[0].lower()) for line in lines}


def tune_song(file: Path, seed: int) -> Song:
    """Return the tune in `file` as played number `seed`; ValueError where its bars are irregular."""
    rng = np.random.default_rng([seed, 8])
    metre = re.search(r"(?m)^M:\s*(\S+)", file.read_text())
    if metre is None or metre[1] not in DANCES:
        raise ValueError(file)
    dance = DANCES[metre[1]]
    piece, bars = with_bars(file.read_text(), dance)
    notes = [note for note in piece.notes if note.program != DRUMS]
    tempo = float(np.exp(rng.uniform(*np.log(dance.bpm))))
    count = int(LONGEST_S * tempo / 60 * 1.3) + 4 * dance.beats
    swing = float(rng.uniform(0.55, 0.66)) if "hornpipe" in file.stem.lower() and rng.random() < 0.5 else 0.5
    pulse = Pulse(beat_times(rng, count, tempo, float(rng.choice([0.0, 0.002, 0.006]))), swing=swing)
    player = Player(rng, pulse, float(rng.choice(HUMAN_S)))
    play_tune(player, dance, notes, bars, count)
    if rng.random() < 0.7:
        accompany(player, dance, harmonised(notes, bars, dance, piece.sharps), count // dance.beats)
    return cut(rng, f"tune {file.stem}", player, dance.beats)


def with_bars(text: str, dance: Dance) -> tuple[Piece, NDArray[np.float64]]:
    """Return what abc2midi plays, and where its bars begin in quarters; a click is asked for at each."""
    click = f"%%MIDI drum d {CLICK} 100\n%%MIDI drumon\n"
    key = re.search(r"(?m)^K:.*\n", text)
    if key is None:
        raise ValueError(text)
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "tune.abc"), Path(folder, "tune.mid")
        source.write_text(text[: key.end()] + click + text[key.end() :])
        subprocess.run(
            ["abc2midi", str(source), "-o", str(target)],  # noqa: S607
            check=False, capture_output=True, timeout=LONGEST_ABC_S,
        )  # fmt: skip
        if not target.exists():
            raise ValueError(text)
        piece = read_midi(target)
    bars = np.unique([round(note.start * 24) / 24 for note in piece.notes if note.program == DRUMS])
    length = dance.beats * dance.quarters
    bars = bars[1:] if len(bars) > 1 and bars[1] - bars[0] < length - 0.1 else bars
    if len(bars) < FEWEST_BARS or np.abs(np.diff(bars) - length).max() > 0.1:
        raise ValueError(text)
    return piece, bars


def play_tune(
    player: Player, dance: Dance, notes: list[WrittenNote], bars: NDArray[np.float64], count: int
) -> None:
    """Play the tune again and again from the second bar on, its pick-up before that."""
    program, loudness = int(player.rng.choice(FIDDLES)), float(player.rng.uniform(60, 112))
    round_beats = len(bars) * dance.beats
    for start in range(dance.beats, count, round_beats):
        for note in notes:
            position = (note.start - bars[0]) / dance.quarters
            accent = 1.1 if abs(position % dance.beats) < 0.01 else 1.0 if abs(position % 1) < 0.01 else 0.9
            if position < round_beats - 0.01 and start + position < count:
                length = 0.95 * note.length / dance.quarters
                player.play(program, start + position, length, note.pitch, loudness * accent)


def harmonised(notes: list[WrittenNote], bars: NDArray[np.float64], dance: Dance, sharps: int) -> Harmony:
    """Return a chord for every bar, that which holds most of its notes; the lead-in has the first."""
    tonic, degrees = sharps * 7 % 12, []
    plain = Harmony(tonic, MAJOR, (0,), 1.0, has_sevenths=False)
    for bar in bars:
        inside = [
            note for note in notes if bar - 0.01 <= note.start < bar + dance.beats * dance.quarters - 0.01
        ]
        fit = {
            degree: liking * held(inside, {pitch % 12 for pitch in plain.chord(degree, 48)}, bar)
            for degree, liking in RELEVANT_CHORDS.items()
        }
        degrees.append(max(fit, key=lambda degree: fit[degree]))
    return Harmony(tonic, MAJOR, (degrees[0], *degrees), 1.0, has_sevenths=False)


def held(notes: list[WrittenNote], chord: set[int], bar: float) -> float:
    """Return for how long notes of the `chord` sound in a bar, the first one counting twice."""
    return sum(
        note.length * (2 if note.start - bar < 0.1 else 1) for note in notes if note.pitch % 12 in chord
    )


def accompany(player: Player, dance: Dance, harmony: Harmony, bars: int) -> None:
    """Add chords, bass and at times drums, as made dances have them."""
    rng, made = player.rng, next(style for style in STYLES if style.name == dance.style)
    style = replace(made, beats=dance.beats, grooves=dance.grooves)
    groove = GROOVES[str(rng.choice(dance.grooves))] if dance.grooves and rng.random() < 0.3 else None
    chords = int(rng.choice(style.chords))
    levels = tuple(float(rng.uniform(45, 100)) for _ in range(4))
    score = Arrangement(style, harmony, groove, (chords, chords, chords), levels)
    first = 0
    while first < bars:
        section = any_section(rng, style, groove)
        for inside in range(section.bars):
            play_bar(player, score, section, first + inside, inside)
        first += section.bars
