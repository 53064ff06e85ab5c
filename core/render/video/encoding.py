"""How finished frames are encoded: points on a measured curve of time, size and quality."""

from dataclasses import asdict, dataclass, replace
from fractions import Fraction
from typing import Any

from core.schemas import Codec, QualityPreset, RenderSettings
from core.timebase import frame_rate

# A span's bytes must not depend on the number of cores, and spans are drawn side by side: one
# thread each. Closed groups of pictures and like parameter sets let spans be joined.
KEYFRAME_FRAMES = 250
X264 = f"stitchable=1:open-gop=0:keyint={KEYFRAME_FRAMES}:threads=1"
X265 = (
    f"open-gop=0:keyint={KEYFRAME_FRAMES}:pools=none:frame-threads=1:repeat-headers=0:info=0:log-level=error"
)

# As root SVT-AV1 has its process run before all others: it works in our confined processes only.
SVT_AV1 = f"lp=1:keyint={KEYFRAME_FRAMES}:irefresh-type=2:scd=0:tune=0"

# What x264's presets do better with (see docs/decisions): bits where blocks vary, no pyramid of B-frames,
# and in veryfast the smallest search.
REFINED = {
    "veryfast": ":trellis=1:aq-mode=2:aq-strength=0.8:b-pyramid=none:me=dia:ref=2:deblock=-1,-1",
    "medium": ":aq-mode=2:aq-strength=0.8:b-pyramid=none",
}

# Photos with Ken Burns moves and clips at 1080p: x264's veryfast looks like its medium 23 with as many bytes,
# and less than half the work of the usual way (see docs/decisions); medium 19 is for keeping.
PRESETS: dict[Codec, dict[QualityPreset, tuple[str, float]]] = {
    "h264": {"preview": ("ultrafast", 28), "medium": ("veryfast", 20.4), "high": ("medium", 19)},
    "h265": {"preview": ("ultrafast", 28), "medium": ("veryfast", 22), "high": ("medium", 20)},
    "av1": {"preview": ("10", 40), "medium": ("8", 36), "high": ("6", 30)},
    "prores": {"preview": ("proxy", 0), "medium": ("standard", 2), "high": ("hq", 3)},
}


@dataclass(frozen=True)
class Kind:
    """What goes with a codec: FFmpeg's encoder, its pixels and the container."""

    library: str
    pixel_format: str
    container: str


KINDS: dict[Codec, Kind] = {
    "h264": Kind("libx264", "yuv420p", "mp4"),
    "h265": Kind("libx265", "yuv420p", "mp4"),
    "av1": Kind("libsvtav1", "yuv420p", "mp4"),
    "prores": Kind("prores_aw", "yuv422p10le", "mov"),
}


# What FFmpeg calls the encoders of graphics processors, in the order in which they are tried, and how
# each is told the quality. VAAPI is missing: PyAV's FFmpeg is built without it.
HARDWARE: dict[Codec, tuple[str, ...]] = {
    "h264": ("h264_videotoolbox", "h264_nvenc", "h264_qsv", "h264_amf"),
    "h265": ("hevc_videotoolbox", "hevc_nvenc", "hevc_qsv", "hevc_amf"),
}
VIDEOTOOLBOX_Q_OF_LEVEL = {19: 70, 20: 65, 22: 60, 28: 40}
Q_SCALE = 118  # FFmpeg's lambda for one step of quality


@dataclass(frozen=True)
class Encoding:
    """Everything that turns drawn frames into an encoded span.

    `preset` and `level` are the encoder's preset and rate factor, or ProRes's profile name and
    number; `library` is a hardware encoder to use instead of the usual one.
    """

    width: int
    height: int
    rate_hz: Fraction
    codec: Codec
    preset: str
    level: float
    library: str = ""

    def identity(self) -> dict[str, Any]:
        """Return the encoding as JSON values, for a span's key: another library may encode otherwise."""
        import av  # noqa: PLC0415 - to name an encoding needs no codec

        libraries = [av.library_versions[name] for name in ("libavcodec", "libswscale")]
        return asdict(self) | {"rate_hz": str(self.rate_hz), "libraries": libraries}

    @property
    def kind(self) -> Kind:
        """What goes with the codec."""
        usual = KINDS[self.codec]
        return replace(usual, library=self.library, pixel_format="nv12") if self.library else usual

    @property
    def container(self) -> str:
        """The container of spans and of the finished file."""
        return self.kind.container

    @property
    def options(self) -> dict[str, str]:
        """The encoder's private options."""
        if self.library:
            return _hardware_options(self.library, round(self.level))
        match self.codec:
            case "h264":
                params = X264 + REFINED.get(self.preset, "")
                return {"preset": self.preset, "crf": f"{self.level:g}", "x264-params": params}
            case "h265":
                return {"preset": self.preset, "crf": f"{self.level:g}", "x265-params": X265}
            case "av1":
                return {"preset": self.preset, "crf": f"{self.level:g}", "svtav1-params": SVT_AV1}
            case "prores":
                return {"profile": f"{self.level:g}", "vendor": "apl0"}


def _hardware_options(library: str, level: int) -> dict[str, str]:
    """Return what tells a hardware encoder its constant quality."""
    shared = {"g": str(KEYFRAME_FRAMES)}
    match library.partition("_")[2]:
        case "nvenc":
            return shared | {"preset": "p5", "rc": "vbr", "cq": str(level)}
        case "qsv":
            return shared | {"preset": "medium", "global_quality": str(level)}
        case "amf":
            return shared | {"quality": "quality", "rc": "cqp", "qp_i": str(level), "qp_p": str(level)}
        case _:
            quality = VIDEOTOOLBOX_Q_OF_LEVEL[level] * Q_SCALE
            return shared | {"flags": "+qscale", "global_quality": str(quality)}


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
