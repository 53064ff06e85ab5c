"""Prints for many songs how long each part of BeatStitch thinks they are: `... FILE|FOLDER ...`.

Probe, beats, waveform, the sound of a render and Chromium must agree within 60 ms, or the song is refused
with one sentence. Without arguments it takes all songs of the shared collection.
"""

import argparse
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import av
import numpy as np
from playwright.sync_api import Page, sync_playwright

from core.errors import MediaRefusedError
from core.hashing import file_checksum
from core.media.probe import inspect
from core.music.blocks import Floats
from core.music.decode import ANALYSIS_RATE_HZ, decode
from core.music.grid.beat_grid import load_grid
from core.music.peaks import FINE_SAMPLES, HEADER
from core.music.song_files import write_song_files
from core.music.song_folder import BEATS_FILE, COPY_FILE, PEAKS_FILE, load_reading
from core.render.sound.audio import soundtrack
from core.render.sound.mix import Mix
from core.render.sound.song import Song
from tests.browser.ranges import Served, chromium, served

CLOSE_MS = 60
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
SONGS = ("media/aud-*/*", "media/music/*", "music/*.ogg", "cases/*/*.mp3", "cases/*/*.wav", "cases/*/*.flac",
         "cases/*/*.ogg", "cases/apac/*.mov")  # fmt: skip
STEP_S = 0.01
LONGEST_LAG = 30
END_S = 8.0


@dataclass(frozen=True)
class Lengths:
    """How long a song is to each part, in ms; `late_ms` is how late its end is heard in a render."""

    probe_ms: float
    beats_ms: float
    peaks_ms: float
    rendered_ms: float
    browser_ms: float
    late_ms: float

    @property
    def worst_ms(self) -> float:
        """The greatest difference between any two."""
        lengths = (self.probe_ms, self.beats_ms, self.peaks_ms, self.rendered_ms, self.browser_ms)
        return max(max(lengths) - min(lengths), abs(self.late_ms))


def lengths_of(song: Path, folder: Path, page: Page, server: Served) -> Lengths:
    """Return the lengths of `song`; what is made of it goes to `folder`, which `server` serves to `page`.

    Raises a MediaRefusedError.
    """
    probed = inspect(str(song), song.name)["duration_ms"]
    write_song_files(str(song), str(folder), song.name)
    reading, grid = load_reading(folder), load_grid(folder / BEATS_FILE)
    *_, rate_hz, per_pair, pairs = HEADER.unpack_from((folder / PEAKS_FILE).read_bytes())
    assert per_pair == FINE_SAMPLES
    played = folder / COPY_FILE
    if not reading.copied:
        played = folder / f"song{song.suffix}"
        played.symlink_to(song)
    known = Song.of(reading, played, file_checksum(song), song.name)
    # A little longer than the song, so that one that goes on too long is seen.
    mix = Mix(known.output_rate_hz, round((grid.duration_ms / 1000 + 1) * known.output_rate_hz))
    rendered = _heard(soundtrack(known, mix, codec="aac", bitrate="192k", folder=folder / "sound"))
    late_ms = _late_ms(decode(song).samples.astype(np.float32), rendered)
    return Lengths(
        probe_ms=probed,
        beats_ms=grid.duration_ms,
        peaks_ms=1000 * pairs * per_pair / rate_hz,
        rendered_ms=1000 * (len(rendered) / ANALYSIS_RATE_HZ - 1),
        browser_ms=1000 * server.seconds(page, played),
        late_ms=late_ms,
    )


def lengths_or_refusal(song: Path, folder: Path, page: Page, server: Served) -> Lengths | MediaRefusedError:
    """Return the lengths of `song`, or why it is refused; makes `folder`."""
    folder.mkdir(parents=True)
    try:
        return lengths_of(song, folder, page, server)
    except MediaRefusedError as refusal:
        return refusal


def _heard(path: Path) -> Floats:
    """Return what is heard in a file as mono samples."""
    resampler = av.AudioResampler("fltp", "mono", ANALYSIS_RATE_HZ)
    with av.open(str(path)) as container:
        blocks = [
            block.to_ndarray()[0]
            for frame in [*container.decode(audio=0), None]
            for block in resampler.resample(frame)
        ]
    return np.concatenate(blocks)


def _late_ms(song: Floats, rendered: Floats) -> float:
    """Return how much later the end of a song is heard in `rendered` than it is in `song`."""
    step = round(STEP_S * ANALYSIS_RATE_HZ)

    def levels(samples: Floats) -> Floats:
        return np.sqrt(np.square(samples[: len(samples) // step * step].reshape(-1, step)).mean(axis=1))

    own, other = levels(song), levels(rendered)
    loud = np.flatnonzero(own > own.max() / 300)
    if not len(loud):
        return 0.0
    end = int(loud[-1]) + 1
    begin = max(0, end - round(END_S / STEP_S))
    padded = np.pad(other, LONGEST_LAG)[begin : end + 2 * LONGEST_LAG]
    window = np.pad(own[begin:end], (0, max(0, len(padded) - 2 * LONGEST_LAG - (end - begin))))
    scores = [
        float(np.dot(window, padded[lag : lag + len(window)])) for lag in range(len(padded) - len(window) + 1)
    ]
    return 1000 * STEP_S * (int(np.argmax(scores)) - LONGEST_LAG)


def found(places: Iterable[Path]) -> Iterator[Path]:
    """Yield the songs of the shared collection, or the files given and those in the folders given."""
    given = list(places)
    for pattern in () if given else SONGS:
        yield from sorted(SHARED.glob(pattern))
    for place in given:
        yield from sorted(place.iterdir()) if place.is_dir() else [place]


def row(name: str, lengths: Lengths | MediaRefusedError) -> str:
    """Return a line of the table."""
    if isinstance(lengths, MediaRefusedError):
        return f"{name[:34]:36}refused: {lengths.user_message}"
    cells = (
        lengths.probe_ms,
        lengths.beats_ms,
        lengths.peaks_ms,
        lengths.rendered_ms,
        lengths.browser_ms,
        lengths.late_ms,
        lengths.worst_ms,
    )
    return f"{name[:34]:36}" + "".join(f"{cell:10.0f}" for cell in cells)


def main() -> None:
    """Print the table; the status is 1 when lengths differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("places", type=Path, nargs="*")
    places = parser.parse_args().places
    worst: list[tuple[float, str]] = []
    titles = ("probe", "beats", "waveform", "rendered", "browser", "late", "worst")
    say(" " * 36 + "".join(f"{title:>10}" for title in titles))
    with sync_playwright() as playwright, TemporaryDirectory(prefix="lengths-") as name:
        page = chromium(playwright).new_page()
        with served(Path(name)) as server:
            for number, song in enumerate(found(places)):
                lengths = lengths_or_refusal(song, Path(name) / str(number), page, server)
                say(row(song.name, lengths))
                if isinstance(lengths, Lengths):
                    worst.append((lengths.worst_ms, song.name))
    if not worst:
        sys.exit("There are no songs here.")
    say(f"The worst of {len(worst)}: {max(worst)[0]:.1f} ms, {max(worst)[1]}")
    sys.exit(max(worst)[0] > CLOSE_MS)


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
