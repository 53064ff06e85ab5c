"""What is known of a packet of a clip before it is decoded."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Packet:
    """A packet of a stream: when it is decoded and shown in ticks, its size, and what depends on it.

    `is_key` says that it can be decoded by itself, `is_needed` that other frames may not do without it.
    One that is not `shown_at` any time is decoded only for others.
    """

    decoded_at: int
    shown_at: int | None
    size_bytes: int
    is_key: bool
    is_needed: bool = True
