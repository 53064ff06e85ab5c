"""Reads what standard MIDI files of other people say: notes in quarters, tempi and key."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from training.songs.midi import DRUM_CHANNEL, DRUMS

NOTE_OFF, NOTE_ON, CONTROL, PROGRAM = 0x80, 0x90, 0xB0, 0xC0
SHORT_MESSAGES = (0xC0, 0xD0)
META, SYSEX = 0xFF, (0xF0, 0xF7)
TEMPO, KEY = 0x51, 0x59
VOLUME, EXPRESSION = 7, 11
USUAL_VOLUME, FULL = 100, 127


@dataclass(frozen=True)
class WrittenNote:
    """A note as written: program or `DRUMS`, pitch, velocity (with the channel's volume), quarters."""

    program: int
    pitch: int
    velocity: int
    start: float
    length: float


@dataclass
class Piece:
    """What a file holds: notes, tempi as (quarter, seconds per quarter), sharps (flats negative)."""

    notes: list[WrittenNote] = field(default_factory=list)
    tempi: list[tuple[float, float]] = field(default_factory=lambda: [(0.0, 0.5)])
    sharps: int = 0

    def seconds(self, quarter: float) -> float:
        """Return the moment of a position in quarters."""
        now_s, at, rate = 0.0, 0.0, self.tempi[0][1]
        for place, following in self.tempi:
            if place >= quarter:
                break
            now_s, at, rate = now_s + (place - at) * rate, place, following
        return now_s + (quarter - at) * rate


@dataclass
class Channel:
    """What one channel does at the moment."""

    program: int = 0
    volume: int = USUAL_VOLUME
    expression: int = FULL
    sounding: dict[int, tuple[float, int]] = field(default_factory=dict)

    def velocity(self, struck: int) -> int:
        """Return how hard a note sounds at the channel's volume."""
        return min(FULL, max(1, round(struck * self.volume / USUAL_VOLUME * self.expression / FULL)))


def read_midi(path: Path) -> Piece:
    """Return the piece in the file at `path`; ValueError when it is no MIDI file in quarters."""
    data = path.read_bytes()
    kind, _, _, _, division = struct.unpack(">4sIHHH", data[:14])
    if kind != b"MThd" or division & 0x8000:
        raise ValueError(path)
    piece, place = Piece(), 14
    while place < len(data):
        length = struct.unpack(">I", data[place + 4 : place + 8])[0]
        read_track(data[place + 8 : place + 8 + length], division, piece)
        place += 8 + length
    piece.notes.sort(key=lambda note: (note.start, note.program, note.pitch))
    piece.tempi.sort(key=lambda tempo: tempo[0])
    return piece


def read_track(data: bytes, division: int, piece: Piece) -> None:
    """Add the notes, tempi and key of one track to `piece`."""
    channels = [Channel() for _ in range(16)]
    for tick, status, content in messages(data):
        at = tick / division
        if status == META:
            take_meta(content, at, piece)
            continue
        channel, kind = channels[status & 0x0F], status & 0xF0
        if kind == PROGRAM:
            channel.program = content[0]
        elif kind == CONTROL and content[0] == VOLUME:
            channel.volume = content[1]
        elif kind == CONTROL and content[0] == EXPRESSION:
            channel.expression = content[1]
        elif kind in (NOTE_ON, NOTE_OFF):
            pitch, struck = content
            if pitch in channel.sounding:
                start, velocity = channel.sounding.pop(pitch)
                program = DRUMS if status & 0x0F == DRUM_CHANNEL else channel.program
                piece.notes.append(WrittenNote(program, pitch, velocity, start, at - start))
            if kind == NOTE_ON and struck:
                channel.sounding[pitch] = (at, channel.velocity(struck))


def take_meta(content: bytes, at: float, piece: Piece) -> None:
    """Note a tempo or a key."""
    if content[0] == TEMPO:
        piece.tempi.append((at, int.from_bytes(content[1:4], "big") / 1e6))
    elif content[0] == KEY:
        piece.sharps = struct.unpack("b", content[1:2])[0]


def messages(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield tick, status and content of the messages of a track; of meta messages kind and data."""
    place, tick, status = 0, 0, 0
    while place < len(data):
        wait, place = variable(data, place)
        tick += wait
        if data[place] & 0x80:
            status, place = data[place], place + 1
        if status == META or status in SYSEX:
            kind = data[place : place + 1] if status == META else b""
            length, place = variable(data, place + len(kind))
            if status == META:
                yield tick, status, kind + data[place : place + length]
        else:
            length = 1 if status & 0xF0 in SHORT_MESSAGES else 2
            yield tick, status, data[place : place + length]
        place += length


def variable(data: bytes, place: int) -> tuple[int, int]:
    """Return the number in groups of seven bits at `place`, and where it ends."""
    value = 0
    while True:
        value, place = value << 7 | data[place] & 0x7F, place + 1
        if not data[place - 1] & 0x80:
            return value, place
