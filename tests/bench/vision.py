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

from core.sandbox.ffmpeg import run
from core.vision.analysis import Box, Face
from core.vision.analyze import models_at_hand
from core.vision.clips.clips import analyze_clip
from core.vision.files import ClipFile, FileFacts
from core.vision.photos.photos import analyze_photo
from core.vision.picture import read_picture

PHOTO_SIZE, FULL_HD, UHD = (4000, 3000), (1920, 1080), (3840, 2160)
CLIPS_S = (2, 8)
CLIPS = {
    "H.264 as phones make it": (FULL_HD, "phone.mp4 -c:v libx264 -preset veryfast -bf 0 -g 30 -b:v 17M"),
    "H.264 in long groups": (FULL_HD, "long.mp4 -c:v libx264 -preset veryfast -b:v 12M"),
    "HEVC of 10 bits in 4K": (
        UHD,
        "uhd.mp4 -c:v libx265 -preset ultrafast -g 30 -pix_fmt yuv420p10le -b:v 40M",
    ),
    "VP9": (FULL_HD, "vp9.webm -c:v libvpx-vp9 -deadline realtime -cpu-used 8 -b:v 8M"),
}
MOST_PHOTO_CPU_S, MOST_CLIP_CPU_S_A_MINUTE, MOST_CLIP_CPU_S = 0.15, 5.0, 0.25
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
    for kind, (size, options) in CLIPS.items():
        short_s, long_s = (_clip_cpu_s(folder, size, options, seconds, models) for seconds in CLIPS_S)
        minute_s = 60 * (long_s - short_s) / (CLIPS_S[1] - CLIPS_S[0])
        fixed_s = max(0.0, short_s - minute_s * CLIPS_S[0] / 60)
        sys.stdout.write(
            f"clip, {kind}: {minute_s:.1f} CPU-s a minute (at most {MOST_CLIP_CPU_S_A_MINUTE}), "
            f"and {fixed_s:.2f} each (at most {MOST_CLIP_CPU_S})\n"
        )
    most_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"memory, that of this bench included: {most_mb:.0f} MB (at most {MOST_MEMORY_MB})\n")


def _clip_cpu_s(
    folder: Path, size: tuple[int, int], options: str, seconds: int, models: dict[str, Path]
) -> float:
    """Return what it costs to look at a clip that was coded in one way."""
    name, *coded = options.split()
    clip = folder / name
    source = f"testsrc2=s={size[0]}x{size[1]}:r=30:d={seconds},noise=alls=12:allf=t"
    run(["-f", "lavfi", "-i", source, *coded, f"file:{clip}"], time_limit_s=900)
    reader = "mov" if clip.suffix == ".mp4" else "matroska"
    file = ClipFile(clip, reader, clip.name, *size, seconds * 1000)
    return _cpu_s(lambda: analyze_clip(file, models))


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
