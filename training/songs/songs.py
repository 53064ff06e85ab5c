"""Composes songs whose every beat and bar is known."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from training.songs.grooves import CRASH, GROOVES, KICK, SNARE, TOMS, Groove
from training.songs.harmony import Harmony, any_harmony
from training.songs.midi import DRUMS, Note
from training.songs.parts import ALL, DrumStroke, Stroke, bass_pattern, chord_pattern, drum_pattern, melody
from training.songs.styles import BASSES, DRUM_SOLO_SHARE, DRUM_SOLOS, LEANING_TRIPLETS, STYLES, Style
from training.timing import Pulse, beat_times

LONGEST_S = 32.0
SECTION_BARS = (4, 8, 8, 16)
HUMAN_S = (0.0, 0.004, 0.008, 0.013)
SHORTEST_NOTE_S = 0.04


@dataclass(frozen=True)
class Song:
    """Notes to be played, with the beats in seconds and their number in the bar (1 = downbeat)."""

    style: str
    notes: list[Note]
    beats_s: NDArray[np.float64]
    numbers: NDArray[np.int64]


@dataclass
class Player:
    """Puts patterns on the time line: `notes` grow as it plays."""

    rng: np.random.Generator
    pulse: Pulse
    human_s: float
    notes: list[Note] = field(default_factory=list)

    def play(self, program: int, position: float, length: float, pitch: int, loudness: float) -> None:
        """Add a note at `position` in beats; what would begin before the song is left out."""
        if position < 0:
            return
        start = max(0.0, self.pulse.at(position) + float(self.rng.normal()) * self.human_s)
        end = max(start + SHORTEST_NOTE_S, self.pulse.at(position + length))
        velocity = int(np.clip(loudness + self.rng.normal() * 6, 12, 127))
        self.notes.append(Note(program, int(np.clip(pitch, 21, 108)), velocity, start, end))


@dataclass(frozen=True)
class Arrangement:
    """Who plays what: programs of bass, chords and lead; levels of drums, bass, chords and lead."""

    style: Style
    harmony: Harmony
    groove: Groove | None
    programs: tuple[int, ...]
    levels: tuple[float, ...]


@dataclass(frozen=True)
class Section:
    """What sounds in a part of a song: patterns of its drums, bass and chords, and whether it sings."""

    bars: int
    drums: list[DrumStroke]
    bass: list[Stroke]
    chords: list[Stroke]
    sings: bool
    force: float


def compose(seed: int) -> Song:
    """Return the song number `seed`; equal numbers give equal songs."""
    rng = np.random.default_rng(seed)
    if rng.random() < DRUM_SOLO_SHARE:
        return drum_solo(rng)
    shares = np.array([style.share for style in STYLES])
    style = STYLES[rng.choice(len(STYLES), p=shares / shares.sum())]
    return band(rng, style)


def any_pulse(
    rng: np.random.Generator,
    *,
    beats: int,
    division: int,
    bpm: tuple[float, float],
    drift: float,
    swing: float,
) -> Pulse:
    """Return a pulse at a random tempo within `bpm`, long enough for the longest song in bars of `beats`."""
    tempo = float(np.exp(rng.uniform(np.log(bpm[0]), np.log(bpm[1]))))
    count = int(LONGEST_S * tempo / 60 * 1.2) + 2 * beats
    drift = drift if rng.random() < 0.7 else 0.0
    times_s = beat_times(rng, count, tempo, drift)
    halves = 0.5 if division != 4 or rng.random() < 0.8 else float(rng.uniform(0.5, 0.62))
    return Pulse(times_s, swing=swing, swing_of_halves=halves)


def drum_solo(rng: np.random.Generator) -> Song:
    """Return a song of drums alone, whose groove changes now and then."""
    names = list(DRUM_SOLOS)
    name = names[rng.integers(len(names))]
    groove = GROOVES[name]
    swing = (
        float(rng.uniform(*LEANING_TRIPLETS if groove.division == 3 else (0.5, 0.6)))
        if rng.random() < 0.3
        else 0.5
    )
    pulse = any_pulse(
        rng, beats=groove.beats, division=groove.division, bpm=DRUM_SOLOS[name], drift=0.002, swing=swing
    )
    player = Player(rng, pulse, float(rng.choice(HUMAN_S)))
    loudness, bar = float(rng.uniform(60, 110)), 0
    while bar * groove.beats < len(player.pulse.beats_s):
        pattern, bars = drum_pattern(rng, groove), int(rng.choice(SECTION_BARS))
        for inside in range(bars):
            is_last = inside == bars - 1
            play_drums(player, groove, pattern, bar + inside, loudness, fill=is_last, crash=inside == 0)
        bar += bars
    return cut(rng, f"drums {name}", player, groove.beats)


def band(rng: np.random.Generator, style: Style) -> Song:
    """Return a song of a band or a player of the given `style`."""
    swing = float(rng.uniform(*style.swing))
    pulse = any_pulse(
        rng, beats=style.beats, division=style.division, bpm=style.bpm, drift=style.drift, swing=swing
    )
    player = Player(rng, pulse, float(rng.choice(HUMAN_S)))
    harmony = any_harmony(rng, style.beats)
    groove = GROOVES[str(rng.choice(style.grooves))] if style.grooves and rng.random() < 0.93 else None
    programs = [int(rng.choice(group)) for group in (BASSES, style.chords, style.leads)]
    programs[0] = programs[1] if not style.grooves else programs[0]
    levels = [float(rng.uniform(*bounds)) for bounds in ((50, 118), (50, 112), (35, 98), (50, 112))]
    first_tunes = [melody(rng, str(rng.choice(style.lead)), style.beats, style.division, 4) for _ in range(2)]
    kinds = [any_section(rng, style, groove) for _ in range(2)]
    score = Arrangement(style, harmony, groove, tuple(programs), tuple(levels))
    bar, turn = 0, 0
    while bar * style.beats < len(pulse.beats_s):
        section = kinds[turn % 2] if rng.random() < 0.85 else any_section(rng, style, groove)
        for inside in range(section.bars):
            play_bar(player, score, section, bar + inside, inside)
        if section.sings:
            sing(player, score, first_tunes[turn % 2], bar, section.bars)
        bar, turn = bar + section.bars, turn + 1
    return cut(rng, style.name, player, style.beats)


def any_section(rng: np.random.Generator, style: Style, groove: Groove | None) -> Section:
    """Return a part of a song with patterns at random; now and then something is silent in it."""
    tune = "tune" in style.lead
    return Section(
        bars=int(rng.choice(SECTION_BARS)),
        drums=drum_pattern(rng, groove) if groove and rng.random() < 0.92 else [],
        bass=bass_pattern(rng, str(rng.choice(style.bass)), style.beats, style.division)
        if rng.random() < 0.9
        else [],
        chords=chord_pattern(rng, str(rng.choice(style.comp)), style.beats, style.division)
        if rng.random() < 0.9
        else [],
        sings=tune or bool(rng.random() < 0.7),
        force=float(rng.uniform(0.8, 1.1)),
    )


def play_bar(player: Player, score: Arrangement, section: Section, bar: int, inside: int) -> None:
    """Play drums, bass and chords of one `bar`, the `inside`-th of its section."""
    style, harmony, start = score.style, score.harmony, bar * score.style.beats
    drums, bass, chords, _ = (level * section.force for level in score.levels)
    if score.groove and section.drums:
        is_last = inside == section.bars - 1
        play_drums(player, score.groove, section.drums, bar, drums, fill=is_last, crash=inside == 0)
    for stroke in section.bass:
        degree = harmony.degree(bar, stroke.position / style.beats)
        pitch = harmony.pitch(degree, 33) + 12 * (stroke.step // 7) + (7 if stroke.step % 7 == 4 else 0)
        player.play(score.programs[0], start + stroke.position, stroke.length, pitch, bass * stroke.loudness)
    for stroke in section.chords:
        chord = harmony.chord(harmony.degree(bar, stroke.position / style.beats), 53)
        pitches = chord if stroke.step == ALL else [chord[stroke.step % len(chord)]]
        for pitch in pitches:
            position = start + stroke.position
            player.play(score.programs[1], position, stroke.length, pitch, chords * stroke.loudness)


def play_drums(
    player: Player,
    groove: Groove,
    pattern: list[DrumStroke],
    bar: int,
    loudness: float,
    *,
    fill: bool,
    crash: bool,
) -> None:
    """Play one bar of drums, at times with a crash at its beginning and a fill at its end."""
    rng, start = player.rng, bar * groove.beats
    has_fill = fill and rng.random() < 0.65
    fill_from = groove.beats - (1 if rng.random() < 0.7 else 2) if has_fill else groove.beats
    for stroke in pattern:
        if stroke.position < fill_from and rng.random() < stroke.chance and rng.random() < 0.985:
            player.play(DRUMS, start + stroke.position, 0.2, stroke.drum, loudness * stroke.loudness)
    if has_fill:
        steps = int((groove.beats - fill_from) * groove.division)
        drums = sorted(rng.choice((*TOMS, SNARE, SNARE), steps), reverse=True)
        for step, drum in enumerate(drums):
            if rng.random() < 0.8:
                player.play(
                    DRUMS, start + fill_from + step / groove.division, 0.2, int(drum), loudness * 0.95
                )
    if crash and rng.random() < 0.6:
        player.play(DRUMS, start, 0.5, CRASH, loudness)
        player.play(DRUMS, start, 0.2, KICK, loudness)


def sing(player: Player, score: Arrangement, tune: list[Stroke], bar: int, bars: int) -> None:
    """Play the four bars of `tune` over `bars` from `bar` on, at times with a pick-up before them."""
    style, harmony, program, loudness = score.style, score.harmony, score.programs[2], score.levels[3]
    rng, first = player.rng, bar * style.beats
    if rng.random() < 0.4:
        for step in range(int(rng.integers(1, style.division + 1)), 0, -1):
            pitch = harmony.pitch(int(rng.integers(0, 5)), 65)
            player.play(program, first - step / style.division, 0.9 / style.division, pitch, loudness)
    for again in range(0, bars, 4):
        for stroke in tune:
            position = again * style.beats + stroke.position
            if position < bars * style.beats and rng.random() < 0.97:
                at_bar, rest = divmod(first + position, style.beats)
                degree = harmony.degree(int(at_bar), rest / style.beats)
                pitch = harmony.pitch(degree % 7 + stroke.step, 65)
                player.play(program, first + position, stroke.length, pitch, loudness * stroke.loudness)


def cut(rng: np.random.Generator, name: str, player: Player, beats: int) -> Song:
    """Return an excerpt of what was played: from the beginning, or from anywhere in the first bars."""
    times_s, numbers = player.pulse.beats_s, np.arange(len(player.pulse.beats_s)) % beats + 1
    lead_s = float(rng.uniform(0.02, 1.0)) if rng.random() < 0.6 else 0.0
    from_s = 0.0
    if rng.random() < 0.5:
        from_s = float(times_s[rng.integers(0, 2 * beats)] + rng.uniform(-0.5, 0) * (times_s[1] - times_s[0]))
    shift = lead_s - max(from_s, 0.0)
    length_s = float(rng.uniform(24, LONGEST_S))
    kept = list(shifted(player.notes, shift, lead_s, length_s))
    first_s = min((note.start_s for note in kept), default=0.0)
    moved = times_s + shift
    inside = (moved >= max(0.0, first_s - 0.05)) & (moved < length_s - 0.1)
    return Song(name, kept, moved[inside], numbers[inside])


def shifted(notes: list[Note], shift: float, first_s: float, last_s: float) -> Iterator[Note]:
    """Yield the notes that begin from `first_s` to `last_s` after they were moved by `shift`."""
    for note in notes:
        start = note.start_s + shift
        if first_s - 0.03 <= start < last_s:
            yield Note(
                note.program,
                note.pitch,
                note.velocity,
                max(0.0, start),
                max(0.0, start) + note.end_s - note.start_s,
            )
