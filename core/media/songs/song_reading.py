"""The one reading of a song: decoded once, and kept as FLAC where the upload can't be trusted as it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
import soxr

from core.errors import DiskFullError
from core.media.songs.song_facts import SongReading
from core.media.songs.song_sound import Floats, Form, SongSound, open_song

# What every browser plays, seeks in to the sample, and decodes to the very same numbers.
EXACT_CODECS = {"flac": ("flac",), "wav": ("pcm_u8", "pcm_s16le", "pcm_s24le", "pcm_f32le")}
EXACT_HEADS = {"flac": b"fLaC", "wav": b"RIFF"}
PLAYED_RATES_HZ = range(8_000, 192_001)
USUAL_RATE_HZ = 48_000
FINE_BITS = 24


class SongReader:
    """Reads one song; `blocks` gives its samples, (samples, channels), and `reading` what was found.

    With a `copy`, that FLAC file is written on the way if the upload can't be relied on: a header
    that says another length than what decodes, lossy frames whose times browsers only guess (MP3),
    more than two channels, damage, a format that browsers don't play.
    """

    def __init__(self, path: Path, name: str, copy: Path | None = None) -> None:
        self._path, self._name, self._copy = path, name, copy
        self._sound: SongSound | None = None
        self._copied = False

    @contextmanager
    def open(self) -> Iterator["SongReader"]:
        """Open the song; raises what `open_song` raises, DiskFullError."""
        with open_song(self._path, self._name) as self._sound:
            yield self

    @property
    def form(self) -> Form:
        return self._heard.form

    def blocks(self) -> Iterator[Floats]:
        """Yield the samples once; only when all are through is the reading whole."""
        sound, copy = self._heard, self._copy
        if copy is None:
            yield from sound.blocks
            return
        is_exact = said_exactly(self._path, sound.form)
        if is_exact:
            yield from sound.blocks
            if sound.course.samples == sound.form.said_samples and not sound.course.lost_samples:
                return
            # Damage that its header did not show: rare enough to decode it again.
            with open_song(self._path, self._name) as again:
                for _ in _copying(again.blocks, again.form, copy):
                    pass
        else:
            yield from _copying(sound.blocks, sound.form, copy)
        self._copied = True

    @property
    def reading(self) -> SongReading:
        form, course = self.form, self._heard.course
        return SongReading(
            reader=form.reader,
            stream=form.stream,
            sample_rate=form.rate_hz,
            channels=form.channels,
            duration_ms=self._heard.duration_ms,
            damaged_ms=round(1000 * course.lost_samples / form.rate_hz),
            copied=self._copied,
        )

    @property
    def _heard(self) -> SongSound:
        assert self._sound is not None  # noqa: S101 - it is used inside `open` only
        return self._sound


def said_exactly(path: Path, form: Form) -> bool:
    """Tell whether the upload can be heard as it is, by all that its header says.

    Two readers that know nothing of each other, libsndfile and FFmpeg, must believe in the same length.
    """
    if form.codec not in EXACT_CODECS.get(form.reader, ()) or form.stream != 0:
        return False
    if form.stored_channels > 2 or form.rate_hz not in PLAYED_RATES_HZ:
        return False
    with path.open("rb", buffering=0) as file:
        if file.read(4) != EXACT_HEADS[form.reader]:
            return False
        file.seek(0)
        try:
            # By number, because soundfile would take a name ending in .raw for headerless samples.
            with soundfile.SoundFile(file.fileno(), closefd=False) as witness:
                return witness.frames == form.said_samples
        except soundfile.SoundFileError:
            return False


def read_song_file(path: str, name: str, copy: str | None = None) -> dict[str, Any]:
    """Read a song, to `copy` if it needs one; return its SongReading as plain JSON values.

    Runs in a limited process. Raises what `open_song` raises, DiskFullError.
    """
    with SongReader(Path(path), name, Path(copy) if copy else None).open() as song:
        for _ in song.blocks():
            pass
        return song.reading.model_dump(mode="json")


def _copying(blocks: Iterator[Floats], form: Form, copy: Path) -> Iterator[Floats]:
    """Yield `blocks` while they are written to `copy`; a copy that does not come to its end is no copy."""
    rate_hz = form.rate_hz if form.rate_hz in PLAYED_RATES_HZ else USUAL_RATE_HZ
    resampler = None
    if rate_hz != form.rate_hz:
        resampler = soxr.ResampleStream(form.rate_hz, rate_hz, form.channels, dtype="float32", quality="HQ")
    subtype = "PCM_24" if form.bits >= FINE_BITS else "PCM_16"
    with (
        _disk_full_told(),
        soundfile.SoundFile(copy, "w", rate_hz, form.channels, subtype, format="FLAC") as out,
    ):
        for block in blocks:
            out.write(resampler.resample_chunk(np.ascontiguousarray(block)) if resampler else block)
            yield block
        if resampler:
            out.write(resampler.resample_chunk(np.zeros((0, form.channels), np.float32), last=True))


@contextmanager
def _disk_full_told() -> Iterator[None]:
    """Turn what libsndfile says of a write that failed into DiskFullError."""
    try:
        yield
    except soundfile.LibsndfileError as error:
        raise DiskFullError from error
