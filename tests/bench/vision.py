"""What looking costs, and how many faces it finds: `python -m tests.bench.vision [FOLDER]`.

FOLDER holds photos and boxes.json: {file name: {"faces": [[left, top, width, height] in pixels, ...]}}.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import numpy as np
from PIL import Image

from core.vision.analysis import Box, Face
from core.vision.analyze import models_at_hand
from core.vision.clips.clips import analyze_clip
from core.vision.files import ClipFile, FileFacts
from core.vision.photos.photos import analyze_photo
from core.vision.picture import read_picture
from tests.make_media import clip_mp4

PHOTO_SIZE, CLIP_SIZE, CLIP_S = (4000, 3000), (1920, 1080), 10
MOST_PHOTO_CPU_S, MOST_CLIP_CPU_S_A_MINUTE = 0.15, 5.0
MOST_MEMORY_MB, RUNS = 700, 3
LEAST_RECALL, MOST_FALSE = 0.9, 0.02


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("../shared/data/faces")
    with TemporaryDirectory() as made:
        _costs(Path(made))
        if (folder / "boxes.json").is_file():
            _accuracy(folder, Path(made))
        else:
            sys.stdout.write(f"no boxes.json in {folder}: faces are not counted\n")


def _costs(folder: Path) -> None:
    models = models_at_hand()
    still = folder / "still.jpg"
    noise = np.random.default_rng(1).integers(0, 255, (150, 200, 3), dtype=np.uint8)
    Image.fromarray(noise).resize(PHOTO_SIZE, Image.Resampling.BICUBIC).save(still, quality=95)
    analyze_photo(still, FileFacts(*PHOTO_SIZE), models)  # the models are read once
    decoding_s = _cpu_s(lambda: read_picture(still))
    looking_s = _cpu_s(lambda: analyze_photo(still, FileFacts(*PHOTO_SIZE), models)) - decoding_s
    sys.stdout.write(
        f"photo of 12 megapixels: {looking_s:.3f} CPU-s beyond decoding (at most {MOST_PHOTO_CPU_S})\n"
    )
    clip = clip_mp4(folder / "clip.mp4", CLIP_SIZE, 30, 30 * CLIP_S)
    file = ClipFile(clip, "mov", clip.name, *CLIP_SIZE, CLIP_S * 1000)
    minute_s = _cpu_s(lambda: analyze_clip(file, models)) * 60 / CLIP_S
    sys.stdout.write(f"clip in 1080p: {minute_s:.1f} CPU-s a minute (at most {MOST_CLIP_CPU_S_A_MINUTE})\n")
    most_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"memory, that of this bench included: {most_mb:.0f} MB (at most {MOST_MEMORY_MB})\n")


def _accuracy(folder: Path, made: Path) -> None:
    boxes = json.loads((folder / "boxes.json").read_text())
    found = wanted = false = 0
    for name, truth in boxes.items():
        still = made / "face.jpg"
        with Image.open(folder / name) as photo:
            photo.convert("RGB").save(still, quality=95)
            size = photo.size
        faces = analyze_photo(still, FileFacts(*size), models_at_hand()).faces
        hits = [any(_holds(face, label, size) for face in faces) for label in truth["faces"]]
        found, wanted = found + sum(hits), wanted + len(hits)
        false += sum(not any(_holds(face, label, size) for label in truth["faces"]) for face in faces)
    sys.stdout.write(
        f"faces: {found} of {wanted} found (at least {LEAST_RECALL:.0%}), "
        f"{false / len(boxes):.2f} others a photo (at most {MOST_FALSE})\n"
    )


def _holds(face: Face, label: list[float], size: tuple[int, int]) -> bool:
    """Tell whether the middle of a labelled face lies in a found one."""
    box: Box = face.box
    across, down = (label[0] + label[2] / 2) / size[0], (label[1] + label[3] / 2) / size[1]
    return box.left < across < box.right and box.top < down < box.bottom


def _cpu_s(work: Callable[[], object]) -> float:
    """Return the median of what a few runs cost."""
    costs_s = []
    for _ in range(RUNS):
        began_s = time.process_time()
        work()
        costs_s.append(time.process_time() - began_s)
    return median(costs_s)


if __name__ == "__main__":
    main()
