"""The one decoder of songs: from a file to its samples, over damage, for all who hear a song."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import numpy as np
import soxr
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.error import FFmpegError
from av.packet import Packet

from core.errors import FileDamagedError, NoSoundError, SoundFormatUnknownError, TooLongError
from core.media.containers import AUDIO_CODECS, open_container
from core.media.sniff import sniff_file
from core.media.songs.downmix import mixed
from core.media.songs.frame_samples import Floats, floats
from core.settings import settings

BLOCK_VALUES = 1 << 18
RATES_HZ = range(1000, 768_001)
# Time stamps jitter; only a greater leap is sound that is missing, and only up to a minute of it.
LEAP_S = 0.05
LONGEST_GAP_S = 60
# A demuxer that trips over damage goes on behind it; one that does so without a packet is done.
MOST_STUMBLES = 100
# How tags begin that lie between the frames of joined files: no sound, so none is lost.
TAGS = (b"ID3", b"TAG", b"APE", b"LYR")
NOTHING_LOST = Fraction(0)


@dataclass(frozen=True)
class Form:
    """What a song's sound is: FFmpeg's reader, index of its stream, codec, rate, channels as stored."""

    reader: str
    stream: int
    codec: str
    rate_hz: int
    stored_channels: int
    bits: int
    said_samples: int | None
    """How many samples the header claims, if it claims any."""

    @property
    def channels(self) -> int:
        """How many channels the blocks have: 1 or 2."""
        return min(2, self.stored_channels)


@dataclass
class Course:
    """How far the decoding has come: samples per channel, and those that damage has cost."""

    samples: int = 0
    lost_samples: int = 0


@dataclass
class SongSound:
    """A song being decoded: `blocks` may be run through once, `course` counts along."""

    form: Form
    blocks: Iterator[Floats]
    course: Course = field(default_factory=Course)

    @property
    def duration_ms(self) -> int:
        """The length of what was decoded so far."""
        return round(self.course.samples * 1000 / self.form.rate_hz)


@contextmanager
def open_song(path: Path, name: str) -> Iterator[SongSound]:
    """Open a song for one run through its samples, blocks of (samples, 1 or 2) at `form.rate_hz`.

    It is the first audio stream of which anything decodes. Time is counted in decoded samples, as
    headers lie; where damage costs a packet, silence takes its place, so what follows stays in time.
    Raises NoSoundError, SoundFormatUnknownError, FileDamagedError, TooManyStreamsError, and while
    the blocks are run through TooLongError.
    """
    sniffed = sniff_file(path, name)
    if sniffed.family == "still":
        raise NoSoundError(file=name)
    reader = sniffed.reader
    for index in _candidates(path, reader, name):
        with open_container(path, reader, name, most_streams=settings().max_streams) as container:
            stream = container.streams[index]
            assert isinstance(stream, AudioStream)  # noqa: S101 - it was one a moment ago
            stream.codec_context.thread_count = 1
            pieces = _Pieces(container, stream)
            first = next(pieces, None)
            if first is None:
                continue
            form = _form(reader, stream, first, name)
            course = Course()
            yield SongSound(form, _blocks(first, pieces, form, course, name), course)
            return
    raise FileDamagedError(file=name, reason="no sound in it can be decoded")


def _candidates(path: Path, reader: str, name: str) -> list[int]:
    with open_container(path, reader, name, most_streams=settings().max_streams) as container:
        sound = container.streams.audio
        if not sound:
            raise NoSoundError(file=name)
        known = [s.index for s in sound if s.codec_context and s.codec_context.name in AUDIO_CODECS]
    if not known:
        raise SoundFormatUnknownError(file=name)
    return known


def _form(reader: str, stream: AudioStream, first: "_Piece", name: str) -> Form:
    frame = first.frame
    if frame.sample_rate not in RATES_HZ:
        raise FileDamagedError(file=name, reason=f"its sample rate is {frame.sample_rate} Hz")
    said = None
    if stream.duration and stream.time_base:
        said = round(stream.duration * stream.time_base * frame.sample_rate)
    return Form(
        reader=reader,
        stream=stream.index,
        codec=stream.codec_context.name,
        rate_hz=frame.sample_rate,
        stored_channels=len(frame.layout.channels),
        bits=_bits(stream, frame),
        said_samples=said,
    )


def _bits(stream: AudioStream, frame: AudioFrame) -> int:
    """Return how fine the stored samples are, 16 for what is stored as frequencies."""
    if frame.format.name.startswith(("flt", "dbl")):
        return 32 if stream.codec_context.name.startswith("pcm_") else 16
    return 16 if frame.format.bytes <= 2 else 24


@dataclass(slots=True)
class _Piece:
    """A decoded frame, and how long the packets lasted that were lost before it."""

    frame: AudioFrame
    lost_s: Fraction


class _Pieces:
    """Iterates over the frames of a stream; damage costs a packet, never what comes after it."""

    def __init__(self, container: InputContainer, stream: AudioStream) -> None:
        self._container, self._stream = container, stream
        self._lost_s = NOTHING_LOST
        self._found = self._frames()

    def __iter__(self) -> "_Pieces":
        return self

    def __next__(self) -> _Piece:
        frame = next(self._found)
        lost_s, self._lost_s = self._lost_s, NOTHING_LOST
        return _Piece(frame, lost_s)

    def _frames(self) -> Iterator[AudioFrame]:
        for packet in self._packets():
            try:
                yield from packet.decode()
            except FFmpegError:
                if bytes(packet)[:3] in TAGS:
                    continue
                self._lost_s += (packet.duration or 0) * (packet.time_base or Fraction(0))

    def _packets(self) -> Iterator[Packet]:
        for _ in range(MOST_STUMBLES):
            came = False
            try:
                for packet in self._container.demux(self._stream):
                    came = True
                    yield packet
            except FFmpegError:
                if came:
                    continue
            return


def _blocks(first: _Piece, rest: "_Pieces", form: Form, course: Course, name: str) -> Iterator[Floats]:
    """Yield the sound of all pieces in blocks of a handy size, with silence for what was lost."""
    limit_s = settings().max_duration_s
    waiting: list[Floats] = []
    count = 0
    for samples in _timed(first, rest, form, course):
        waiting.append(samples)
        count += len(samples)
        course.samples += len(samples)
        if course.samples > limit_s * form.rate_hz:
            minutes = course.samples / form.rate_hz / 60
            raise TooLongError(file=name, minutes=minutes, limit_minutes=limit_s / 60)
        if count * form.channels >= BLOCK_VALUES:
            yield np.concatenate(waiting)
            waiting, count = [], 0
    if waiting:
        yield np.concatenate(waiting)


def _timed(first: _Piece, rest: "_Pieces", form: Form, course: Course) -> Iterator[Floats]:
    shaper, clock = _Shaper(form), _Clock(form.rate_hz)
    piece: _Piece | None = first
    while piece is not None:
        samples = shaper.shaped(piece.frame)
        gap = clock.gap(piece, len(samples))
        course.lost_samples += gap
        for begin in range(0, gap, BLOCK_VALUES):
            yield np.zeros((min(BLOCK_VALUES, gap - begin), form.channels), np.float32)
        if len(samples):
            yield samples
        piece = next(rest, None)
    if len(tail := shaper.tail()):
        yield tail


class _Clock:
    """Compares the time stamps with the samples that came, to tell how much is missing."""

    def __init__(self, rate_hz: int) -> None:
        self._rate_hz = rate_hz
        self._expected: float | None = None

    def gap(self, piece: _Piece, samples: int) -> int:
        """Return how many samples are missing before `piece`, which lasts `samples`."""
        frame, expected = piece.frame, self._expected
        missing = float(piece.lost_s * self._rate_hz) if piece.lost_s and expected is not None else 0.0
        begin = (expected or 0.0) + missing
        if frame.pts is not None and frame.time_base is not None:
            begin = frame.pts * frame.time_base.numerator * self._rate_hz / frame.time_base.denominator
            if expected is not None and LEAP_S < (begin - expected) / self._rate_hz <= LONGEST_GAP_S:
                missing = begin - expected
        self._expected = begin + samples
        return round(min(missing, LONGEST_GAP_S * self._rate_hz))


class _Shaper:
    """Brings frames into one form: floats (samples, channels) at one rate; some songs change on the way."""

    def __init__(self, form: Form) -> None:
        self._rate_hz, self._channels = form.rate_hz, form.channels
        self._resampler: soxr.ResampleStream | None = None
        self._from_hz = form.rate_hz

    def shaped(self, frame: AudioFrame) -> Floats:
        samples = floats(frame)
        if samples.shape[1] > 2:
            samples = mixed(samples, [channel.name for channel in frame.layout.channels])
        if samples.shape[1] != self._channels:
            mean = samples.mean(axis=1, keepdims=True, dtype=np.float32)
            samples = mean if self._channels == 1 else np.repeat(mean, 2, axis=1)
        return self._at_rate(samples, frame.sample_rate)

    def tail(self) -> Floats:
        """Return what a change of rate still holds back."""
        if self._resampler is None:
            return np.zeros((0, self._channels), np.float32)
        rest = self._resampler.resample_chunk(np.zeros((0, self._channels), np.float32), last=True)
        self._resampler = None
        return rest

    def _at_rate(self, samples: Floats, rate_hz: int) -> Floats:
        if rate_hz == self._from_hz:
            resampler = self._resampler
            return resampler.resample_chunk(np.ascontiguousarray(samples)) if resampler else samples
        tail = self.tail()
        self._from_hz = rate_hz
        if rate_hz != self._rate_hz:
            self._resampler = soxr.ResampleStream(
                rate_hz, self._rate_hz, self._channels, dtype="float32", quality="HQ"
            )
            samples = self._resampler.resample_chunk(np.ascontiguousarray(samples))
        return np.concatenate([tail, samples])
