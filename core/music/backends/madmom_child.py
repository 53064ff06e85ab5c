"""What runs madmom 0.16.1, which was written for an older Python and numpy: `... FILE` prints JSON."""

import collections
import collections.abc
import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from core.music.decode import decode

FPS = 100
RATE_HZ = 44100
BEATS_PER_BAR = (3, 4)
ABSTRACT = ("MutableSequence", "MutableMapping", "Sequence", "Mapping", "Iterable", "Callable")
BUILT_IN = {"float": float, "int": int, "bool": bool, "object": object, "complex": complex, "str": str}


def restore_old_names() -> None:
    """Give Python and numpy back the names that madmom still uses."""
    for name in ABSTRACT:
        if not hasattr(collections, name):
            setattr(collections, name, getattr(collections.abc, name))
    for name, kind in BUILT_IN.items():
        if name not in vars(np):
            setattr(np, name, kind)


class OldNumpy:
    """numpy as it was: a list of unequal rows becomes an array of objects instead of an error."""

    def __getattr__(self, name: str) -> Any:
        return getattr(np, name)

    @staticmethod
    def asarray(values: Any) -> Any:
        try:
            return np.asarray(values)
        except ValueError:
            return np.array(values, dtype=object)


def downbeats(path: str) -> list[tuple[float, int]]:
    """Return (seconds, number in the bar) of each beat of a song, which is decoded by us, guarded."""
    samples = decode(Path(path), RATE_HZ).samples.astype(np.float32)
    tracking: Any = import_module("madmom.features.downbeats")
    tracking.np = OldNumpy()
    activations = tracking.RNNDownBeatProcessor()(samples)
    found = tracking.DBNDownBeatTrackingProcessor(beats_per_bar=list(BEATS_PER_BAR), fps=FPS)(activations)
    return [(float(time), int(number)) for time, number in found]


if __name__ == "__main__":
    restore_old_names()
    json.dump(downbeats(sys.argv[1]), sys.stdout)
