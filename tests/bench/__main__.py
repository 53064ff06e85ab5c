"""`python -m tests.bench`: what rendering costs, as ratios of one run, beside what it may cost.

About fifteen minutes on two quiet cores. `--only SECTION` and `--seconds N` make it shorter.
`--repeats 3` is for results that count: the ratios to the floor are medians of three then, and the
usual ways, which are slow, render all of the job instead of its first half.
"""

import argparse
import os
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench import bounds, render
from tests.bench.bars import Bar, table
from tests.bench.directed import directed
from tests.bench.jitter import jitter
from tests.bench.moviepy_way import MOVIEPY_SECONDS
from tests.bench.reference_job import SECONDS, reference_media
from tests.bench.time_left import time_left

SECTIONS = ("floor", "preview", "usual", "change", "memory", "length", "jitter", "eta", "directed")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure rendering.")
    parser.add_argument("--only", action="append", choices=SECTIONS, help="measure just this (repeatable)")
    parser.add_argument("--seconds", type=int, default=SECONDS, help="length of the reference job")
    parser.add_argument("--repeats", type=int, default=1, help="runs of each ratio to the floor")
    options = parser.parse_args()
    say(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    bars: list[Bar] = []
    with TemporaryDirectory(prefix="beatstitch-bench-") as name:
        folder = Path(name)
        media = reference_media(folder)
        seconds, repeats = options.seconds, options.repeats
        half = max(MOVIEPY_SECONDS, seconds // 2)
        sections = {
            "jitter": lambda at: jitter(at, say),
            "preview": lambda at: render.previews(media, at, seconds, max(3, repeats), say),
            "change": lambda at: render.after_a_change(media, at, seconds, say),
            "memory": lambda at: bounds.memory(at, say),
            "floor": lambda at: render.against_floor(media, at, seconds, repeats, say),
            "usual": lambda at: render.usual_ways(media, at, seconds if repeats > 1 else half, say),
            "length": lambda at: bounds.length(media, at, say),
            "directed": lambda at: directed(media, at, seconds, repeats, say),
            "eta": lambda at: time_left(media, at, half, say),
        }
        for section, measure in sections.items():
            if section in (options.only or SECTIONS):
                say(f"\n{section}")
                at = folder / section
                at.mkdir()
                bars += measure(at)
    say(table(bars))


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
