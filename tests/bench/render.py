"""What rendering costs beside its floor, beside the usual ways, and after one change."""

import pickle
import shutil
import statistics
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from core.schemas import RenderSettings
from tests.bench.bars import Bar, Say
from tests.bench.measure import Cost, cost_of, role
from tests.bench.moviepy_way import moviepy_way
from tests.bench.order import Order, ReferenceJob
from tests.bench.reference_job import Media
from tests.bench.single_graph import single_graph

FLOOR_BARS = {"cut": 1.05, "crossfade": 1.08}
PREVIEW_BARS = {"redrawn": 2.0, "first": 1.8}
TOUCHED_BARS = {"cut": 0.03, "crossfade": 0.06}


class Workplace:
    """A folder in which one order is rendered again and again."""

    def __init__(self, folder: Path, job: ReferenceJob, quality: str, **settings: int) -> None:
        folder.mkdir(parents=True)
        size = job.edl.settings.model_dump() | settings
        self.folder = folder
        self.order = Order(job, RenderSettings.model_validate({**size, "quality_preset": quality}))
        self._file = folder / "order.pickle"
        self._file.write_bytes(pickle.dumps(self.order))

    def role(self, name: str) -> Cost:
        return role(name, self._file, self.folder)

    def cold(self) -> Cost:
        shutil.rmtree(self.folder / "cache", ignore_errors=True)
        cost = self.role("render")
        # The system counts no process that its parent never waited for, such as the forks of a server.
        return replace(cost, cpu_s=cost.answer["cpu_s"])


def line(label: str, cost: Cost) -> str:
    return f"  {label:32}{cost.cpu_s:8.2f} CPU-s {cost.wall_s:7.1f} s {cost.pss_mb:6.0f} MB"


def against_floor(media: Media, folder: Path, seconds: int, repeats: int, say: Say) -> Iterator[Bar]:
    """`high`, cold, beside encoding the finished frames and decoding the clips."""
    for transition, bound in FLOOR_BARS.items():
        place = Workplace(folder / transition, media.job(transition, seconds), "high")
        yield _ratio(place, f"high, {transition}", bound, repeats, say)


def previews(media: Media, folder: Path, seconds: int, repeats: int, say: Say) -> Iterator[Bar]:
    """The preview, drawn from proxies, beside its floor: the first of a project, and one all redrawn."""
    for transition in FLOOR_BARS:
        job = media.job(transition, seconds)
        place = Workplace(
            folder / transition, job, "preview", output_width=640, output_height=360, output_fps=24
        )
        ratios: dict[str, list[float]] = {"redrawn": [], "first": []}
        for _ in range(repeats):
            floor_s = place.role("floor").answer["cpu_s"]
            for role_name, found in ratios.items():
                spent_s = place.role(role_name).answer["cpu_s"]
                found.append(spent_s / floor_s)
                say(f"  {transition}, {role_name}: {spent_s:.2f} CPU-s, {found[-1]:.3f} of the floor")
        for role_name, found in ratios.items():
            yield Bar(
                f"preview, {transition}, {role_name}", statistics.median(found), PREVIEW_BARS[role_name]
            )


def _ratio(place: Workplace, title: str, bound: float, repeats: int, say: Say) -> Bar:
    ratios = []
    for _ in range(repeats):
        floor_s, ours = place.role("floor").answer["cpu_s"], place.cold()
        ratios.append(ours.cpu_s / floor_s)
        say(f"  {title + ': floor':32}{floor_s:8.2f} CPU-s")
        say(f"{line(title + ': ours', ours)}  {ratios[-1]:.3f} of the floor")
    return Bar(f"{title}: CPU beside the floor", statistics.median(ratios), bound)


def usual_ways(media: Media, folder: Path, seconds: int, say: Say) -> Iterator[Bar]:
    """`medium` beside one filter graph and MoviePy, with size and quality."""
    for transition in FLOOR_BARS:
        place = Workplace(folder / transition, media.job(transition, seconds), "medium")
        ours = place.cold()
        say(line(f"medium, {transition}: ours", ours))
        graph_file = place.folder / "usual.mp4"
        graph = cost_of(single_graph(place.order.job, graph_file))
        say(line("  one filter graph", graph))
        vmaf = place.role("vmaf").answer["vmaf"]
        sizes = (place.folder / "ours.mp4").stat().st_size, graph_file.stat().st_size
        say(f"  {sizes[0] / 1e6:.2f} MB at VMAF {vmaf:.2f}; one filter graph {sizes[1] / 1e6:.2f} MB")
        if transition == "cut":
            say(moviepy_way(place.order.job, place.folder, ours.cpu_s / seconds))
        yield Bar(f"medium, {transition}: CPU beside one filter graph", ours.cpu_s / graph.cpu_s, 0.5)
        yield Bar(f"medium, {transition}: VMAF", vmaf, 97, at_least=True)
        yield Bar(f"medium, {transition}: size beside one filter graph", sizes[0] / sizes[1], 1.1)


def after_a_change(media: Media, folder: Path, seconds: int, say: Say) -> Iterator[Bar]:
    """A worker that has drawn before: all, nothing touched, one segment touched."""
    for transition, bound in TOUCHED_BARS.items():
        place = Workplace(folder / transition, media.job(transition, seconds), "medium")
        found = place.role("warm").answer
        for label, cost in found.items():
            say(line(f"{transition}, warm: {label}", Cost(cost["cpu_s"], cost["wall_s"], 0)))
        share = found["touched"]["cpu_s"] / found["cold"]["cpu_s"]
        yield Bar(f"medium, {transition}: one segment touched, of the whole", share, bound)
        yield Bar(f"medium, {transition}: nothing touched", found["untouched"]["wall_s"], 1.0, "s")
