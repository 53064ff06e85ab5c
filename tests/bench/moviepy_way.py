"""The other usual way, for comparison: MoviePy, in an environment of its own because of what it pins."""

import json
from pathlib import Path

from tests.bench.measure import REPOSITORY, cost_of
from tests.bench.order import ReferenceJob

PYTHON = REPOSITORY / ".venv" / "moviepy" / "bin" / "python"
MOVIEPY_SECONDS = 8  # it is slow, and costs the same for every second
SCRIPT = """
import json, sys
from moviepy import AudioFileClip, CompositeVideoClip, ImageClip, VideoFileClip, concatenate_videoclips, vfx
order = json.load(open(sys.argv[1]))
width, height = order["size"]
clips = []
for part in order["parts"]:
    if part["photo"]:
        still = ImageClip(part["path"]).with_duration(part["length_s"])
        still = still.resized(max(width / still.w, height / still.h))
        moving = still.resized(lambda t, n=part["length_s"]: 1 + 0.15 * t / n).with_position("center")
        clip = CompositeVideoClip([moving], size=(width, height))
    else:
        clip = VideoFileClip(part["path"], audio=False)
        clip = clip.subclipped(0, min(part["length_s"], clip.duration)).resized((width, height))
    clips.append(clip.with_effects([vfx.CrossFadeIn(part["blend_s"])]) if part["blend_s"] and clips else clip)
video = concatenate_videoclips(clips, method="compose", padding=-order["blend_s"])
video = video.with_audio(AudioFileClip(order["song"]).subclipped(0, video.duration))
video.write_videofile(order["out"], fps=order["fps"], codec="libx264", preset="medium",
                      ffmpeg_params=["-crf", "23"], logger=None)
"""


def moviepy_way(job: ReferenceJob, folder: Path, ours_per_s: float) -> str:
    """Return a line on what MoviePy takes for the first seconds of the job, or why it was not asked."""
    if not PYTHON.exists():
        return "  MoviePy: skipped, it is not installed (make bench-moviepy)"
    script, order = folder / "moviepy_way_script.py", folder / "moviepy.json"
    script.write_text(SCRIPT)
    order.write_text(json.dumps(_order(job, folder / "moviepy.mp4")))
    cost = cost_of([str(PYTHON), str(script), str(order)])
    per_s = cost.cpu_s / MOVIEPY_SECONDS
    return (
        f"  MoviePy: {per_s:.2f} CPU-s for each second of video, {per_s / ours_per_s:.1f} times ours;"
        f" {cost.pss_mb:.0f} MB"
    )


def _order(job: ReferenceJob, out: Path) -> dict:
    size = job.edl.settings
    transition = job.edl.segments[1].transition_in
    blend_s = transition.duration_ms / 1000 if transition and transition.type == "crossfade" else 0
    parts = [
        {
            "path": str(job.sources[segment.media_asset_id].path),
            "photo": segment.media_type == "image",
            "length_s": segment.render_duration_ms / 1000,
            "blend_s": blend_s,
        }
        for segment in job.edl.segments
        if segment.timeline_out_ms <= MOVIEPY_SECONDS * 1000
    ]
    return {
        "parts": parts,
        "size": [size.output_width, size.output_height],
        "fps": size.output_fps,
        "blend_s": blend_s,
        "song": str(job.song.path),
        "out": str(out),
    }
