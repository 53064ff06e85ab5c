"""Plays a song by arithmetic: a calm opening, drums, a drop and an end, at 120 beats a minute."""

import io

import numpy as np
import soundfile

RATE_HZ = 44_100
BEAT_S = 0.5
BARS = 18
BEATS_PER_BAR = 4
CHORDS_HZ = (
    (220.0, 261.63, 329.63),
    (174.61, 220.0, 261.63),
    (196.0, 261.63, 329.63),
    (196.0, 246.94, 293.66),
)
BASS_HZ = (55.0, 43.65, 65.41, 49.0)
TUNE_HZ = (659.26, 523.25, 587.33, 493.88, 440.0, 523.25, 587.33, 783.99)
CALM_BARS, DROP_BAR = 4, 10

Signal = np.ndarray


def play() -> bytes:
    """Return the song as a FLAC file, the same bytes each time on one machine."""
    out = io.BytesIO()
    soundfile.write(out, _mixed(), RATE_HZ, format="FLAC", subtype="PCM_16")
    return out.getvalue()


def _mixed() -> Signal:
    """Return the song as float32 of shape (samples, 2)."""
    song = np.zeros((round((BARS * BEATS_PER_BAR + 4) * BEAT_S * RATE_HZ), 2), np.float32)
    for bar in range(BARS):
        begin_s = bar * BEATS_PER_BAR * BEAT_S
        _add(song, begin_s, _pad(CHORDS_HZ[bar % 4]), (0.10, 0.10))
        if bar >= CALM_BARS:
            _add_drums(song, begin_s, busy=bar >= DROP_BAR)
        for beat in range(BEATS_PER_BAR):
            at_s = begin_s + beat * BEAT_S
            if bar >= CALM_BARS:
                _add(song, at_s, _bass(BASS_HZ[bar % 4]), (0.3, 0.3))
            if bar < CALM_BARS or bar >= DROP_BAR:
                note_hz = TUNE_HZ[(bar * 3 + beat) % len(TUNE_HZ)]
                _add(song, at_s, _pluck(note_hz), (0.10, 0.16) if beat % 2 else (0.16, 0.10))
    last_s = BARS * BEATS_PER_BAR * BEAT_S
    _add(song, last_s, _pad(CHORDS_HZ[0]), (0.12, 0.12))
    _add(song, last_s, _kick(), (0.6, 0.6))
    return np.tanh(1.2 * song).astype(np.float32)


def _add_drums(song: Signal, begin_s: float, *, busy: bool) -> None:
    for beat in range(BEATS_PER_BAR):
        at_s = begin_s + beat * BEAT_S
        _add(song, at_s, _kick(), (0.7, 0.7) if beat % 2 == 0 or busy else (0.25, 0.25))
        if beat % 2:
            _add(song, at_s, _noise(0.12, beat), (0.3, 0.3))
        for half in range(2 if busy else 1):
            _add(song, at_s + BEAT_S / 2 * (1 - half), _noise(0.03, 9 + half), (0.08, 0.12))


def _add(song: Signal, at_s: float, sound: Signal, gains: tuple[float, float]) -> None:
    begin = round(at_s * RATE_HZ)
    end = min(len(song), begin + len(sound))
    song[begin:end] += sound[: end - begin, None] * np.array(gains, np.float32)


def _times_s(length_s: float) -> Signal:
    return np.arange(round(length_s * RATE_HZ)) / RATE_HZ


def _kick() -> Signal:
    time_s = _times_s(0.28)
    return np.sin(2 * np.pi * (48 * time_s + 9 * (1 - np.exp(-time_s * 28)) / 2.8)) * np.exp(-time_s * 12)


def _noise(length_s: float, seed: int) -> Signal:
    time_s = _times_s(length_s * 3)
    return np.random.default_rng(seed).normal(0, 0.5, len(time_s)) * np.exp(-time_s / length_s * 2)


def _bass(pitch_hz: float) -> Signal:
    time_s = _times_s(BEAT_S * 0.9)
    tone = sum(np.sin(2 * np.pi * pitch_hz * n * time_s) / n**1.3 for n in range(1, 6))
    return tone * np.minimum(1, time_s * 200) * np.exp(-time_s * 3)


def _pluck(pitch_hz: float) -> Signal:
    time_s = _times_s(1.0)
    tone = np.sin(
        2 * np.pi * pitch_hz * time_s + 2 * np.exp(-time_s * 8) * np.sin(4 * np.pi * pitch_hz * time_s)
    )
    return tone * np.minimum(1, time_s * 400) * np.exp(-time_s * 5)


def _pad(chord_hz: tuple[float, ...]) -> Signal:
    length_s = BEATS_PER_BAR * BEAT_S
    time_s = _times_s(length_s)
    shape = np.minimum(1, time_s * 6) * np.minimum(1, (length_s - time_s) * 6)
    voices = [
        np.sin(2 * np.pi * hz * n * drift * time_s) / n**2
        for hz in chord_hz
        for n in (1, 2, 3)
        for drift in (1, 1.003)
    ]
    return np.sum(voices, axis=0) * shape
