"""Reads the facts of a video clip: its upright size, its true duration, its colours."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from av.container import InputContainer
from av.error import FFmpegError
from av.sidedata.sidedata import Type as SideDataType
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from core.errors import FileDamagedError, NothingShownError, TooLongError, TooManyPixelsError
from core.media.capture.clip_time import CONTENT_ID, clip_time
from core.media.capture.coordinates import clip_coordinates
from core.media.clips.codings import check_codec
from core.media.clips.timing import packets, read_timing
from core.media.clips.transparency import whole_decoder
from core.media.containers import choose_sound, choose_video, open_container
from core.media.geometry import (
    Orientation,
    believable_pixel_aspect,
    display_aspect_ratio,
    display_size,
    matrix_turn,
)
from core.media.info import MediaInfo
from core.settings import settings

TRANSFERS: dict[int, Literal["pq", "hlg"]] = {16: "pq", 18: "hlg"}  # ISO 23091-2, TransferCharacteristics
PRIMARIES: dict[int, Literal["bt2020", "p3"]] = {9: "bt2020", 12: "p3"}  # ColourPrimaries
MATRICES = {1: "bt709", 4: "bt601", 5: "bt601", 6: "bt601", 9: "bt2020", 10: "bt2020"}  # MatrixCoefficients
ALPHA_FORMATS = ("yuva", "rgba", "bgra", "argb", "abgr", "gbrap", "ya8", "ya16")
HIGHEST_SD_LINE = 576
MOST_PACKETS_TO_FIRST_FRAME = 600


def inspect_clip(path: Path, reader: str, mime_type: str, name: str) -> MediaInfo | None:
    """Return the facts of a clip, or None when the file holds no moving picture.

    Raises a MediaRefusedError: damaged, encrypted, in a codec or in colours that can't be read, too
    large, too long, of too many frames or streams, or with nothing to show.
    """
    with open_container(path, reader, name, most_streams=settings().max_streams) as container:
        stream = choose_video(container)
        if stream is None:
            return None
        index = stream.index
        check_codec(path, reader, stream, "picture", name)
        _check_size(stream, name)
        frame = first_frame(container, stream, name)
        first_pts, has_sound = frame.pts, choose_sound(container) is not None
        described = _describe(container, stream, frame)
        tags = {**container.metadata, **stream.metadata}
        taken = clip_time({**stream.metadata, **container.metadata}, tags.get("handler_name", "").strip())
    timing = read_timing(path, reader, index, name, first_pts)
    limit_s = settings().max_duration_s
    if timing.duration_s > limit_s:
        raise TooLongError(file=name, minutes=float(timing.duration_s) / 60, limit_minutes=limit_s / 60)
    info = MediaInfo(
        kind="video",
        mime_type=mime_type.replace("audio/", "video/"),
        duration_ms=max(1, round(timing.duration_s * 1000)),
        fps=round(float(timing.fps), 3) if timing.fps else None,
        has_sound=has_sound,
        video_stream=index,
        **described,
    )
    return info.with_captured(taken)


def first_frame(container: InputContainer, stream: VideoStream, name: str) -> VideoFrame:
    """Return the first frame that decodes and is shown.

    Raises FileDamagedError when none decodes, NothingShownError when the edit list leaves out all.
    """
    context = stream.codec_context
    context.thread_count = 1
    context.options = {**context.options, "max_pixels": str(settings().max_video_pixels)}
    shown = 0
    for packet in packets(container, stream):
        shown += not packet.is_discard
        frames = _decoded(packet.decode)
        if frames:
            return frames[0]
        if shown > MOST_PACKETS_TO_FIRST_FRAME:
            break
    frames = _decoded(lambda: context.decode(None))
    if not frames:
        raise (
            FileDamagedError(file=name, reason="no frame of it can be decoded")
            if shown
            else (NothingShownError(file=name))
        )
    return frames[0]


def _decoded(decode: Callable[[], list[Any]]) -> list[VideoFrame]:
    """Return the frames that have a time; a clip may begin in the middle of a group of pictures."""
    try:
        return [frame for frame in decode() if frame.pts is not None]
    except (FFmpegError, ValueError):
        return []


def _check_size(stream: VideoStream, name: str) -> None:
    context: Any = stream.codec_context
    limit = settings().max_video_pixels
    if context.width * context.height > limit:
        raise TooManyPixelsError(
            file=name, width=context.width, height=context.height, limit_mp=round(limit / 1e6)
        )


def _describe(container: InputContainer, stream: VideoStream, frame: VideoFrame) -> dict[str, Any]:
    """Return those facts of a clip that its header and its first frame tell."""
    width, height = stream.codec_context.width or frame.width, stream.codec_context.height or frame.height
    turn = frame_turn(frame)
    aspect = believable_pixel_aspect(stream.sample_aspect_ratio)
    wide, high = display_size(width, height, aspect, turn)
    tags = {**container.metadata, **stream.metadata}
    latitude, longitude = clip_coordinates(tags) or (None, None)
    return {
        "width": width,
        "height": height,
        "rotation_deg": turn.rotation_deg,
        "mirrored": turn.mirrored,
        "display_width": wide,
        "display_height": high,
        "display_aspect_ratio": display_aspect_ratio(width, height, aspect, turn),
        "has_alpha": frame.format.name.startswith(ALPHA_FORMATS) or tags.get("alpha_mode") == "1",
        "interlaced": bool(frame.interlaced_frame),
        "time_base": str(stream.time_base) if stream.time_base else None,
        "decoder": whole_decoder(stream.codec_context.name, stream.metadata),
        "content_id": tags.get(CONTENT_ID),
        "latitude": latitude,
        "longitude": longitude,
        **_colours(frame, width, height),
    }


def _colours(frame: VideoFrame, width: int, height: int) -> dict[str, str]:
    """Return what the code values of a frame mean; HDR has the primaries of BT.2020 where it is silent."""
    transfer = TRANSFERS.get(frame.color_trc, "sdr")
    primaries = PRIMARIES.get(frame.color_primaries, "bt709" if transfer == "sdr" else "bt2020")
    usual = "bt601" if _is_sd(width, height) else "bt709"
    matrix = MATRICES.get(frame.colorspace, "bt2020" if primaries == "bt2020" else usual)
    return {"transfer": transfer, "primaries": primaries, "colour_matrix": matrix}


def _is_sd(width: int, height: int) -> bool:
    return min(width, height) <= HIGHEST_SD_LINE


def frame_turn(frame: VideoFrame) -> Orientation:
    """Return the turn that a decoded frame carries in its display matrix."""
    side_data: Any = frame.side_data
    for data in side_data:
        if data.type == SideDataType.DISPLAYMATRIX:
            return matrix_turn(bytes(data))
    return Orientation()
