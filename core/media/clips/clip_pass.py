"""Makes all that is small of a clip, and has it looked at, by one decoding."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from core.errors import FileDamagedError
from core.media.derive import Clip, Progress, clip_at_once, time_limit_s
from core.sandbox.worker_process import Child
from core.vision.analysis import VisualAnalysis
from core.vision.analyze import analyze_handed_frames, frames_to_hand_over
from core.vision.clips.chosen_frames import ChosenFrames
from core.vision.files import ClipFile


def derive_and_look(
    clip: Clip,
    file: ClipFile,
    thumbnail: Path,
    proxy: Path,
    child: Child,
    *,
    on_progress: Progress | None = None,
    cancelled: threading.Event | None = None,
) -> VisualAnalysis | None:
    """Write thumbnail and proxy of a clip and return what is seen in it, None when nobody could look.

    A child beside `child` looks at the frames while they are decoded. Raises what `clip_at_once` raises,
    also when nobody looked to the end, and FileDamagedError where it can't be told which frames to look at.
    """
    chosen = frames_to_hand_over(file, child)
    if chosen is None:
        raise FileDamagedError(file=clip.name, reason="its frames can't be told apart")
    read_end, write_end = os.pipe()
    looker = child.beside(read_end, [file.path])  # which `child` may have made itself
    with ThreadPoolExecutor(1, thread_name_prefix="looking-on") as beside:
        try:
            looking = beside.submit(_look, file, chosen, looker, read_end, time_limit_s(clip.info))
            try:
                clip_at_once(
                    clip, thumbnail, proxy, chosen, write_end, on_progress=on_progress, cancelled=cancelled
                )
            finally:
                os.close(write_end)
            return looking.result()
        except BaseException:
            looker.kill()
            raise


def _look(
    file: ClipFile, chosen: ChosenFrames, looker: Child, read_end: int, limit_s: float
) -> VisualAnalysis | None:
    try:
        with looker:
            return analyze_handed_frames(file, chosen, looker, limit_s=limit_s)
    finally:
        os.close(read_end)  # frames that nobody reads would be waited with for ever
