"""What rendering costs beside its floor, the usual way, and after one change; all in one run."""

import pickle
import statistics
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import imageio_ffmpeg

from core.schemas import RenderSettings
from tests.bench.measure import Cost, cost_of
from tests.bench.reference_job import ReferenceJob, reference_job
from tests.bench.single_graph import single_graph

Print = Callable[[str], None]


def bench_render(transition: str, quality: str, repeats: int, say: Print) -> None:
    """Measure one transition at one quality and print the medians and their ratios."""
    with TemporaryDirectory(prefix="beatstitch-bench-") as name:
        bench = _Bench(Path(name), transition, quality)
        bench.role("draw")
        floor = bench.median("floor", repeats)
        ours = bench.median("render", repeats, before=bench.forget)
        untouched = bench.median("render", repeats)
        touched = bench.role("touched")
        usual = cost_of(single_graph(bench.job, bench.folder / "usual.mp4"))
        say(f"\n{transition}, {quality}: 60 s of 1080p30, 30 segments")
        costs = {
            "floor": floor,
            "ours": ours,
            "ours, nothing touched": untouched,
            "ours, 1 of 30 touched": touched,
            "one filter graph": usual,
        }
        for label, cost in costs.items():
            share = cost.cpu_s / floor.cpu_s
            say(
                f"  {label:24}{cost.cpu_s:8.1f} CPU-s {cost.wall_s:7.1f} s {cost.pss_mb:6.0f} MB {share:6.3f}"
            )
        say(f"  touched / cold {touched.cpu_s / ours.cpu_s:.3f}")
        say(f"  ours / one graph {ours.cpu_s / usual.cpu_s:.3f}")
        for video in ("ours.mp4", "usual.mp4"):
            say(f"  {video:24}{(bench.folder / video).stat().st_size / 1e6:8.2f} MB")
        say(f"  VMAF of ours against the drawn frames {bench.vmaf('ours.mp4'):.2f}")


class _Bench:
    def __init__(self, folder: Path, transition: str, quality: str) -> None:
        self.folder = folder
        self.job: ReferenceJob = reference_job(folder, transition)
        size = self.job.edl.settings
        wanted = {**size.model_dump(), "quality_preset": quality}
        settings = RenderSettings.model_validate(wanted)
        self._order = folder / "job.pickle"
        self._order.write_bytes(pickle.dumps((self.job, settings)))

    def role(self, name: str) -> Cost:
        return cost_of([sys.executable, "-m", "tests.bench.roles", name, str(self._order), str(self.folder)])

    def median(self, name: str, repeats: int, before: Callable[[], None] = lambda: None) -> Cost:
        """Run a role several times and return the run of median processor time."""
        runs = []
        for _ in range(repeats):
            before()
            runs.append(self.role(name))
        middle = statistics.median_low([run.cpu_s for run in runs])
        return next(run for run in runs if run.cpu_s == middle)

    def forget(self) -> None:
        """Empty the span cache."""
        for entry in (self.folder / "cache").rglob("*.*"):
            entry.unlink()

    def vmaf(self, name: str) -> float:
        """Return the mean VMAF of a video against the frames that were drawn."""
        size = self.job.edl.settings
        shape = f"{size.output_width}x{size.output_height}"
        drawn = ["-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", shape, "-r", str(size.output_fps)]
        inputs = ["-i", str(self.folder / name), *drawn, "-i", str(self.folder / "frames.yuv")]
        judge = ["-lavfi", "libvmaf=n_threads=2:n_subsample=5", "-f", "null", "-"]
        command = [imageio_ffmpeg.get_ffmpeg_exe(), *inputs, *judge]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return float(done.stderr.rsplit("VMAF score:", 1)[1].split()[0])
