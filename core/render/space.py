"""How much disk a render may need, so that one that cannot fit waits instead of failing half way."""

from core.schemas import Codec, RenderSettings

# Bits per pixel, on the safe side of measured videos (h264 medium: 0.025 over photos, clips take more).
BITS_PER_PIXEL: dict[Codec, float] = {"h264": 0.15, "h265": 0.1, "prores": 3.0}
COPIES = 2  # every span is in the cache and once more in the video
SOUND_BYTES_PER_S = 200_000


def bytes_needed(duration_ms: int, settings: RenderSettings) -> int:
    """Return an upper estimate of what a render of this length writes."""
    pixels_per_s = settings.output_width * settings.output_height * settings.output_fps
    picture_bytes_per_s = pixels_per_s * BITS_PER_PIXEL[settings.codec] / 8
    return round(duration_ms / 1000 * COPIES * (picture_bytes_per_s + SOUND_BYTES_PER_S))
