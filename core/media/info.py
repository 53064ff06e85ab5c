"""What probing learned about one file, and what the renderer needs to know of a source."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

from core.media.capture.capture_time import CaptureTime, Certainty
from core.vision.analysis import VisualAnalysis
from core.vision.regions import Region

# Raised when the same file would give other facts, another still or another mezzanine than before.
PREPARATION_VERSION = 7
# How the names of a normalised still and of its proxy end.
STILL, STILL_PROXY = "-still.jpg", "-proxy.jpg"

Kind = Literal["image", "video", "audio"]


@dataclass(frozen=True)
class OriginalFile:
    """A file as brought: `name` is what people call it, `checksum` its SHA-256 in hex where it is known."""

    path: Path
    name: str
    asset_id: str = ""
    checksum: str | None = None


@dataclass(frozen=True)
class MediaInfo:
    """Facts of one accepted file.

    `width` and `height` are stored pixels. To show the picture upright, stretch it to its pixel
    aspect, turn it clockwise by `rotation_deg` (0, 90, 180, 270), then mirror it left to right if
    `mirrored`; the outcome is `display_width` x `display_height`. `duration_ms` comes from decoded
    samples or packets, never from a header. `transfer` is "pq" or "hlg" for HDR video, and
    `primaries` "bt2020" or "p3" for video, HDR always, of more colours than those of sRGB. `video_stream`
    is the index of the stream that is shown and `time_base` ("1/90000") the unit of its times in
    seconds; `colour_matrix` is what its YUV values mean. `decoder` is FFmpeg's decoder that keeps its
    transparency, when the usual one does not. `taken_at`, `taken_certainty` and `taken_offset_min` are
    the parts of `captured`; `content_id` is what a Live Photo's picture and its clip have in common, and
    `camera` names the camera that took a photo, `camera_serial` its body. `reader` is what the file is
    read as, a demuxer of libavformat or the format of a still; facts that an older version kept have
    none. `latitude` and `longitude` are degrees rounded to a hundredth. A photo that is
    `drawn_as_brought` needs no still: its own file is drawn, turned.
    """

    kind: Kind
    mime_type: str
    width: int | None = None
    height: int | None = None
    rotation_deg: int = 0
    mirrored: bool = False
    display_width: int | None = None
    display_height: int | None = None
    display_aspect_ratio: str | None = None
    duration_ms: int | None = None
    fps: float | None = None
    sample_rate: int | None = None
    has_alpha: bool = False
    has_sound: bool = False
    interlaced: bool = False
    transfer: Literal["sdr", "pq", "hlg"] = "sdr"
    primaries: Literal["bt709", "bt2020", "p3"] = "bt709"
    taken_at: datetime | None = None
    taken_certainty: Certainty | None = None
    taken_offset_min: int | None = None
    content_id: str | None = None
    video_stream: int | None = None
    time_base: str | None = None
    colour_matrix: Literal["bt601", "bt709", "bt2020"] = "bt709"
    decoder: str | None = None
    camera: str | None = None
    camera_serial: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    drawn_as_brought: bool = False
    reader: str = ""

    @property
    def captured(self) -> CaptureTime | None:
        """When the picture was taken."""
        if self.taken_at is None or self.taken_certainty is None:
            return None
        return CaptureTime(self.taken_at, self.taken_certainty, self.taken_offset_min)

    def with_captured(self, captured: CaptureTime | None) -> "MediaInfo":
        """Return these facts with another capture time."""
        return replace(
            self,
            taken_at=captured and captured.moment,
            taken_certainty=captured and captured.certainty,
            taken_offset_min=captured and captured.offset_min,
        )


@dataclass(frozen=True)
class Source:
    """One asset as the planner and the renderer see it.

    `path` is what gets drawn: the photo itself or its normalised still, the clip (or its mezzanine in
    ordinary colours), or the proxy of either, as `form` says. `checksum` is that of the original
    upload, and `sound_path` that upload itself where a clip has sound: what is drawn may have none. `fps`
    is how many frames a second a clip has.
    `in_ms` and `out_ms` bound what a plan uses of a clip; one that is `starred` is shown by every plan,
    one that is `unstacked` is nobody's near-copy, and `regions` is what a person has marked in it.
    `taken_at`, where it is known to the second, and `camera` help to tell bursts from strangers; `clock`
    is what a clock showed where it was taken, as well as that is known, in UTC for want of a zone;
    `analysis` is what was seen in it, with those regions, None until it was looked at. None of these shapes a
    drawn pixel: see `as_drawn`.
    """

    asset_id: str
    checksum: str
    media_type: Literal["image", "video"]
    path: Path
    display_width: int
    display_height: int
    duration_ms: int | None = None
    rotation_deg: int = 0
    mirrored: bool = False
    focus_x: float | None = None
    focus_y: float | None = None
    form: Literal["original", "mezzanine", "proxy"] = "original"
    name: str = ""
    sound_path: Path | None = None
    fps: float | None = None
    in_ms: int | None = None
    out_ms: int | None = None
    starred: bool = False
    unstacked: bool = False
    regions: tuple[Region, ...] | None = None
    taken_at: datetime | None = None
    camera: str | None = None
    clock: datetime | None = None
    analysis: VisualAnalysis | None = None

    @property
    def as_drawn(self) -> "Source":
        """The source without what only planning reads."""
        return replace(
            self,
            fps=None,
            starred=False,
            unstacked=False,
            regions=None,
            taken_at=None,
            camera=None,
            clock=None,
            analysis=None,
        )

    @property
    def used_ms(self) -> tuple[int, int]:
        """The stretch of a clip that a plan may use."""
        end_ms = self.duration_ms or 0
        begin_ms, until_ms = self.in_ms or 0, end_ms if self.out_ms is None else min(self.out_ms, end_ms)
        return (begin_ms, until_ms) if begin_ms < until_ms else (0, end_ms)

    @property
    def display_name(self) -> str:
        """The name that the asset's owner knows, for sentences."""
        return self.name or self.path.name


def still_proxy_of(still: Path) -> Path:
    """Return where the proxy of a normalised still lies, if it has one."""
    return still.with_name(still.name.removesuffix(STILL) + STILL_PROXY)
