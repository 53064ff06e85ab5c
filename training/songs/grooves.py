"""How drummers play: kick and snare of each style on a grid, with the cymbals that go with them.

One character per step: X accented, x played, o soft, g a ghost, ? half of the time, . silent.
"""

from dataclasses import dataclass

KICK, SNARE, RIM, CLAP = 36, 38, 37, 39
CLOSED, OPEN, PEDAL, RIDE, CRASH, BELL = 42, 46, 44, 51, 49, 53
TAMBOURINE, COWBELL, SHAKER, CLAVES, CONGA_HIGH, CONGA_LOW = 54, 56, 82, 75, 63, 64
TOMS = (50, 48, 47, 45, 43, 41)

LOUDNESS = {"X": 1.15, "x": 1.0, "o": 0.72, "g": 0.42}
SOMETIMES = "?"

BACKBEAT = "....X.......X..."
EIGHTHS = ((CLOSED, "x.o.x.o.x.o.x.o."), (RIDE, "x.o.x.o.x.o.x.o."), (OPEN, "x.x.x.x.x.x.x.x."))
QUARTERS = ((CLOSED, "x...x...x...x..."), (OPEN, "x...x...x...x..."), (BELL, "x...x...x...x..."))
SIXTEENTHS = ((CLOSED, "xgogxgogxgogxgog"), (SHAKER, "xoxoxoxoxoxoxoxo"), (TAMBOURINE, "xgogxgogxgogxgog"))
OFFBEATS = ((OPEN, "..x...x...x...x."), (CLOSED, "..x...x...x...x."))


@dataclass(frozen=True)
class Groove:
    """One bar of drums in a choice of forms: a kick, a snare (or whatever leads) and cymbals, each at random.

    `beats` in the bar, `division` steps to the beat; `extras` are always played.
    """

    beats: int
    division: int
    kicks: tuple[str, ...]
    snares: tuple[str, ...]
    cymbals: tuple[tuple[int, str], ...]
    snare: tuple[int, ...] = (SNARE,)
    extras: tuple[tuple[int, str], ...] = ()


ROCK_KICKS = (
    "X.......x.......",
    "X.......x.x.....",
    "X.....x.x.......",
    "X..x....x.x.....",
    "X.x.....x.......",
    "X.......x..x..x.",
    "X.....x...x.....",
    "X.........x.....",
    "X.x...x.x.x...x.",
)
SYNCOPATED_KICKS = (
    "X..x..x...x.....",
    "X.........x..x..",
    "X..?..x.?.x..?..",
    "X.x....x..x....?",
    "X......x..x.?...",
    "x..x..x..x..x.?.",
)

