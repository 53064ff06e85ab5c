"""What a render will take: bytes, seconds and disk space, from measured figures and earlier renders."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.projects.renders.render_snapshot import Snapshot
from core.render.cache import SpanCache
from core.render.compiler import compile_spans
from core.render.video.hardware import encoding_here
from core.schemas import Codec, QualityPreset, RenderSettings
from core.store.layout import Layout
from core.store.models import RenderJob

# Bits for a pixel and CPU seconds for a million of them, over photos with Ken Burns moves and clips: finals
# of 1080p, previews of 360p.
BITS_PER_PIXEL: dict[Codec, dict[QualityPreset, float]] = {
    "h264": {"preview": 0.19, "medium": 0.05, "high": 0.07},
    "h265": {"preview": 0.02, "medium": 0.03, "high": 0.04},
    "av1": {"preview": 0.05, "medium": 0.022, "high": 0.021},
    "prores": {"preview": 1.1, "medium": 2.6, "high": 4.6},
}
SECONDS_PER_MEGAPIXEL: dict[Codec, dict[QualityPreset, float]] = {
    "h264": {"preview": 0.014, "medium": 0.016, "high": 0.038},
    "h265": {"preview": 0.028, "medium": 0.039, "high": 0.058},
    "av1": {"preview": 0.024, "medium": 0.017, "high": 0.033},
    "prores": {"preview": 0.026, "medium": 0.021, "high": 0.029},
}
SOUND_BYTES_PER_S = {"h264": 24_000, "h265": 24_000, "av1": 24_000, "prores": 192_000}
# How much larger a video may get than the measured ones; the rate of ProRes hardly depends on its pictures.
MARGIN: dict[Codec, float] = {"h264": 3.0, "h265": 3.0, "av1": 3.0, "prores": 1.2}
COPIES = 2  # every span is in the cache and once more in the video
STARTING_S = 3.0
CALM = 0.55  # of the usual size is what a film of still, smooth pictures takes
BUSY, SLOW = 2, 2  # times as long a render takes beside another one, and on a slow machine
FASTEST = 4  # times as fast as measured, beyond which a render owed its speed to the cache


@dataclass(frozen=True)
class Estimate:
    """The file's size in bytes, and how long the render takes when nothing else runs.

    `is_measured` tells that a video of these very pictures came out as large: else `least_size` may do.
    `is_timed` tells that a video was made on this machine in such a time.
    """

    file_size: int
    seconds: float
    is_measured: bool = False
    is_timed: bool = False

    @property
    def least_size(self) -> int:
        """What a video of calm pictures takes: bits go into what moves."""
        return self.file_size if self.is_measured else round(CALM * self.file_size)

    @property
    def most_seconds(self) -> float:
        """How long the render takes beside other work, and on a slow machine that has not shown its speed."""
        return self.seconds * (BUSY if self.is_timed else BUSY * SLOW)


def estimate(
    duration_ms: int,
    settings: RenderSettings,
    processes: int,
    earlier: Iterable[RenderJob] = (),
    *,
    elsewhere: Iterable[RenderJob] = (),
    drawn: float = 0.0,
) -> Estimate:
    """Return what a video of this length will take, as `earlier` renders of its project did, newest first.

    Renders `elsewhere` on this machine tell of its speed too, but not of the size: that is up to the
    pictures. Of the times the slowest counts: the others may have found most of their frames in the cache.
    `drawn` is the share of this one (0..1) that the cache has already.
    """
    pixels = _megapixels(duration_ms, settings)
    sound_bytes = SOUND_BYTES_PER_S[settings.codec] * duration_ms / 1000
    bytes_each = BITS_PER_PIXEL[settings.codec][settings.quality_preset] / 8 * 1e6
    seconds_each = SECONDS_PER_MEGAPIXEL[settings.codec][settings.quality_preset] / processes
    own, other = ([_measured(render, settings) for render in renders] for renders in (earlier, elsewhere))
    sizes = [found[0] for found in own if found]
    times = [found[1] for found in (*own, *other) if found]
    bytes_each = sizes[0] if sizes else bytes_each
    seconds_each = max(seconds_each / FASTEST, *times) if times else seconds_each
    drawing_s = pixels * seconds_each * (1 - drawn)
    return Estimate(
        round(pixels * bytes_each + sound_bytes), STARTING_S + drawing_s, bool(sizes), bool(times)
    )


def bytes_needed(duration_ms: int, settings: RenderSettings) -> int:
    """Return how many bytes a render of this length writes at most; without them it is not begun."""
    probable = estimate(duration_ms, settings, processes=1).file_size
    return round(COPIES * MARGIN[settings.codec] * probable)


def share_drawn(snapshot: Snapshot, settings: RenderSettings, layout: Layout) -> float:
    """Return the share (0..1) of the frames that the cache holds; they are marked as used."""
    encoding, cache = encoding_here(settings), SpanCache(layout.spans)
    sources = snapshot.sources(layout, preview=settings.quality_preset == "preview")
    spans = compile_spans(snapshot.edl, sources, encoding.rate_hz)
    held = sum(span.frames for span in spans if cache.holds(span.key(encoding)))
    return held / max(1, sum(span.frames for span in spans))


def _measured(render: RenderJob, wanted: RenderSettings) -> tuple[float, float] | None:
    """Return what a megapixel took in a render of the wanted kind: bytes without sound, and seconds."""
    made = RenderSettings.model_validate_json(render.render_settings_json)
    pixels = _megapixels(render.duration_ms or 0, made)
    if not (
        _kind(made) == _kind(wanted)
        and pixels
        and render.file_size
        and render.started_at
        and render.completed_at
    ):
        return None
    sound_bytes = SOUND_BYTES_PER_S[made.codec] * (render.duration_ms or 0) / 1000
    took_s = (render.completed_at - render.started_at).total_seconds()
    return max(0.0, render.file_size - sound_bytes) / pixels, took_s / pixels


def _kind(settings: RenderSettings) -> tuple[Codec, QualityPreset, bool]:
    return settings.codec, settings.quality_preset, settings.hardware


def _megapixels(duration_ms: int, settings: RenderSettings) -> float:
    frames = duration_ms / 1000 * settings.output_fps
    return frames * settings.output_width * settings.output_height / 1e6
