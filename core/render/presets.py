"""How finished frames are encoded: points on a measured curve of time, size and quality."""

from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any

from core.schemas import Codec, QualityPreset, RenderSettings
from core.timebase import frame_rate

# One x264 thread per span: two spans are drawn side by side, and a span's bytes must not depend on
# the number of cores. stitchable keeps the parameter sets alike, so that spans can be joined.
KEYFRAME_FRAMES = 250
X264 = f"stitchable=1:open-gop=0:keyint={KEYFRAME_FRAMES}:threads=1"

# 1080p Ken Burns over photos, VMAF against the drawn frames: veryfast 20 gives 98.3 at the size that
# medium 23 needs, with 2.6 times less work; medium 19 is for keeping.
H264: dict[QualityPreset, tuple[str, int]] = {
    "preview": ("ultrafast", 28),
    "medium": ("veryfast", 20),
    "high": ("medium", 19),
}


@dataclass(frozen=True)
class Encoding:
    """Everything that turns drawn frames into an encoded span."""

    width: int
    height: int
    rate_hz: Fraction
    codec: Codec
    preset: str
    crf: int

    def identity(self) -> dict[str, Any]:
        """Return the encoding as JSON values, for a span's key."""
        return asdict(self) | {"rate_hz": str(self.rate_hz)}

    @property
    def library(self) -> str:
        """The name of the encoder in FFmpeg's libraries."""
        return "libx264"

    @property
    def pixel_format(self) -> str:
        """The pixel format handed to the encoder."""
        return "yuv420p"

    @property
    def container(self) -> str:
        """The container of the finished file."""
        return "mp4"

    @property
    def options(self) -> dict[str, str]:
        """The encoder's private options."""
        return {"preset": self.preset, "crf": str(self.crf), "x264-params": X264}


def even(length_px: int) -> int:
    """Return the even size nearest below: 4:2:0 chroma halves both sides."""
    return max(2, length_px - length_px % 2)


def encoding_for(settings: RenderSettings) -> Encoding:
    """Return the encoding of a render job; odd sizes lose their last pixel."""
    preset, crf = H264[settings.quality_preset]
    return Encoding(
        width=even(settings.output_width),
        height=even(settings.output_height),
        rate_hz=frame_rate(settings.output_fps, ntsc=settings.ntsc),
        codec=settings.codec,
        preset=preset,
        crf=crf,
    )
