"""The learned coefficients that ship with the package; docs/decisions says where they come from."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.music.analysis.network import Layer, Network

Coefficients = Mapping[str, NDArray[np.float64]]

WEIGHTS = Path(__file__).with_name("tracker.npz")


@lru_cache(maxsize=1)
def stored() -> dict[str, NDArray[np.floating]]:
    with np.load(WEIGHTS) as file:
        return {name: file[name] for name in file.files}


@lru_cache(maxsize=1)
def coefficients() -> Coefficients:
    """Return the coefficients of the linear models by name, where there is a bias it is the last.

    `downbeat` (217,) for `tracking.downbeats`, `bar` (156,) for `tracking.bar_hypotheses`,
    `choice` (68,) for `tracking.choice`, `beat` (15,) and `tempo` (2,) for `tracking.confidence`.
    """
    return {name: values.astype(np.float64) for name, values in stored().items() if "/" not in name}


@lru_cache(maxsize=1)
def networks() -> tuple[Network, ...]:
    """Return the networks, stored under `net<number>/<layer>` in half precision."""
    names = sorted({name.split("/")[0] for name in stored() if "/" in name})
    return tuple(_network(name) for name in names)


def _network(name: str) -> Network:
    def layer(part: str) -> Layer:
        weight, bias = (stored()[f"{name}/{part}.{kind}"].astype(np.float32) for kind in ("weight", "bias"))
        return Layer(weight, bias)

    depth = sum(f"{name}/wide.{level}.bias" in stored() for level in range(64))
    return Network(
        first=layer("first"),
        wide=tuple(layer(f"wide.{level}") for level in range(depth)),
        mix=tuple(layer(f"mix.{level}") for level in range(depth)),
        last=layer("last"),
    )
