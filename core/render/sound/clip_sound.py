"""The sound of a clip from a given moment on, in stereo at the rate of the video's sound."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import chain
from pathlib import Path

import numpy as np
import soxr
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.error import FFmpegError, InvalidDataError
from numpy.typing import NDArray

from core.media.clips.clips import first_frame
from core.media.containers import WITHOUT_TIMES, choose_sound, choose_video, open_container
from core.media.sniff import sniff_file
from core.media.songs.downmix import stereo as mixed_to_stereo
from core.media.songs.song_sound import floats

# Decoding begins this much early: compressed sound needs a few frames to swing in.
RUN_UP_S = Fraction(1, 4)
# Time stamps of some containers are whole milliseconds; only a greater leap is a gap or an overlap.
LEAP_S = Fraction(1, 50)
MICROSECONDS = 1_000_000

Stereo = NDArray[np.float32]


def stereo(path: Path, name: str, source_s: Fraction, rate_hz: int) -> Iterator[Stereo]:
    """Yield blocks (samples x 2) of a clip's sound from `source_s` after its first picture to its end.

    Where the sound starts late or has holes there is silence, so it stays with the picture. A damaged
    packet costs only itself. Raises a MediaRefusedError when the file can't be opened.
    """
    reader = sniff_file(path, name).reader
    with open_container(path, reader, name) as container:
        stream = choose_sound(container)
        if stream is None:
            return
        from_s = _first_picture_s(path, reader, name) + source_s
        _seek(container, from_s - RUN_UP_S)
        frames = _frames(container, stream)
        first = next(frames, None)
        if first is None:
            return
        own_hz = first.sample_rate
        blocks = _contiguous(chain([first], frames), from_s, own_hz)
        yield from blocks if own_hz == rate_hz else _resampled(blocks, own_hz, rate_hz)


def _first_picture_s(path: Path, reader: str, name: str) -> Fraction:
    """Return when the clip's first frame is shown, on the clock that its sound has too."""
    with open_container(path, reader, name) as container:
        video = choose_video(container)
        if video is None or video.time_base is None:
            return Fraction(0)
        if container.format.name == WITHOUT_TIMES:  # those of its frames are guessed from their order
            return (video.start_time or 0) * video.time_base
        return (first_frame(container, video, name).pts or 0) * video.time_base


def _seek(container: InputContainer, time_s: Fraction) -> None:
    """Go to `time_s` or before it; a file that can't be sought in is decoded from its start."""
    start_s = Fraction(container.start_time or 0, MICROSECONDS)
    if time_s <= start_s:
        return
    try:
        container.seek(int(time_s * MICROSECONDS), backward=True)
    except FFmpegError:
        container.seek(int(start_s * MICROSECONDS))


def _frames(container: InputContainer, stream: AudioStream) -> Iterator[AudioFrame]:
    try:
        for packet in container.demux(stream):
            try:
                yield from packet.decode()
            except InvalidDataError:
                continue
    except FFmpegError:
        return  # what came before the damage is what can be heard


def _contiguous(frames: Iterator[AudioFrame], from_s: Fraction, rate_hz: int) -> Iterator[Stereo]:
    """Yield the sound from `from_s` on, sample by sample, with silence for what is missing."""
    mixer = _StereoMixer(rate_hz)
    leap = LEAP_S * rate_hz
    at: int | None = None  # the place of the next sample, counted from `from_s`
    for frame in frames:
        samples = mixer.mixed(frame)
        said = at or 0
        if frame.pts is not None and frame.time_base is not None:
            said = round((frame.pts * frame.time_base - from_s) * rate_hz)
        if at is None or said - at > leap:
            silence = max(0, said) - max(0, at or 0)
            if silence:
                yield np.zeros((silence, 2), np.float32)
            at = said
        elif at - said > leap:
            samples = samples[at - said :]
        heard = samples[max(0, -at) :]
        at += len(samples)
        if len(heard):
            yield heard


def _at_rate(frame: AudioFrame, resampler: AudioResampler | None) -> Iterator[AudioFrame]:
    yield from [frame] if resampler is None else resampler.resample(frame)


class _StereoMixer:
    """Turns decoded sound of any layout into stereo of one rate; some streams change on the way."""

    def __init__(self, rate_hz: int) -> None:
        self._rate_hz = rate_hz
        self._form: tuple[str, str, int] | None = None
        self._resampler: AudioResampler | None = None

    def mixed(self, frame: AudioFrame) -> Stereo:
        form = (frame.format.name, frame.layout.name, frame.sample_rate)
        if form != self._form:
            changes = frame.sample_rate != self._rate_hz
            self._resampler = AudioResampler(rate=self._rate_hz) if changes else None
            self._form = form
        names = [channel.name for channel in frame.layout.channels]
        pieces = [mixed_to_stereo(floats(piece), names) for piece in _at_rate(frame, self._resampler)]
        return np.concatenate(pieces) if pieces else np.zeros((0, 2), np.float32)


def _resampled(blocks: Iterator[Stereo], from_hz: int, to_hz: int) -> Iterator[Stereo]:
    resampler = soxr.ResampleStream(from_hz, to_hz, 2, dtype="float32", quality="HQ")
    for block in blocks:
        yield resampler.resample_chunk(np.ascontiguousarray(block))
    yield resampler.resample_chunk(np.zeros((0, 2), np.float32), last=True)