GROOVES = {
    "rock": Groove(4, 4, ROCK_KICKS, (BACKBEAT,), EIGHTHS + QUARTERS),
    "halftime": Groove(
        4,
        4,
        ("X...............", "X.....x.........", "X...........x...", "X.x.............", "X.........x...?."),
        ("........X.......",),
        EIGHTHS + QUARTERS,
    ),
    "ballad": Groove(
        4,
        4,
        ("X.......x.......", "X......xx.......", "X.....x.x.....?.", "X.........x....."),
        (BACKBEAT, "........X......."),
        EIGHTHS + SIXTEENTHS,
        snare=(SNARE, RIM),
    ),
    "disco": Groove(
        4,
        4,
        ("X...X...X...X...", "X...X...X...X.?."),
        (BACKBEAT, "................"),
        OFFBEATS + SIXTEENTHS + EIGHTHS,
        snare=(SNARE, CLAP),
    ),
    "hiphop": Groove(4, 4, SYNCOPATED_KICKS, (BACKBEAT,), EIGHTHS + SIXTEENTHS, snare=(SNARE, CLAP)),
    "funk": Groove(
        4,
        4,
        SYNCOPATED_KICKS,
        ("....X..g.g..X...", "....X..g.g.gX..g", "....X....g..X..?", "....X.....g....X"),
        SIXTEENTHS + EIGHTHS,
    ),
    "soul": Groove(
        4,
        4,
        (*ROCK_KICKS[:5], "X...x...x...x..."),
        (BACKBEAT, "X...X...X...X..."),
        EIGHTHS + QUARTERS,
        snare=(SNARE, TAMBOURINE),
    ),
    "afrobeat": Groove(
        4,
        4,
        ("X.....x...x.....", "X..x..x...x..x..", "X.....x.X.....x."),
        ("....o..x....x..g", "......x.....x...", "...x..x....x..x."),
        SIXTEENTHS,
        snare=(SNARE, RIM),
        extras=((CONGA_LOW, "?..?..?...?.?..."),),
    ),
    "one drop": Groove(
        4,
        4,
        ("....X.......X...", "X...X...X...X...", "....X.......X.?."),
        ("....X.......X...", "....x..g....x..?"),
        EIGHTHS + OFFBEATS + SIXTEENTHS,
        snare=(RIM, SNARE),
    ),
    "slow one drop": Groove(
        4,
        4,
        ("........X.......", "X.......X.......", "........X.....?."),
        ("........X.......",),
        EIGHTHS,
        snare=(RIM, SNARE),
    ),
    "shuffle": Groove(
        4,
        3,
        ("X.....x.....", "X..x..x..x..", "X....xx....."),
        ("...X.....X..",),
        (
            (CLOSED, "x.ox.ox.ox.o"),
            (RIDE, "x.ox.ox.ox.o"),
            (CLOSED, "x..x..x..x.."),
            (CLOSED, "xooxooxooxoo"),
        ),
    ),
    "twelve eight": Groove(
        4,
        3,
        ("X.....x.....", "X.....x....x", "X....xx....."),
        ("...X.....X..",),
        ((CLOSED, "xooxooxooxoo"), (RIDE, "xooxooxooxoo")),
    ),
    "swing": Groove(
        4,
        3,
        ("............", "o..o..o..o..", "X....?......", "........?..?"),
        ("............", "..g..?..g..?", "?....g.....?"),
        ((RIDE, "x..X.ox..X.o"), (RIDE, "x..x.ox..x.o"), (CLOSED, "x..X.ox..X.o"), (RIDE, "x..x..x..x.o")),
        extras=((PEDAL, "...x.....x.."),),
    ),
    "bossa": Groove(
        4,
        4,
        ("X.....xxX.....xx", "X.....x.x.....x."),
        ("x.....x.....x...", "..x.....x..x....", "x..x..x....x..x."),
        ((CLOSED, "x.o.x.o.x.o.x.o."), (SHAKER, "xoxoxoxoxoxoxoxo")),
        snare=(RIM,),
    ),
    "latin": Groove(
        4,
        4,
        ("X.....x.X.....x.", "......x.......x.", "X.......x......."),
        ("x.....x.....x...", "....x...x.......", "............x..."),
        ((COWBELL, "x...x.x.x...x.x."), (RIDE, "x.x.xx.xx.x.xx.x"), (CLOSED, "x.o.x.o.x.o.x.o.")),
        snare=(CLAVES, RIM),
        extras=((CONGA_HIGH, "o...?..?o...?..."), (CONGA_LOW, "............x.x.")),
    ),
    "two beat": Groove(
        4,
        4,
        ("X.......x.......", "X.......X......."),
        (BACKBEAT,),
        (*EIGHTHS[:1], (CLOSED, "....o.......o...")),
        snare=(SNARE, RIM),
    ),
    "train": Groove(
        4,
        4,
        ("X...x...X...x...", "X.......x......."),
        ("googXogggoogXogg", "g.X.g.X.g.X.g.X.", "gogxgogxgogxgogx"),
        ((CLOSED, "................"), (PEDAL, "....o.......o...")),
    ),
    "punk": Groove(
        4,
        4,
        ("X.....x.X.......", "X...x...x.x.....", "X.....x...x....."),
        (BACKBEAT, "..X...X...X...X."),
        EIGHTHS + QUARTERS,
    ),
    "metal": Groove(
        4,
        4,
        ("x.x.x.x.x.x.x.x.", "xxxxxxxxxxxxxxxx", "X.xxX.xxX.xxX.xx", "X...X...X...X...", "X..xx..x..x.x..."),
        (BACKBEAT, "..X...X...X...X.", "........X.......", "X...X...X...X..."),
        QUARTERS + EIGHTHS,
    ),
    "waltz": Groove(
        3,
        4,
        ("X...........", "X.......?..."),
        ("....x...x...", "....o...o...", "........x..."),
        ((CLOSED, "x...o...o..."), (RIDE, "x...x...x..."), (CLOSED, "x.o.o.o.o.o.")),
        snare=(SNARE, CLOSED, RIM),
    ),
    "jazz waltz": Groove(
        3,
        3,
        ("X........", "o..?..?..", "X....?..."),
        (".........", "..g..?...", ".....?..g"),
        ((RIDE, "x..x.ox.."), (RIDE, "x..x..x.o"), (RIDE, "x..x.ox.o")),
        extras=((PEDAL, "...x....."),),
    ),
    "rock in three": Groove(
        3,
        4,
        ("X...........", "X.....x.....", "X.x.........", "X.........x."),
        ("....X...X...", "........X...", "....X......."),
        ((CLOSED, "x.o.x.o.x.o."), (RIDE, "x.o.x.o.x.o."), (CLOSED, "x...x...x...")),
    ),
    "six eight": Groove(
        2,
        3,
        ("X.....", "X....x", "X.x..."),
        ("...X..", "...X.g"),
        ((CLOSED, "xooxoo"), (RIDE, "xooxoo"), (CLOSED, "x..x..")),
    ),
    "march": Groove(
        2,
        4,
        ("X...x...", "X......."),
        ("....X...", "x.ggX.gg", "..x...x."),
        ((CLOSED, "..o...o."), (OPEN, "x...x..."), (CLOSED, "........")),
    ),
}
