"""How finished frames are encoded: points on a measured curve of time, size and quality."""

from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any

import av

from core.schemas import Codec, QualityPreset, RenderSettings
from core.timebase import frame_rate

# A span's bytes must not depend on the number of cores, and spans are drawn side by side: one
# thread each. Closed groups of pictures and like parameter sets let spans be joined.
KEYFRAME_FRAMES = 250
X264 = f"stitchable=1:open-gop=0:keyint={KEYFRAME_FRAMES}:threads=1"
X265 = (
    f"open-gop=0:keyint={KEYFRAME_FRAMES}:pools=none:frame-threads=1:repeat-headers=0:info=0:log-level=error"
)

# 1080p Ken Burns over photos, VMAF against the drawn frames: x264 veryfast 20 gives 98.3 at the size
# that medium 23 needs, with 2.6 times less work; medium 19 is for keeping.
PRESETS: dict[Codec, dict[QualityPreset, tuple[str, int]]] = {
    "h264": {"preview": ("ultrafast", 28), "medium": ("veryfast", 20), "high": ("medium", 19)},
    "h265": {"preview": ("ultrafast", 28), "medium": ("veryfast", 22), "high": ("medium", 20)},
    "prores": {"preview": ("proxy", 0), "medium": ("standard", 2), "high": ("hq", 3)},
}


@dataclass(frozen=True)
class Kind:
    """What goes with a codec: FFmpeg's encoder, its pixels, the container and its sound."""

    library: str
    pixel_format: str
    container: str
    sound_codec: str


KINDS: dict[Codec, Kind] = {
    "h264": Kind("libx264", "yuv420p", "mp4", "aac"),
    "h265": Kind("libx265", "yuv420p", "mp4", "aac"),
    "prores": Kind("prores_ks", "yuv422p10le", "mov", "pcm_s16le"),
}


@dataclass(frozen=True)
class Encoding:
    """Everything that turns drawn frames into an encoded span.

    `preset` and `level` are the encoder's preset and rate factor, or ProRes's profile name and
    number.
    """

    width: int
    height: int
    rate_hz: Fraction
    codec: Codec
    preset: str
    level: int

    def identity(self) -> dict[str, Any]:
        """Return the encoding as JSON values, for a span's key: another library may encode otherwise."""
        libraries = [av.library_versions[name] for name in ("libavcodec", "libswscale")]
        return asdict(self) | {"rate_hz": str(self.rate_hz), "libraries": libraries}

    @property
    def kind(self) -> Kind:
        """What goes with the codec."""
        return KINDS[self.codec]

    @property
    def container(self) -> str:
        """The container of spans and of the finished file."""
        return self.kind.container

    @property
    def options(self) -> dict[str, str]:
        """The encoder's private options."""
        match self.codec:
            case "h264":
                return {"preset": self.preset, "crf": str(self.level), "x264-params": X264}
            case "h265":
                return {"preset": self.preset, "crf": str(self.level), "x265-params": X265}
            case "prores":
                return {"profile": str(self.level), "vendor": "apl0"}


def even(length_px: int) -> int:
    """Return the even size nearest below: 4:2:0 chroma halves both sides."""
    return max(2, length_px - length_px % 2)


def encoding_for(settings: RenderSettings) -> Encoding:
    """Return the encoding of a render job; odd sizes lose their last pixel."""
    preset, level = PRESETS[settings.codec][settings.quality_preset]
    return Encoding(
        width=even(settings.output_width),
        height=even(settings.output_height),
        rate_hz=frame_rate(settings.output_fps, ntsc=settings.ntsc),
        codec=settings.codec,
        preset=preset,
        level=level,
    )
