"""What kinds of songs there are: their metre, tempo, drums and how their parts accompany."""

from dataclasses import dataclass

PIANOS, ORGANS, GUITARS = (0, 1, 4, 5), (16, 17, 18), (24, 25, 26, 27, 28)
HEAVY_GUITARS, STRINGS, PADS = (29, 30), (48, 49, 50), (88, 89, 90, 52)
BASSES = (32, 33, 34, 35, 36, 38, 39)
SINGERS = (52, 53, 54, 65, 66, 68, 71, 73, 80, 81, 85, 22)
FIDDLES = (40, 73, 72, 21, 22, 74, 0, 105, 110)
ORCHESTRA = (40, 41, 42, 48, 68, 70, 71, 73, 60, 56)


@dataclass(frozen=True)
class Style:
    """One kind of song.

    `beats` to the bar, `division` of the beat that melody and accompaniment move in, `bpm` from and
    to; `grooves` the drums may play (none: never drums); ways of `bass`, `comp` and `lead` as named
    in `training.songs.parts`; `chords` and `leads` are General MIDI programs. `drift` is how much the
    tempo wanders (standard deviation of the logarithm per beat), `swing` how late the second half of a
    beat may come. `share` is how often the kind is made.
    """

    name: str
    beats: int
    division: int
    bpm: tuple[float, float]
    grooves: tuple[str, ...]
    bass: tuple[str, ...]
    comp: tuple[str, ...]
    chords: tuple[int, ...]
    leads: tuple[int, ...] = SINGERS
    lead: tuple[str, ...] = ("phrases",)
    drift: float = 0.003
    swing: tuple[float, float] = (0.5, 0.5)
    share: float = 1.0


