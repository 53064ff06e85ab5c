"""`python -m tests.bench`: what rendering costs, as ratios."""

import argparse

from tests.bench.render import bench_render


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure rendering beside its floor and the usual way.")
    parser.add_argument(
        "--transition", action="append", choices=["cut", "crossfade", "fade_black", "fade_white"]
    )
    parser.add_argument("--quality", action="append", choices=["preview", "medium", "high"])
    parser.add_argument("--repeats", type=int, default=3)
    options = parser.parse_args()
    for quality in options.quality or ["high", "medium"]:
        for transition in options.transition or ["cut", "crossfade"]:
            bench_render(transition, quality, options.repeats, lambda line: print(line, flush=True))  # noqa: T201


if __name__ == "__main__":
    main()
