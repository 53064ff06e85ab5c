"""Writes notes as a standard MIDI file, one tick to the millisecond."""

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

DRUMS = -1
"""The program of the drum kit, which General MIDI keeps on its own channel."""
DRUM_CHANNEL = 9
CHANNELS = tuple(channel for channel in range(16) if channel != DRUM_CHANNEL)
TICKS_PER_QUARTER = 500


@dataclass(frozen=True)
class Note:
    """One note: General MIDI `program` or `DRUMS`, `pitch` and `velocity` 0 .. 127, times in seconds."""

    program: int
    pitch: int
    velocity: int
    start_s: float
    end_s: float


def variable_length(value: int) -> bytes:
    """Return `value` in groups of seven bits, all but the last with their high bit set."""
    groups = [value & 0x7F]
    while value := value >> 7:
        groups.append(value & 0x7F | 0x80)
    return bytes(reversed(groups))


def write_midi(notes: Iterable[Note], path: Path) -> None:
    """Write `notes` to `path`, each program on a channel of its own (at most 15)."""
    notes = list(notes)
    programs = sorted({note.program for note in notes} - {DRUMS})
    channel_of = dict(zip(programs, CHANNELS, strict=False)) | {DRUMS: DRUM_CHANNEL}
    events = [(0, 0, bytes([0xC0 | channel_of[program], program])) for program in programs]
    for note in notes:
        channel = channel_of[note.program]
        start, end = round(note.start_s * 1000), round(note.end_s * 1000)
        events.append((start, 2, bytes([0x90 | channel, note.pitch, note.velocity])))
        events.append((max(end, start + 1), 1, bytes([0x80 | channel, note.pitch, 0])))
    track, now = bytearray(), 0
    for tick, _, message in sorted(events):
        track += variable_length(tick - now) + message
        now = tick
    track += b"\x00\xff\x2f\x00"
    header = b"MThd" + struct.pack(">IHHH", 6, 0, 1, TICKS_PER_QUARTER)
    path.write_bytes(header + b"MTrk" + struct.pack(">I", len(track)) + bytes(track))
