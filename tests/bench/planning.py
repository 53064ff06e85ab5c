"""`make bench-planning`: what planning 500 pictures costs, directed beside steady, in one run."""

from statistics import median
from time import process_time

from core.schemas import ProjectSettings
from tests.core.edit.edit_samples import planned
from tests.core.edit.journey_samples import journey, song

RUNS = 7


def main() -> None:
    sources = journey(460, 40)
    grid, sections = song(seconds=240)
    costs_ms = {}
    for pacing in ("steady", "directed"):
        settings = ProjectSettings(pacing=pacing)
        runs_ms = []
        for _ in range(RUNS):
            began_s = process_time()
            planned(sources, grid, settings, sections=sections)
            runs_ms.append(1000 * (process_time() - began_s))
        costs_ms[pacing] = median(runs_ms)
        print(f"{pacing}: {costs_ms[pacing]:.0f} ms of CPU for 500 pictures")  # noqa: T201
    print(f"directed costs {costs_ms['directed'] / costs_ms['steady']:.2f} times steady")  # noqa: T201


if __name__ == "__main__":
    main()
