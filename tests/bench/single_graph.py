"""The usual way, for comparison: one ffmpeg filter graph of trim, zoompan and xfade for the whole video."""

from fractions import Fraction
from pathlib import Path

import ffmpeg

from core.sandbox.ffmpeg import find_ffmpeg
from core.timebase import frame_at
from tests.bench.order import ReferenceJob

ZOOM_CANVAS_PX = 8000  # the usual remedy against zoompan's tremble
CODED = {"vcodec": "libx264", "preset": "medium", "crf": 23, "pix_fmt": "yuv420p", "acodec": "aac"}


def single_graph(job: ReferenceJob, out: Path) -> list[str]:
    """Return the command that renders the job as one graph."""
    size = job.edl.settings
    width, height, rate_hz = size.output_width, size.output_height, Fraction(size.output_fps)
    joined, end_s = None, 0.0
    for segment in job.edl.segments:
        frames = frame_at(segment.timeline_out_ms, rate_hz) - frame_at(segment.timeline_in_ms, rate_hz)
        path = f"file:{job.sources[segment.media_asset_id].path}"
        # Equal chains would be taken for one and the same; the segment's number tells them apart.
        start = f"PTS-STARTPTS+0*{segment.index}"
        if segment.media_type == "image":
            zoom = "1+0.15*on/" + str(frames)
            picture = (
                ffmpeg.input(path)
                .filter("setpts", start)
                .filter("scale", ZOOM_CANVAS_PX, -1)
                .filter("crop", "iw", f"trunc(iw*{height}/{width})")
                .filter("zoompan", z=zoom, d=frames, x="iw/2-(iw/zoom/2)", y="ih/2-(ih/zoom/2)",
                        s=f"{width}x{height}", fps=float(rate_hz))
            )  # fmt: skip
        else:
            start_s, length_s = segment.source_in_ms / 1000, segment.render_duration_ms / 1000
            picture = (
                # Not sought: ffmpeg decodes some clips wrongly from the middle on.
                ffmpeg.input(path)
                .filter("trim", start=start_s, duration=length_s)
                .filter("setpts", start)
                .filter("fps", float(rate_hz))
                .filter("scale", width, height, force_original_aspect_ratio="decrease")
                .filter("pad", width, height, "(ow-iw)/2", "(oh-ih)/2")
            )
        picture = picture.filter("setsar", 1).filter("format", "yuv420p").filter("settb", "AVTB")
        joined, end_s = _joined(joined, end_s, picture, segment, frames / float(rate_hz))
    assert joined is not None
    sound = ffmpeg.input(f"file:{job.song.path}").audio
    node = ffmpeg.output(joined, sound, str(out), **CODED, shortest=None)
    return [str(find_ffmpeg()), "-v", "error", "-y", *ffmpeg.get_args(node)]


def _joined(joined, end_s, picture, segment, length_s):
    if joined is None:
        return picture, length_s
    transition = segment.transition_in
    if transition is None or transition.type == "cut":
        return ffmpeg.concat(joined, picture), end_s + length_s
    blend_s = transition.duration_ms / 1000
    mixed = ffmpeg.filter(
        [joined, picture], "xfade", transition="fade", duration=blend_s, offset=end_s - blend_s
    )
    return mixed, end_s + length_s - blend_s
