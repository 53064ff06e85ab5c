"""How a clip's frames are reduced for looking, and handed over by what decodes it for something else.

Two streams of raw frames, upright: those that pass by, and samples; see `ChosenFrames`. FFmpeg puts them
through the same filters in either case, so that they are the same to the bit.
"""

from collections.abc import Sequence

CONTAINER = "nut"  # keeps raw frames of several sizes, each with its own time
PASSING_SIDE, SAMPLE_SIDE = 256, 480
SLACK_S = 0.001
TERMS = 8  # of a sum; more are divided, so that each frame asks for few of them

Size = tuple[int, int]
Filters = Sequence[tuple[str, dict[str, str]]]


def turned_upright(rotation_deg: int, *, mirrored: bool) -> Filters:
    """Return the filters that turn a frame clockwise, then mirror it left to right."""
    turn: Filters = {
        90: [("transpose", {"dir": "clock"})],
        180: [("hflip", {}), ("vflip", {})],
        270: [("transpose", {"dir": "cclock"})],
    }.get(rotation_deg, [])
    return [*turn, *([("hflip", {})] if mirrored else [])]


def passing(width: int, height: int) -> Filters:
    """Return the filters for each frame of a clip of this upright size: a few of its pixels as they are."""
    size = _scaled(width, height, PASSING_SIDE / max(width, height))
    return [_scale(size, flags="neighbor", out_range="tv"), ("format", {"pix_fmts": "yuv420p"})]


def sample(width: int, height: int) -> Filters:
    """Return the filters for frames that are looked at closely, blue first."""
    size = _scaled(width, height, min(1.0, SAMPLE_SIDE / max(width, height)))
    return [_scale(size, flags="bilinear+accurate_rnd"), ("format", {"pix_fmts": "bgr24"})]


def during(stretches: Sequence[tuple[float, float]]) -> str:
    """Return the expression of FFmpeg's `select` for frames in stretches in order, in seconds."""
    if len(stretches) <= TERMS:
        return (
            "+".join(f"between(t,{begin - SLACK_S:.4f},{end + SLACK_S:.4f})" for begin, end in stretches)
            or "0"
        )
    middle = len(stretches) // 2
    before, after = during(stretches[:middle]), during(stretches[middle:])
    return f"if(lt(t,{stretches[middle][0] - SLACK_S:.4f}),{before},{after})"


def _scale(size: Size, **options: str) -> tuple[str, dict[str, str]]:
    return "scale", {"w": str(size[0]), "h": str(size[1]), **options}


def _scaled(width: int, height: int, scale: float) -> Size:
    return max(16, round(width * scale)), max(16, round(height * scale))
