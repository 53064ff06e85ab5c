"""From a song to its beat grid, its parts and its onsets: decode, listen, track, say how sure that is."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from core.hashing import file_checksum
from core.music.analysis.activations import hear
from core.music.analysis.onset_times import in_whole_ms, onset_times_s
from core.music.analysis.pulse import can_hold_beats
from core.music.analysis.silence import Stretches, heard_stretches, in_whole_song
from core.music.analysis.spectra import Spectra, spectra
from core.music.analyzers import BEATSTITCH, library_version
from core.music.backends import SongFeatures, Tracked, track_with
from core.music.decode import Sound, decode
from core.music.grid.beat_grid import BeatGrid
from core.music.sections.song_sections import Sections
from core.music.sections.structure import find_sections
from core.music.tracking.build import SongFacts, build_grid, even_grid

OnPhase = Callable[[str, float], None]


@dataclass(frozen=True)
class Analysis:
    """All that is found in a song; `problem` is a sentence when another analyser had to step in.

    `alternative` is another way to count the song that is nearly as likely.
    """

    grid: BeatGrid
    sections: Sections
    onsets_ms: list[int]
    problem: str = ""
    alternative: BeatGrid | None = None


def analyze(path: Path, *, on_phase: OnPhase | None = None, analyzer: str = BEATSTITCH) -> BeatGrid:
    """Return the beat grid of the song at `path`; equal files give equal grids but for `analyzed_at`.

    `on_phase` is told which phase begins (decoding, listening, tracking) and which share of the
    work lies behind. Audio without a pulse gets an even grid marked `fallback`. Raises what
    `core.music.decode.decode` raises.
    """
    return analysis(path, on_phase=on_phase, analyzer=analyzer).grid


def analysis(path: Path, *, on_phase: OnPhase | None = None, analyzer: str = BEATSTITCH) -> Analysis:
    """Return all that is found in the song at `path`; the parameters are those of `analyze`."""
    tell = on_phase or (lambda _phase, _share: None)
    tell("decoding", 0.0)
    return analysis_of(decode(path), path, on_phase=on_phase, analyzer=analyzer)


def analysis_of(
    sound: Sound,
    path: Path,
    *,
    on_phase: OnPhase | None = None,
    analyzer: str = BEATSTITCH,
    checksum: str | None = None,
) -> Analysis:
    """Return all that is found in the decoded `sound` of the song at `path`; its `checksum` may be known."""
    tell = on_phase or (lambda _phase, _share: None)
    facts = SongFacts(checksum or file_checksum(path), sound.sample_rate, sound.duration_ms)
    tell("listening", 0.3)
    stretches = heard_stretches(sound.samples)
    song = spectra(stretches.of(sound.samples))
    del sound
    tell("tracking", 0.6)
    found = track(path, song, stretches, facts, analyzer)
    tell("tracking", 1.0)
    return found


def track(path: Path, song: Spectra, stretches: Stretches, facts: SongFacts, analyzer: str) -> Analysis:
    """Return what is found in `song`, the joined `stretches` of a file; without a pulse an even grid."""
    if not can_hold_beats(song):
        grid = even_grid(facts)
        return Analysis(grid, find_sections(in_whole_song(song, stretches), grid), [])
    hearing = hear(song)
    name, tracked, problem = track_with(analyzer, SongFeatures(path, song, hearing, stretches))
    grid = grid_of(tracked, facts, name) if tracked else even_grid(facts)
    other = grid_of(tracked.alternative, facts, name) if tracked and tracked.alternative else None
    onsets_s = stretches.in_song_s(onset_times_s(song, hearing.onsets))
    onsets_ms = in_whole_ms(onsets_s, facts.duration_ms)
    return Analysis(grid, find_sections(in_whole_song(song, stretches), grid), onsets_ms, problem, other)


def grid_of(tracked: Tracked, facts: SongFacts, analyzer: str) -> BeatGrid:
    """Return the grid of the beats that `analyzer` found."""
    return build_grid(
        tracked.beats,
        song=facts,
        time_signature=tracked.time_signature,
        bpm=tracked.bpm,
        bpm_confidence=tracked.bpm_confidence,
        analyzer=analyzer,
        analyzer_version=library_version(analyzer),
    )
