"""The trial of a hardware encoder, in a limited process: what goes in must come out."""

from pathlib import Path
from typing import Any

import av
from av.codec.codec import UnknownCodecError
from av.error import FFmpegError

from core.render.draw.planes import BLACK, Canvas, fill
from core.render.video.encode import encode
from core.render.video.hardware import ENCODING

TRIAL_FRAMES = 12


def manages(order: dict[str, Any], folder: str) -> bool:
    """Tell whether as many frames come out of an encoder as went in; `folder` takes the file."""
    encoding = ENCODING.validate_python(order)
    canvas = Canvas(encoding.width, encoding.height)
    fill(canvas.planes, BLACK)
    out = Path(folder) / "trial"
    try:
        encode([canvas] * TRIAL_FRAMES, encoding, out, lambda _: None)
        with av.open(str(out)) as container:
            return sum(1 for _ in container.decode(video=0)) == TRIAL_FRAMES
    except (FFmpegError, UnknownCodecError, ValueError, OSError):
        return False
