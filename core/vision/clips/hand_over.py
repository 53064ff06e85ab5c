"""In which form a clip's frames are handed over by what decodes it to what looks at it.

Three streams of raw frames, upright: every frame at the size of `trail_size`, samples at `sample_size`, blue
first, and the clip's key frames at `KEY_SIZE`, of which only the times count.
"""

CONTAINER = "nut"  # keeps raw frames of several sizes, each with its own time
TRAIL_SIDE, SAMPLE_SIDE = 128, 480
KEY_SIZE = (16, 16)
STEP_S = 0.25
MOST_SAMPLES = 2400
EARLY = 1 / 16  # of a step: so much before its time a frame will do

Size = tuple[int, int]


def trail_size(width: int, height: int) -> Size:
    """Return the size at which every frame of a clip is handed over."""
    return _scaled(width, height, TRAIL_SIDE / max(width, height))


def sample_size(width: int, height: int) -> Size:
    """Return the size at which some frames are handed over."""
    return _scaled(width, height, min(1.0, SAMPLE_SIDE / max(width, height)))


def sample_gap_s(duration_ms: int) -> float:
    """Return how far a sample is from the one before, at least."""
    return max(STEP_S, duration_ms / 1000 / MOST_SAMPLES) * (1 - EARLY)


def _scaled(width: int, height: int, scale: float) -> Size:
    return max(16, round(width * scale)), max(16, round(height * scale))
