"""Sizes, times and lists as a person says them."""

from collections.abc import Sequence


def file_size(count: int) -> str:
    """Return a number of bytes as people read it."""
    for unit, size in (("TB", 1e12), ("GB", 1e9), ("MB", 1e6)):
        if count >= size:
            return f"{count / size:.1f} {unit}"
    return f"{count / 1e3:.0f} kB"


def joined(parts: Sequence[str]) -> str:
    """Return parts as an enumeration that begins a sentence."""
    words = " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else parts[0]
    return words[0].upper() + words[1:]


def time_taken(seconds: float) -> str:
    """Return how long something will take, no more exactly than it can be known."""
    return time_left(seconds).removesuffix(" left")


def time_left(seconds: float) -> str:
    """Return the time that remains, no more exactly than it can be known."""
    if seconds < 10:
        return "a few seconds left"
    if seconds < 57.5:
        return f"about {5 * round(seconds / 5)} s left"
    minutes = max(1, round(seconds / 60))
    hours, minutes = divmod(minutes, 60)
    return f"about {hours} h {minutes} min left" if hours else f"about {minutes} min left"
