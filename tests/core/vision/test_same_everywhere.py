"""The same file is seen the same by any number of threads and in another process: plans depend on it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
from PIL import Image

from core.vision.analyze import look_at_clip, look_at_photo
from core.vision.files import ClipFile
from tests.core.vision.scenes import face, landscape, with_face
from tests.make_media import clip_mp4

SIZE, RATE, FRAMES = (480, 320), 25, 60
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OPENCV_FOR_THREADS_NUM")
LOOK = """
import json, sys
from core.vision.analyze import look_at_clip, look_at_photo
import cv2
photo, clip = json.loads(sys.argv[1])
for count in sys.argv[2:]:
    cv2.setNumThreads(int(count))
    print(json.dumps([look_at_photo(*photo), look_at_clip(*clip)]))
"""


def test_one_two_and_four_threads_and_another_process_see_the_same(
    tmp_path: Path, models: dict[str, Path]
) -> None:
    still = tmp_path / "still.jpg"
    Image.fromarray(with_face(200)[:, :, ::-1]).save(still, quality=95)

    def draw(number: int) -> np.ndarray:
        frame = landscape(SIZE, 1)
        frame[80:230, 40 + number : 190 + number] = face(150)
        return np.ascontiguousarray(frame[:, :, ::-1])

    clip = clip_mp4(tmp_path / "a.mp4", SIZE, RATE, FRAMES, picture=draw)
    file = ClipFile(clip, "mov", clip.name, *SIZE, FRAMES * 1000 // RATE).as_plain
    named = {name: str(path) for name, path in models.items()}
    facts = {"width": 960, "height": 640}
    asked = json.dumps([[str(still), facts, named], [file, named]])
    here = [look_at_photo(str(still), facts, named), look_at_clip(file, named)]
    for counts in (["1"], ["4", "2"]):
        environment = os.environ | dict.fromkeys(THREADS, counts[0])
        there = subprocess.run(
            [sys.executable, "-c", LOOK, asked, *counts],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
            timeout=120,
        )
        assert [json.loads(line) for line in there.stdout.splitlines()] == [here] * len(counts)
