"""Songs from chord charts, accompanied by the styles that come with MMA (Musical MIDI Accompaniment)."""

import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from training.songs.chart_styles import KINDS, Kind
from training.songs.harmony import Harmony, any_harmony
from training.songs.midi_reading import WrittenNote, read_midi
from training.songs.parts import bass_pattern, chord_pattern, melody
from training.songs.songs import HUMAN_S, LONGEST_S, Arrangement, Player, Section, Song, cut, play_bar, sing
from training.songs.styles import BAND, BASSES, SINGERS, Style
from training.timing import Pulse, beat_times

LIBRARY = Path("/usr/share/mma/lib")
LONGEST_MMA_S = 60
FEWEST_NOTES = 60
CHORD_KINDS: dict[tuple[int, ...], str] = {(4, 7): "", (3, 7): "m", (3, 6): "dim", (4, 8): "aug"}
SEVENTHS: dict[tuple[int, ...], str] = {
    (4, 7, 11): "M7",
    (4, 7, 10): "7",
    (3, 7, 10): "m7",
    (3, 6, 10): "m7b5",
}
TONES = ("C", "Db", "D", "Eb", "E", "F", "Gb", "G", "Ab", "A", "Bb", "B")
DRIFTS = (0.0, 0.002, 0.004)


@dataclass(frozen=True)
class Grooves:
    """The grooves of a style: what it plays mostly, and its introductions, fills and endings."""

    main: list[str]
    intros: list[str]
    fills: list[str]
    ends: list[str]


def has_mma() -> bool:
    """Return whether the styles are here."""
    return LIBRARY.exists()


def grooves_of(style: str) -> Grooves:
    """Return the grooves that the file of a `style` defines."""
    text = (LIBRARY / f"{style}.mma").read_text(errors="replace")
    names = list(dict.fromkeys(re.findall(r"(?mi)^\s*DefGroove\s+(\S+)", text)))
    intros, fills, ends = ([n for n in names if part in n] for part in ("Intro", "Fill", "End"))
    known = {*intros, *fills, *ends}
    return Grooves([n for n in names if n not in known and "etro" not in n], intros, fills, ends)


def any_style(rng: np.random.Generator) -> tuple[Kind, str]:
    """Return a kind and one of its styles at random."""
    styles = [(kind, style) for kind in KINDS for style in kind.styles.split()]
    shares = np.array([kind.share for kind, _ in styles])
    return styles[rng.choice(len(styles), p=shares / shares.sum())]


def chart_song(seed: int) -> Song:
    """Return the song on chart number `seed`; RuntimeError when MMA doesn't play it."""
    rng = np.random.default_rng([seed, 7])
    kind, style = any_style(rng)
    tempo = float(np.exp(rng.uniform(*np.log(kind.bpm))))
    count = int(LONGEST_S * tempo / 60 * 1.3) + 4 * kind.bar
    harmony = any_harmony(rng, kind.bar)
    bars = count // kind.bar + 1
    written = played(chart(rng, style, harmony, kind, bars=bars, seed=seed))
    player = Player(rng, Pulse(beat_times(rng, count, tempo, float(rng.choice(DRIFTS)))), 0.0)
    softer = float(rng.uniform(0.6, 1.0))
    for note in written:
        loudness = note.velocity * (softer if note.program >= 0 else 1.0)
        player.play(
            note.program, note.start / kind.quarters, note.length / kind.quarters, note.pitch, loudness
        )
    add_parts(player, kind, harmony, bars)
    return cut(rng, f"chart {style}", player, kind.bar)


def chart(rng: np.random.Generator, style: str, harmony: Harmony, kind: Kind, *, bars: int, seed: int) -> str:
    """Return a chart for MMA: an introduction at times, then parts of eight bars with fills and changes."""
    grooves = grooves_of(style)
    chosen = list(rng.choice(grooves.main, min(3, len(grooves.main)), replace=False))
    lines, intro = [f"RndSeed {seed}", "Tempo 120"], int(rng.choice([0, 0, 2, 4]))
    part = int(rng.choice([4, 8, 8]))
    for bar in range(bars):
        groove = chosen[(bar // part) % len(chosen)]
        if bar < intro and grooves.intros:
            groove = grooves.intros[seed % len(grooves.intros)]
        elif bar % part == part - 1 and grooves.fills and rng.random() < 0.7:
            groove = str(rng.choice(grooves.fills))
        elif bar % 16 == 15 and grooves.ends and rng.random() < 0.1:
            groove = str(rng.choice(grooves.ends))
        lines += [f"Groove {style}:{groove}", chord_line(harmony, bar, kind)]
    return "\n".join(lines) + "\n"


def chord_line(harmony: Harmony, bar: int, kind: Kind) -> str:
    """Return the chords of one bar, those of its halves when it has an even number of beats."""
    fields = kind.bar * kind.quarters
    first, second = (chord_name(harmony, harmony.degree(bar, position)) for position in (0.0, 0.5))
    if first == second or fields % 2:
        return f"{bar + 1} {first}"
    rest = " ".join(["/"] * (fields // 2 - 1))
    return f"{bar + 1} {first} {rest} {second} {rest}"


def chord_name(harmony: Harmony, degree: int) -> str:
    """Return the chord on `degree` as charts write it."""
    pitches = harmony.chord(degree, 48)
    steps = tuple(pitch - pitches[0] for pitch in pitches[1:])
    root = TONES[pitches[0] % 12]
    return root + SEVENTHS.get(steps, CHORD_KINDS.get(steps[:2], ""))


def played(text: str) -> list[WrittenNote]:
    """Return the notes that MMA plays from a chart, in quarters."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "song.mma"), Path(folder, "song.mid")
        source.write_text(text)
        done = subprocess.run(
            ["mma", "-II", "-f", str(target), str(source)],  # noqa: S607
            check=False, capture_output=True, text=True, timeout=LONGEST_MMA_S,
        )  # fmt: skip
        if not target.exists():
            raise RuntimeError(done.stdout)
        notes = read_midi(target).notes
    if len(notes) < FEWEST_NOTES:
        raise RuntimeError("too few notes")
    return notes


def add_parts(player: Player, kind: Kind, harmony: Harmony, bars: int) -> None:
    """Add a melody most times, to drum machines often bass and chords."""
    rng, player.human_s = player.rng, float(player.rng.choice(HUMAN_S))
    style = Style("chart", kind.bar, kind.division, kind.bpm, (), (), (), ())
    programs = (int(rng.choice(BASSES)), int(rng.choice(BAND)), int(rng.choice(SINGERS)))
    score = Arrangement(
        style, harmony, None, programs, (0.0, *(float(rng.uniform(45, 105)) for _ in range(3)))
    )
    if kind.is_drums and rng.random() < 0.6:
        bass = bass_pattern(
            rng, str(rng.choice(["long", "kick", "eighths", "push"])), kind.bar, kind.division
        )
        way = str(rng.choice(["long", "push", "eighths", "stabs", "quarters"]))
        chords = chord_pattern(rng, way, kind.bar, kind.division)
        section = Section(bars, [], bass, chords, sings=False, force=1.0)
        for bar in range(bars):
            play_bar(player, score, section, bar, bar)
    if rng.random() < (0.3 if kind.is_drums else 0.6):
        tune = melody(rng, "phrases", kind.bar, kind.division, 4)
        for bar in range(0, bars - 8, 8):
            if rng.random() < 0.75:
                sing(player, score, tune, bar, 8)
