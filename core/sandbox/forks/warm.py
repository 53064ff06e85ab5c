"""The fork servers of a worker: one for what reads files and draws them, one for what looks at them.

What looks holds a hundred megabytes of models, and each process that is forked from it pays for them.
"""

import atexit

from core.sandbox.forks.server import ForkServer

READING = ("core.media.probe:warm_up", "core.media.clips.clips", "core.media.songs.songs")
DRAWING = ("core.render.draw.draw_span",)
SEEING = ("core.vision.analyze:warm_up", "core.vision.clips.clips")

warm_forks = ForkServer((*READING, *DRAWING))
seeing_forks = ForkServer((*READING, *SEEING))
atexit.register(warm_forks.close)
atexit.register(seeing_forks.close)
