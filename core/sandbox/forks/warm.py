"""The one fork server of a worker: its processes read photos and clips, look at them and draw them."""

import atexit

from core.sandbox.forks.server import ForkServer

NEEDED = (
    "core.media.probe:warm_up",
    "core.media.clips.clips",
    "core.media.songs.songs",
    "core.vision.analyze:warm_up",
    "core.vision.clips.clips",
    "core.render.draw.draw_span",
)

warm_forks = ForkServer(NEEDED)
atexit.register(warm_forks.close)
