"""Excerpts of OpenTTD's free music (blues, rags, rock, jazz), which its players wrote for MIDI."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from training.songs.midi_reading import read_midi
from training.songs.songs import LONGEST_S, Player, Song, cut
from training.timing import Pulse

FOLDER = Path("/usr/share/games/openttd/baseset/openmsx")
EXCERPTS = 2
TEMPO_SPREAD = 0.06
BARS: Mapping[str, tuple[int, int]] = {
    "be_sharp_bw_redfarn": (4, 0), "boogi_marabi_redfarn": (3, 0), "careless_perc_redfarn": (4, 0),
    "chemistry_lab": (4, 0), "city_blues_redfarn": (4, 0), "coconut_run2": (4, 0), "harp_harmony": (4, 0),
    "keep_on_rolling": (4, 0), "mighty_giant_run": (4, 0), "modern_motion": (4, 0),
    "no_work_song_redfarn": (4, 0), "relax_song": (4, 0), "say_what_redfarn": (4, 0),
    "slow_neasy_redfarn": (4, 0), "train_filled_with_cash": (4, 1), "ttsong_iv_imuh3": (4, 0),
    "tttheme2": (4, 0), "ultimate_run": (4, 0),
}  # fmt: skip
"""Quarters to the bar and where the first bar begins. Left out: pieces in five, those whose quarter is
surely not what one taps, and those whose bars the file doesn't tell."""


def has_pieces() -> bool:
    """Return whether the pieces are here."""
    return FOLDER.exists()


def piece_song(number: int) -> Song:
    """Return excerpt `number` of the pieces, from any of its bars on."""
    names = sorted(BARS)
    name = names[number % len(names)]
    bar, first = BARS[name]
    rng = np.random.default_rng([number, 9])
    piece = read_midi(FOLDER / f"{name}.mid")
    stretch = float(np.exp(rng.normal() * TEMPO_SPREAD))
    last = max(note.start for note in piece.notes)
    bars = int((last - first) // bar)
    latest = max(1, int(bars - LONGEST_S * 3 / bar))
    begin = first + bar * int(rng.integers(0, latest))
    quarters = np.arange(begin, int(last) + 1)
    times_s = np.array([piece.seconds(float(quarter)) for quarter in quarters]) * stretch
    player = Player(rng, Pulse(times_s - times_s[0]), 0.0)
    for note in piece.notes:
        player.play(note.program, note.start - begin, note.length, note.pitch, note.velocity)
    return cut(rng, f"piece {name}", player, bar)
