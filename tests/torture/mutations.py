"""Mutated files through full ingest, each in a confined process: `python -m tests.torture.mutations`.

`--count 10000` files are made of small good ones by flipping, cutting, repeating and splicing bytes; prints
figures as JSON, and ends with 1 when anything but a sentence or an asset came out, or a process was confined
less than this kernel can or took more than 1 GiB. Bounded by `--limit-s`.
"""

import argparse
import ctypes
import json
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from core.errors import MediaRefusedError
from core.media.info import OriginalFile
from core.media.ingest import derive_all, prepare
from core.media.probe import MEDIA_LIMITS
from core.sandbox import landlock
from core.sandbox.forks.warm import warm_forks
from core.sandbox.permissions import Permissions
from core.sandbox.worker_process import Child
from core.store.models import new_id
from tests import make_media

MOST_CHANGES = 8
SLOW_S = 60.0
LARGEST_BYTES = 1 << 30
REPORT, REPORT_LIMIT_S = "core.sandbox.confinement:report", 60.0


@dataclass
class Tally:
    """How it ended: counts by kind of refusal, and what must be empty."""

    outcomes: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    slowest_s: float = 0.0


def good_files(folder: Path) -> list[Path]:
    """Write the files that are mutated."""
    folder.mkdir()
    made = [folder / "a.jpg", folder / "a.png", folder / "a.mp4"]
    make_media.photo_jpeg(made[0], seed=1)
    with Image.open(made[0]) as photo:
        photo.save(made[1])
        for suffix in (".webp", ".gif", ".tiff"):
            made.append(folder / f"a{suffix}")
            photo.save(made[-1])
    make_media.clip_mp4(made[2], frames=10)
    return made


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return a copy of `data` with some bytes flipped, cut, repeated or moved."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, MOST_CHANGES)):
        if not changed:
            break
        at = chance.randrange(len(changed))
        length = min(len(changed) - at, chance.choice((1, 2, 4, 64, 4096)))
        match chance.randrange(5):
            case 0:
                changed[at] ^= 1 << chance.randrange(8)
            case 1:
                changed[at : at + length] = chance.randbytes(length)
            case 2:
                del changed[at : at + length]
            case 3:
                changed[at:at] = changed[at : at + length]
            case _:
                changed[at : at + length] = b"\xff" * length
    return bytes(changed)


def run(folder: Path, count: int, seed: int, limit_s: float) -> tuple[Tally, int]:
    """Ingest mutated files until there were `count` or the time is over; return how many there were."""
    chance, tally = random.Random(seed), Tally()  # noqa: S311 - repeatable files, no secret
    good = good_files(folder / "good")
    inbox, out = folder / "inbox", folder / "out"
    inbox.mkdir()
    out.mkdir()
    begun_s = time.monotonic()
    for number in range(count):
        if time.monotonic() - begun_s > limit_s:
            return tally, number
        source = chance.choice(good)
        file = inbox / f"{number}{source.suffix}"
        file.write_bytes(mutated(source.read_bytes(), chance))
        with Child(MEDIA_LIMITS, Permissions(read=[file], write=[out]), forks=warm_forks) as child:
            _ingest(file, out, child, tally)
            _is_confined(file, child, tally)
        file.unlink()
        for left in out.iterdir():
            left.unlink()
    return tally, count


def _ingest(file: Path, out: Path, child: Child, tally: Tally) -> None:
    begun_s, asset_id = time.monotonic(), new_id()
    try:
        prepared = prepare(OriginalFile(file, file.name, asset_id), folder=out, child=child)
        derive_all(prepared, thumbnail=out / "t.jpg", proxy=out / "p.mp4", child=child)
        tally.outcomes["taken"] += 1
    except MediaRefusedError as refusal:
        tally.outcomes[type(refusal).__name__] += 1
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
        tally.broken.append(f"{file.name}: {error!r}"[:300])
    took_s = time.monotonic() - begun_s
    tally.slowest_s = max(tally.slowest_s, took_s)
    if took_s > SLOW_S:
        tally.broken.append(f"{file.name}: {took_s:.0f} s")


def _is_confined(file: Path, child: Child, tally: Tally) -> None:
    """Have the process try what it must not, and compare what holds it with what this kernel has."""
    wanted = {"landlock_abi": landlock.version(ctypes.CDLL(None)), "seccomp": True}
    held = child.call(REPORT, timeout_s=REPORT_LIMIT_S)
    if held != wanted:
        tally.broken.append(f"{file.name}: held by {held}, not {wanted}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit-s", type=float, default=3600.0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="beatstitch-mutations-") as folder:
        tally, done = run(Path(folder), options.count, options.seed, options.limit_s)
    warm_forks.close()  # which counts what was forked among the children of this process
    largest_bytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss << 10
    report = {
        "files": done,
        "outcomes": dict(tally.outcomes.most_common()),
        "slowest_s": round(tally.slowest_s, 2),
        "largest_child_mb": round(largest_bytes / 1e6),
        "broken": tally.broken[:20],
    }
    sys.stdout.write(json.dumps(report, indent=1) + "\n")
    return 1 if tally.broken or largest_bytes > LARGEST_BYTES else 0


if __name__ == "__main__":
    sys.exit(main())
