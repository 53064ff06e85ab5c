"""Judges what a plan shows of a labelled set of real media: `python -m tests.bench.montage [MEDIA] [SEED]`.

MEDIA is a folder of photos, clips and songs (those in its subfolders `clip` and `music` are used).
"""

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from core.schemas import EDLSegment, ProjectSettings
from core.standalone.make import Edit, MakeRequest, Workdir, make_edit
from tests.bench.montage_clips import make_clip
from tests.bench.montage_photos import frames_apart, make_bursts, make_spoiled, real_pictures

BURSTS, CLIPS = 14, 10
UPRIGHT = {"output_width": 1080, "output_height": 1920}
WAYS: Sequence[dict[str, Any]] = (
    {"pacing": "directed"},
    {"pacing": "directed", **UPRIGHT},
    {"beats_per_cut": 4},
    {"beats_per_cut": 2},
    {"beats_per_cut": 8},
    {"beats_per_cut": 4, **UPRIGHT},
)
NEAR = 2  # segments
AT_CUT_MS = 100


def main() -> None:
    media = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("../shared/data/media")
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    song = min((media / "music").iterdir(), key=lambda path: path.name)
    with TemporaryDirectory() as made:
        folder = Path(made) / "set"
        folder.mkdir()
        truth = make_set(folder, media, Random(seed))  # noqa: S311 - a set that can be made again
        for way in WAYS:
            wish = MakeRequest(song, [folder], ProjectSettings(**way))
            sys.stdout.write(f"{way} {judge(make_edit(wish, Workdir(Path(made) / 'work')), truth)}\n")


def make_set(folder: Path, media: Path, rng: Random) -> dict[str, Any]:
    """Write a set into a folder and return its truth: groups, best, spoilt, clips and strangers."""
    clips = sorted((media / "clip").iterdir())
    pictures = list(real_pictures(sorted(path for path in media.glob("img-*"))))
    rng.shuffle(pictures)
    pictures = [*pictures, *frames_apart(clips)]
    truth: dict[str, Any] = make_bursts(folder, pictures[:BURSTS], rng)
    truth["spoilt"] = make_spoiled(folder, pictures, rng)
    truth["clips"] = {}
    for number in range(CLIPS):
        name = f"c{number:02d}.mp4"
        truth["clips"][name] = make_clip(folder / name, clips, rng)
    (folder.parent / "truth.json").write_text(json.dumps(truth))
    return truth


def judge(edit: Edit, truth: Mapping[str, Any]) -> dict[str, float]:
    """Return how often an edit goes wrong, and the shares of bursts and of clip time that are right.

    near: a burst within two segments of itself; twice: bursts of which several are shown; best: share of
    the shown bursts that are represented by their best; spoilt: segments of spoiled photos; good: share
    of clip time inside good stretches; across: clips with an inner cut in what is shown of them.
    """
    shown = [edit.names[segment.media_asset_id] for segment in edit.edl.segments]
    burst = {name: number for number, names in enumerate(truth["groups"]) for name in names}
    kept: dict[int, set[str]] = {}
    near = 0
    for place, name in enumerate(shown):
        if name in burst:
            kept.setdefault(burst[name], set()).add(name)
            near += any(burst.get(other) == burst[name] for other in shown[max(0, place - NEAR) : place])
    right = sum(names == {truth["best"][number]} for number, names in kept.items())
    pairs = [
        (s, truth["clips"][n]) for s, n in zip(edit.edl.segments, shown, strict=True) if n in truth["clips"]
    ]
    lengths = [_length_ms(segment) for segment, _ in pairs]
    good = sum(_good_ms(segment, clip["good"]) for segment, clip in pairs)
    return {
        "segments": len(shown),
        "bursts": len(kept),
        "near": near,
        "twice": sum(len(names) > 1 for names in kept.values()),
        "best": round(right / max(1, len(kept)), 3),
        "spoilt": sum(name in truth["spoilt"] for name in shown),
        "clips": len(pairs),
        "good": round(good / max(1.0, sum(lengths)), 3),
        "across": sum(_crosses(segment, clip["cuts"]) for segment, clip in pairs),
    }


def _length_ms(segment: EDLSegment) -> float:
    end_ms = segment.source_out_ms
    return (end_ms - segment.source_in_ms) if end_ms is not None else segment.render_duration_ms


def _good_ms(segment: EDLSegment, good: Sequence[Sequence[float]]) -> float:
    begin_ms = segment.source_in_ms
    end_ms = begin_ms + _length_ms(segment)
    return sum(max(0.0, min(end_ms, 1000 * b) - max(begin_ms, 1000 * a)) for a, b in good)


def _crosses(segment: EDLSegment, cuts: Sequence[float]) -> bool:
    begin_ms = segment.source_in_ms
    end_ms = begin_ms + _length_ms(segment)
    return any(begin_ms + AT_CUT_MS < 1000 * cut < end_ms - AT_CUT_MS for cut in cuts)


if __name__ == "__main__":
    main()
