"""The small temporal convolution networks that hear beats and downbeats."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.music.analysis.kernels import dilated_convolution

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]


@dataclass(frozen=True)
class Layer:
    """A convolution: `weight` (taps, inputs, outputs), `bias` (outputs,)."""

    weight: Floats
    bias: Floats

    def __call__(self, values: Floats, dilation: int = 1) -> Floats:
        """Return the convolution of `values` (frames, inputs), as long as they are."""
        return dilated_convolution(values, self.weight, self.bias, dilation)


@dataclass(frozen=True)
class Network:
    """Residual layers whose reach doubles from one to the next, about 10 s each way in all.

    A temporal convolution network (Davies and Böck, "Temporal convolutional networks for musical
    audio beat tracking", EUSIPCO 2019).
    """

    first: Layer
    wide: tuple[Layer, ...]
    mix: tuple[Layer, ...]
    last: Layer

    def __call__(self, features: Floats) -> Floats:
        """Return the log-odds of (beat, downbeat), (frames, 2), from `features` at 50 Hz."""
        state = elu(self.first(features))
        for level, (wide, mix) in enumerate(zip(self.wide, self.mix, strict=True)):
            state += mix(elu(wide(state, 2**level)))
        return self.last(elu(state))


def elu(values: Floats) -> Floats:
    """Return the exponential linear unit of `values`, which are overwritten."""
    below = values < 0
    values[below] = np.expm1(values[below])
    return values


def heard(features: Floats, networks: Sequence[Network], frames: int) -> Doubles:
    """Return the mean log-odds of (beat, downbeat) at 100 Hz, (frames, 2), from `features` at 50 Hz."""
    total = np.zeros((len(features), 2), np.float32)
    for network in networks:
        total += network(features)
    mean = total / np.float32(len(networks))
    at = np.arange(frames) / 2
    return np.stack([np.interp(at, np.arange(len(mean)), column) for column in mean.T], axis=1)
