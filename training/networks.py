"""Trains the networks: first on made songs, then on excerpts with made songs among them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch  # pyright: ignore[reportMissingImports]
from numpy.typing import NDArray
from torch import Tensor, nn  # pyright: ignore[reportMissingImports]
from torch.nn import functional  # pyright: ignore[reportMissingImports]

from core.music.analysis.network import Layer, Network
from core.music.analysis.rhythm import FINE_BANDS, every_second, rhythm_frames
from training.examples import Example

FRAMES_PER_S = 50
INPUTS, CHANNELS, TAPS, LEVELS = 28, 32, 5, 8
DROPOUT = 0.1
EXCERPT_FRAMES = 800
BATCH = 16
NEIGHBOUR_TARGET = 0.4
TEMPO_SPREAD = 0.1
WARM_UP = 0.15
WEIGHT_DECAY = 0.02

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Lesson:
    """What a network learns from one song: frames at 100 Hz, its beats and downbeats in seconds."""

    frames: Floats
    beats_s: NDArray[np.float64]
    downbeats_s: NDArray[np.float64]
    has_bars: bool


@dataclass(frozen=True)
class Course:
    """A phase of training: pools of lessons with their shares, how many steps, the highest rate."""

    pools: Sequence[Sequence[Lesson]]
    shares: Sequence[float]
    steps: int
    rate: float


def lesson(example: Example) -> Lesson:
    """Return what is to be learned from `example`."""
    downbeats_s = example.beats_s[example.numbers == 1]
    return Lesson(rhythm_frames(example.song), example.beats_s, downbeats_s, example.has_bars)


class Listener(nn.Module):
    """The network of `core.music.analysis.network` in the form that learns."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Conv1d(INPUTS, CHANNELS, TAPS, padding=TAPS // 2)
        self.wide = nn.ModuleList(
            nn.Conv1d(CHANNELS, CHANNELS, TAPS, padding=TAPS // 2 * 2**k, dilation=2**k)
            for k in range(LEVELS)
        )
        self.mix = nn.ModuleList(nn.Conv1d(CHANNELS, CHANNELS, 1) for _ in range(LEVELS))
        self.last = nn.Conv1d(CHANNELS, 2, 1)
        self.dropout = nn.Dropout1d(DROPOUT)
        with torch.no_grad():
            self.last.bias[:] = torch.tensor([-3.0, -4.0])
            for mix in self.mix:
                mix.weight.mul_(0.3)

    def forward(self, features: Tensor) -> Tensor:
        """Return log-odds (songs, 2, frames) from features (songs, 28, frames)."""
        state = functional.elu(self.first(features))
        for wide, mix in zip(self.wide, self.mix, strict=True):
            state = state + mix(self.dropout(functional.elu(wide(state))))
        return self.last(functional.elu(state))


def sample(rng: np.random.Generator, item: Lesson) -> tuple[Floats, Floats, Floats]:
    """Return features (28, frames), targets and weights (2, frames) of a varied excerpt of `item`.

    Tempo, balance of the bands and their number, noise and harmony vary at random.
    """
    stretch = float(np.exp(rng.normal() * TEMPO_SPREAD))
    frames = every_second(item.frames, stretch)
    scale = FRAMES_PER_S / stretch
    begin = max(0, int(item.beats_s[0] * scale) - 10)
    end = min(len(frames), int(item.beats_s[-1] * scale) + 12)
    start = int(rng.integers(begin, max(begin + 1, end - EXCERPT_FRAMES)))
    part = varied(rng, frames[start : min(start + EXCERPT_FRAMES, end)].copy())
    features = np.zeros((EXCERPT_FRAMES, INPUTS), np.float32)
    features[: len(part)] = part
    targets, weights = np.zeros((2, 2, EXCERPT_FRAMES), np.float32)
    weights[:, : len(part)] = 1
    for target, times_s in zip(targets, (item.beats_s, item.downbeats_s), strict=True):
        centres = np.round(times_s * scale - start).astype(int)
        for offset, value in ((-1, NEIGHBOUR_TARGET), (1, NEIGHBOUR_TARGET), (0, 1.0)):
            inside = centres[(centres + offset >= 0) & (centres + offset < len(part))] + offset
            target[inside] = np.maximum(target[inside], value)
    weights[1] *= item.has_bars
    return features.T, targets, weights


def varied(rng: np.random.Generator, part: Floats) -> Floats:
    """Return the frames of an excerpt as another recording might have them."""
    flux, energy = slice(0, FINE_BANDS), slice(FINE_BANDS, 2 * FINE_BANDS)
    part[:, flux] *= np.exp(rng.normal(size=FINE_BANDS) * 0.25 + rng.normal() * 0.1).astype(np.float32)
    part[:, energy] += (rng.normal(size=FINE_BANDS) * 0.3).astype(np.float32)
    if rng.random() < 0.3:
        band = int(rng.integers(0, FINE_BANDS))
        part[:, [band, FINE_BANDS + band]] = 0
    if rng.random() < 0.15:
        part[:, flux] += np.abs(rng.normal(size=(len(part), FINE_BANDS))).astype(np.float32) * 0.4
    if rng.random() < 0.2:
        part[:, 2 * FINE_BANDS :] = 0
    return part


def train(listener: Listener, course: Course, seed: int) -> None:
    """Teach `listener` the `course`; equal seeds give equal results on one thread of one machine."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    optimizer = torch.optim.AdamW(listener.parameters(), lr=course.rate, weight_decay=WEIGHT_DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, course.rate, total_steps=course.steps, pct_start=WARM_UP
    )
    listener.train()
    for _ in range(course.steps):
        batch = []
        for _ in range(BATCH):
            pool = course.pools[rng.choice(len(course.pools), p=course.shares)]
            batch.append(sample(rng, pool[int(rng.integers(len(pool)))]))
        features, targets, weights = (torch.from_numpy(np.stack(part)) for part in zip(*batch, strict=True))
        losses = functional.binary_cross_entropy_with_logits(listener(features), targets, reduction="none")
        optimizer.zero_grad()
        ((losses * weights).sum() / weights[:, 0].sum()).backward()
        nn.utils.clip_grad_norm_(listener.parameters(), 1.0)
        optimizer.step()
        schedule.step()
    listener.eval()


def new_listener(seed: int) -> Listener:
    """Return an untrained network."""
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(mode=True)
    torch.manual_seed(seed)
    return Listener()


def save(listener: Listener, file: Path) -> None:
    """Store what `listener` learned, at once."""
    part = file.with_suffix(".part")
    torch.save(listener.state_dict(), part)
    part.rename(file)


def load(file: Path) -> Listener:
    """Return the stored network."""
    listener = new_listener(0)
    listener.load_state_dict(torch.load(file))
    return listener.eval()


def layers(listener: Listener) -> dict[str, Floats]:
    """Return weights (taps, inputs, outputs) and biases by the names they ship under, in half precision."""
    return {
        name: (value.numpy().transpose(2, 1, 0) if value.ndim == 3 else value.numpy()).astype(np.float16)
        for name, value in listener.state_dict().items()
    }


def as_shipped(listener: Listener) -> Network:
    """Return the network as the product runs it."""
    arrays = {name: np.ascontiguousarray(value, np.float32) for name, value in layers(listener).items()}

    def layer(part: str) -> Layer:
        return Layer(arrays[f"{part}.weight"], arrays[f"{part}.bias"])

    return Network(
        first=layer("first"),
        wide=tuple(layer(f"wide.{level}") for level in range(LEVELS)),
        mix=tuple(layer(f"mix.{level}") for level in range(LEVELS)),
        last=layer("last"),
    )
