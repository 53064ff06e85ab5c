"""`python -m tests.bench.ingest`: what taking in a file of each kind costs, beside one full decode of it."""

import argparse
import json
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import numpy as np
import pillow_heif
from PIL import Image

from core.media.info import OriginalFile
from core.media.ingest import PreparedMedia, derive_all, looked_at, prepare
from core.media.probe import MEDIA_LIMITS
from core.sandbox.ffmpeg import run
from core.sandbox.forks.warm import seeing_forks, warm_forks
from core.sandbox.permissions import Permissions
from core.sandbox.worker_process import Child
from tests.bench.bars import Bar, table
from tests.bench.measure import Stopwatch, cost_of

CLIP_SECONDS = 60
TIMES = 5
MOST_OF_FLOOR = {"12mp.jpg": 1.6, "24mp.jpg": 1.6, "12mp.heic": 1.3, "12mp.png": 1.6, "clip.mp4": 1.4}
MOST_OF_DISK = {"12mp.jpg": 0.25, "24mp.jpg": 0.25}
PROXY = (
    "-vf",
    "scale=640:360",
    "-c:v",
    "libx264",
    "-preset",
    "veryfast",
    "-crf",
    "24",
    "-g",
    "12",
    "-bf",
    "0",
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.ingest", description="Measure ingest.")
    parser.add_argument("--only", action="append", choices=[*MOST_OF_FLOOR], help="measure just this")
    parser.add_argument("--clip-seconds", type=int, default=CLIP_SECONDS, help="length of the clip")
    parser.add_argument("--repeats", type=int, default=3, help="runs of each, of which the median counts")
    parser.add_argument("--part", nargs=2, metavar=("PART", "FILE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.part:
        part, file = options.part
        say(json.dumps({"floor": floor, "ours": ours}[part](Path(file))))
        return
    bars: list[Bar] = []
    with TemporaryDirectory(prefix="beatstitch-ingest-") as name:
        for kind in options.only or MOST_OF_FLOOR:
            file = Path(name, kind)
            make(file, options.clip_seconds)
            bars += measured(file, options.repeats)
            file.unlink()
    say(table(bars))


def measured(file: Path, repeats: int) -> list[Bar]:
    """Return the bars of one file, floor and ours in turn."""
    floors, ours_s, eyes_s, disks, peaks_mb, walls_s = [], [], [], [], [], []
    for _ in range(repeats):
        floors.append(_part("floor", file)[0]["cpu_s"])
        found, pss_mb = _part("ours", file)
        ours_s.append(found["cpu_s"])
        eyes_s.append(found["eye_s"])
        disks.append(found["bytes"] / file.stat().st_size)
        walls_s.append(found["wall_s"])
        peaks_mb.append(pss_mb)
    least = median(floors)
    say(
        f"{file.name}: {median(ours_s):.3f} CPU-s and {median(eyes_s):.3f} analysing, floor {least:.3f}; "
        f"{median(walls_s):.2f} s, {median(peaks_mb):.0f} MB, {median(disks):.2f} of its bytes"
    )
    bars = [Bar(f"{file.name}, CPU of its floor", median(ours_s) / least, MOST_OF_FLOOR[file.name])]
    if file.name in MOST_OF_DISK:
        bars.append(Bar(f"{file.name}, disk of its own", median(disks), MOST_OF_DISK[file.name]))
    return bars


def _part(part: str, file: Path) -> tuple[dict[str, float], float]:
    cost = cost_of([sys.executable, "-m", "tests.bench.ingest", "--part", part, str(file)])
    return cost.answer, cost.pss_mb


def floor(file: Path) -> dict[str, float]:
    """Decode all of a file, a clip together with the encoding of its proxy."""
    pillow_heif.register_heif_opener()
    Image.init()
    began, times = Stopwatch(), _times(file)
    for _ in range(times):
        if file.suffix == ".mp4":
            run(["-i", f"file:{file}", *PROXY, "-an", f"file:{file}.proxy.mp4"], time_limit_s=900)
        else:
            with Image.open(file) as image:
                image.load()
    return _each(began, times)


def ours(file: Path) -> dict[str, float]:
    """Take a file in as a warm worker does; a photo is looked at afterwards, a clip while it is decoded."""
    is_clip = file.suffix == ".mp4"
    for forks in (warm_forks, seeing_forks):
        with Child(MEDIA_LIMITS, forks=forks) as first:
            first.call("core.sandbox.confinement:report", timeout_s=60)
    with TemporaryDirectory() as parent:
        folders = [Path(parent, str(number)) for number in range(_times(file))]
        began, found = Stopwatch(), [_taken_in(file, folder, looks=is_clip) for folder in folders]
        taken_in = _each(began, len(folders))
        size = sum(made.stat().st_size for made in folders[0].iterdir())
        began = Stopwatch()
        for one in found if not is_clip else ():
            with Child(MEDIA_LIMITS, Permissions([one.source.path]), forks=seeing_forks) as child:
                looked_at(one, child)
        return taken_in | {"eye_s": _each(began, len(folders))["cpu_s"], "bytes": size}


def _times(file: Path) -> int:
    """Return how often a file is taken in: the clock of ended processes has ticks of 10 ms."""
    return 1 if file.suffix == ".mp4" else TIMES


def _each(began: Stopwatch, times: int) -> dict[str, float]:
    return {name: value / times for name, value in began.read().items()}


def _taken_in(file: Path, folder: Path, *, looks: bool) -> PreparedMedia:
    folder.mkdir()
    forks = seeing_forks if looks else warm_forks
    with Child(MEDIA_LIMITS, Permissions([file], [folder]), forks=forks) as child:
        found = prepare(OriginalFile(file, file.name, "a"), folder=folder, child=child, looks=False)
        found = derive_all(found, thumbnail=folder / "thumbnail", proxy=folder / "proxy", child=child)
        return looked_at(found, child) if looks else found


def make(file: Path, clip_seconds: int) -> None:
    """Write a photo with the grain of a real one, or a clip of 1080p at 30 a second."""
    if file.suffix == ".mp4":
        source = f"testsrc2=s=1920x1080:r=30:d={clip_seconds},noise=alls=12:allf=t"
        coded = ("-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-pix_fmt", "yuv420p")
        run(["-f", "lavfi", "-i", source, *coded, f"file:{file}"], time_limit_s=900)
        return
    width, height = (6000, 4000) if file.name.startswith("24") else (4032, 3024)
    rng = np.random.default_rng(1)
    soft = Image.fromarray(rng.integers(30, 226, (60, 80, 3), dtype=np.uint8)).resize((width, height))
    grain = rng.normal(0, 5, (height, width, 1)).astype(np.int16)
    picture = Image.fromarray(np.clip(np.asarray(soft, np.int16) + grain, 0, 255).astype(np.uint8))
    if file.suffix == ".heic":
        pillow_heif.from_pillow(picture).save(file, quality=70)
    else:
        picture.save(file, quality=92)


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