LEANING_TRIPLETS = (0.42, 0.51)
"""Swing of triplets: their middle comes early, so that the last one lies at 0.61 .. 0.67 of the beat."""
BAND = PIANOS + ORGANS + GUITARS + STRINGS + PADS
STYLES = (
    Style("rock", 4, 4, (85, 172), ("rock",), ("eighths", "quarters", "kick"), ("eighths", "long", "push", "arpeggio"), GUITARS + HEAVY_GUITARS + PIANOS, share=3),
    Style("halftime", 4, 4, (115, 172), ("halftime",), ("eighths", "long"), ("long", "eighths"), GUITARS + HEAVY_GUITARS + PADS),
    Style("ballad", 4, 4, (56, 98), ("ballad", "hiphop"), ("long", "halves", "push"), ("arpeggio", "long", "quarters", "eighths"), PIANOS + GUITARS + STRINGS, share=2.5),
    Style("disco", 4, 4, (105, 138), ("disco",), ("octaves", "eighths", "offbeat", "syncopated"), ("offbeat", "push", "long", "stabs"), BAND, share=2),
    Style("hiphop", 4, 4, (66, 118), ("hiphop",), ("syncopated", "long"), ("stabs", "long", "offbeat"), BAND, swing=(0.5, 0.6), share=2),
    Style("reggae", 4, 4, (62, 100), ("one drop",), ("syncopated", "push", "walking"), ("offbeat", "bubble"), PIANOS + ORGANS + GUITARS, swing=(0.5, 0.6), share=2),
    Style("quick reggae", 4, 4, (115, 165), ("slow one drop",), ("syncopated", "push"), ("afterbeat",), PIANOS + ORGANS + GUITARS),
    Style("shuffle", 4, 3, (85, 160), ("shuffle",), ("walking", "quarters", "shuffle"), ("shuffle", "long", "stabs"), PIANOS + GUITARS + ORGANS, swing=(0.47, 0.51), share=2),
    Style("slow blues", 4, 3, (48, 82), ("twelve eight",), ("quarters", "shuffle", "walking"), ("arpeggio", "long"), PIANOS + GUITARS + ORGANS, share=0.7),
    Style("swing", 4, 3, (95, 250), ("swing",), ("walking",), ("jazz", "stabs"), PIANOS + GUITARS, leads=(65, 66, 56, 57, 71, 0, 11, 26), swing=LEANING_TRIPLETS, share=2.5),
    Style("bossa", 4, 4, (105, 165), ("bossa",), ("bossa",), ("jazz", "push"), PIANOS + GUITARS),
    Style("latin", 4, 4, (85, 125), ("latin",), ("bossa", "push", "offbeat"), ("push", "stabs", "offbeat"), PIANOS + GUITARS),
    Style("country", 4, 4, (85, 200), ("two beat", "train", "rock"), ("two beat", "walking"), ("afterbeat", "quarters", "arpeggio"), GUITARS + PIANOS, leads=(40, 22, 25, 27, 105), share=2),
    Style("metal", 4, 4, (90, 265), ("metal", "punk"), ("eighths", "kick"), ("eighths", "long", "gallop"), HEAVY_GUITARS, leads=(29, 30, 81), share=2),
    Style("punk", 4, 4, (135, 215), ("punk",), ("eighths",), ("eighths",), HEAVY_GUITARS + GUITARS),
    Style("soul", 4, 4, (72, 135), ("soul", "funk"), ("syncopated", "eighths", "push"), ("stabs", "quarters", "offbeat"), BAND),
    Style("funk", 4, 4, (84, 122), ("funk", "afrobeat"), ("syncopated",), ("stabs", "offbeat"), BAND, swing=(0.5, 0.56)),
    Style("pop", 4, 4, (68, 132), ("rock", "disco", "ballad", "soul", "hiphop"), ("eighths", "long", "syncopated", "kick"), ("long", "arpeggio", "quarters", "push", "eighths"), BAND, share=3),
    Style("waltz", 3, 2, (84, 190), ("waltz",), ("long",), ("afterbeat", "arpeggio", "long"), BAND, share=1.5),
    Style("jazz waltz", 3, 3, (105, 215), ("jazz waltz",), ("walking", "long"), ("jazz", "long"), PIANOS + GUITARS, leads=(65, 66, 56, 0, 11), swing=LEANING_TRIPLETS),
    Style("rock in three", 3, 4, (82, 175), ("rock in three",), ("eighths", "long", "quarters"), ("eighths", "long", "arpeggio"), GUITARS + HEAVY_GUITARS + PIANOS),
    Style("six eight", 2, 3, (42, 80), ("six eight",), ("long", "quarters"), ("arpeggio", "long"), BAND),
    Style("march", 2, 4, (90, 145), ("march",), ("two beat",), ("afterbeat",), (56, 60, 61, 48, 21), leads=ORCHESTRA, share=0.7),
    Style("jig", 2, 3, (92, 140), (), ("quarters", "none"), ("quarters", "jig", "none"), GUITARS + PIANOS + (21,), leads=FIDDLES, lead=("tune",), drift=0.001, share=1.5),
    Style("reel", 4, 4, (85, 125), (), ("two beat", "none"), ("afterbeat", "quarters", "none"), GUITARS + PIANOS + (21,), leads=FIDDLES, lead=("tune",), drift=0.001, share=1.5),
    Style("folk waltz", 3, 2, (90, 170), (), ("long", "none"), ("afterbeat", "long", "none"), GUITARS + PIANOS + (21,), leads=FIDDLES, lead=("tune",), drift=0.001, share=1.2),
    Style("piano in four", 4, 4, (55, 165), (), ("halves", "long", "quarters"), ("arpeggio", "alberti", "quarters", "eighths"), (0, 1), leads=(0, 1), drift=0.035, share=2),
    Style("piano in three", 3, 2, (60, 190), (), ("long", "quarters"), ("afterbeat", "arpeggio", "alberti"), (0, 1), leads=(0, 1), drift=0.04, share=1.2),
    Style("piano in two", 2, 4, (55, 165), (), ("quarters", "long"), ("afterbeat", "alberti", "arpeggio"), (0, 1), leads=(0, 1), drift=0.035, share=1.2),
    Style("piano in six", 2, 3, (40, 110), (), ("long", "quarters"), ("arpeggio", "afterbeat"), (0, 1), leads=(0, 1), drift=0.035, share=0.6),
    Style("piano ballad", 4, 4, (56, 112), (), ("long", "halves", "push"), ("arpeggio", "alberti", "eighths", "quarters", "push"), (0, 1), leads=(0, 1, 73, 53), drift=0.001, share=2),
    Style("orchestra", 4, 2, (62, 160), (), ("quarters", "halves", "long"), ("eighths", "long", "quarters", "alberti"), (*STRINGS, 42), leads=ORCHESTRA, drift=0.02, share=1.2),
    Style("orchestra in two", 2, 2, (60, 150), (), ("quarters", "long"), ("eighths", "alberti", "afterbeat"), STRINGS, leads=ORCHESTRA, drift=0.02, share=0.7),
    Style("orchestra in three", 3, 2, (70, 170), (), ("long", "quarters"), ("afterbeat", "quarters", "eighths"), STRINGS, leads=ORCHESTRA, drift=0.025, share=0.8),
)  # fmt: skip

DRUM_SOLOS = {
    "rock": (75, 170), "halftime": (110, 170), "ballad": (60, 100), "disco": (100, 135), "hiphop": (65, 110),
    "funk": (80, 125), "soul": (80, 145), "afrobeat": (85, 130), "one drop": (65, 100), "slow one drop": (110, 160),
    "shuffle": (85, 150), "swing": (95, 250), "bossa": (100, 165), "latin": (85, 130), "two beat": (85, 195),
    "train": (85, 130), "punk": (130, 215), "metal": (90, 200), "jazz waltz": (100, 215), "rock in three": (80, 170),
    "waltz": (85, 170), "six eight": (45, 85), "march": (90, 130),
}  # fmt: skip
"""Grooves that drummers play alone, with their tempi."""
DRUM_SOLO_SHARE = 0.2
