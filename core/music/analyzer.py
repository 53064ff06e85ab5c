"""From a song to its beat grid: decode, listen, track, and say how sure that is."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from core.canonical import file_checksum
from core.music.activation import Hearing, hear
from core.music.build import FoundBeat, SongFacts, build_grid, even_grid
from core.music.candidates import candidates
from core.music.choice import Choice, choose, read
from core.music.confidence import beat_confidences, tempo_confidence
from core.music.decode import decode
from core.music.grid import BeatGrid, save_grid
from core.music.pulse import can_hold_beats, has_pulse
from core.music.spectra import Spectra, spectra
from core.sandbox.events import emit

OnPhase = Callable[[str, float], None]


def analyze(path: Path, *, on_phase: OnPhase | None = None) -> BeatGrid:
    """Return the beat grid of the song at `path`; equal files give equal grids but for `analyzed_at`.

    `on_phase` is told which phase begins (decoding, listening, tracking) and which share of the
    work lies behind. Audio without a pulse gets an even grid marked `fallback`. Raises what
    `core.music.decode.decode` raises.
    """
    tell = on_phase or (lambda _phase, _share: None)
    tell("decoding", 0.0)
    sound = decode(path)
    facts = SongFacts(file_checksum(path), sound.sample_rate, sound.duration_ms)
    tell("listening", 0.3)
    song = spectra(sound.samples)
    tell("tracking", 0.9)
    grid = track(song, facts)
    tell("tracking", 1.0)
    return grid


def track(song: Spectra, facts: SongFacts) -> BeatGrid:
    """Return the beat grid that `song` supports, an even one if it has no pulse."""
    if not can_hold_beats(song):
        return even_grid(facts)
    hearing = hear(song)
    readings = [read(candidate, song, hearing) for candidate in candidates(hearing)]
    if not readings:
        return even_grid(facts)
    choice = choose(readings)
    if not has_pulse(song, hearing, choice.reading):
        return even_grid(facts)
    return grid_of(choice, hearing, facts)


def grid_of(choice: Choice, hearing: Hearing, facts: SongFacts) -> BeatGrid:
    """Return the grid of the chosen reading with its confidences."""
    beats_s, bars = choice.reading.beats_s, choice.reading.bars
    confidences = beat_confidences(choice, hearing)
    return build_grid(
        [
            FoundBeat(float(time), bool(position == 0), float(confidence))
            for time, position, confidence in zip(beats_s, bars.positions, confidences, strict=True)
        ],
        song=facts,
        time_signature=f"{bars.metre}/4",
        bpm=60 / float(np.mean(np.diff(beats_s))),
        bpm_confidence=tempo_confidence(choice, confidences),
    )


def analyze_file(audio: str, out: str) -> dict[str, Any]:
    """Analyse the song `audio`, write its beats.json to `out` and return a summary in plain JSON values.

    This is what runs in the sandbox; its progress goes to the parent as events.
    """
    grid = analyze(Path(audio), on_phase=lambda phase, share: emit({"phase": phase, "share": share}))
    save_grid(grid, Path(out))
    return grid.model_dump(mode="json", exclude={"beats", "measures"}) | {"beat_count": len(grid.beats)}
