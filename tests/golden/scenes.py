"""One small edit per feature of the renderer, and the frame of it that shows the feature.

`python -m tests.golden.scenes` writes the reference pictures again; look at each before committing it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from PIL import Image

from core.edit.edl import EditDecisionList
from core.media.info import Source
from core.render.compiler import compile_spans
from core.render.draw.clips import ClipReaderCache
from core.render.draw.compositor import frames
from tests import card
from tests.make_media import sky_photo

FOLDER = Path(__file__).parent
SIZE = (480, 270)
RATE_HZ = Fraction(25)
LENGTH_MS, OVERLAP_MS = 2000, 800
MOVE = {
    "ken_burns": {
        "enabled": True,
        "start_zoom": 1.0,
        "end_zoom": 1.6,
        "start_x": 0.5,
        "start_y": 0.5,
        "end_x": 0.9,
        "end_y": 0.2,
    }
}


@dataclass(frozen=True)
class Scene:
    """What the first segment is (and, with a transition, how the second follows), and which frame to see."""

    frame: int
    first: Mapping[str, Any]
    transition: str = "cut"
    picture_fade_ms: int = 0

    def edit(self) -> EditDecisionList:
        overlap_ms = 0 if self.transition == "cut" else OVERLAP_MS
        between = {"type": self.transition, "duration_ms": overlap_ms}
        second_ms = LENGTH_MS - overlap_ms
        segments = [
            {"index": 0, **_times(0, LENGTH_MS), "transition_out": between, **PHOTO, **self.first},
            {"index": 1, **_times(second_ms, 2 * LENGTH_MS), "transition_in": between, **OTHER},
        ]
        head = {"output_width": SIZE[0], "output_height": SIZE[1], "output_fps": 25}
        return EditDecisionList.model_validate(
            {
                "version": "1.0",
                "project_id": "golden",
                "settings": {**head, "picture_fade_ms": self.picture_fade_ms},
                "audio": {"file_path": "song.wav", "duration_ms": 2 * LENGTH_MS},
                "segments": segments,
            }
        )


def _times(begin_ms: int, end_ms: int) -> dict[str, int]:
    return {"timeline_in_ms": begin_ms, "timeline_out_ms": end_ms, "render_duration_ms": end_ms - begin_ms}


PHOTO = {"media_asset_id": "card", "media_type": "image", "fit": "cover"}
UPRIGHT = {"media_asset_id": "upright", "media_type": "image"}
CLIP = {"media_asset_id": "clip", "media_type": "video", "fit": "cover"}
OTHER = {"media_asset_id": "sky", "media_type": "image", "fit": "cover"}
SCENES = {
    "cover": Scene(0, {}),
    "cover-focus": Scene(0, {**UPRIGHT, "fit": "cover", "focus": {"x": 0.5, "y": 0.1}}),
    "contain": Scene(0, {**UPRIGHT, "fit": "contain"}),
    "blur": Scene(0, {**UPRIGHT, "fit": "blur"}),
    "ken-burns": Scene(30, {"effects": MOVE}),
    "cut": Scene(50, {}),
    "crossfade": Scene(37, {}, "crossfade"),
    "fade-black": Scene(35, {}, "fade_black"),
    "fade-white": Scene(44, {}, "fade_white"),
    "closing-fade": Scene(87, {}, picture_fade_ms=1000),
    "clip": Scene(3, {**CLIP, "source_in_ms": 200}),
    "clip-freezes": Scene(45, CLIP),
    "clip-loops": Scene(45, {**CLIP, "source_in_ms": 200, "source_out_ms": 500, "loop": True}),
    "clip-turned": Scene(3, {**CLIP, "media_asset_id": "turned", "fit": "contain"}),
}


def sources(folder: Path) -> dict[str, Source]:
    """Write what the scenes show into `folder`; every file decodes to the same pixels everywhere."""
    Image.fromarray(card.card()).save(folder / "card.png")
    Image.fromarray(np.rot90(card.card())).save(folder / "upright.png")
    sky_photo(folder / "sky.png", SIZE)
    counted = b"".join(np.roll(card.card(), 6 * number, axis=1).tobytes() for number in range(5))
    clip = card.card_clip(folder / "clip.mov", "-c:v", "qtrle", filters="null", raw=counted)
    width, height = card.SIZE
    lying = Source("clip", "clip", "video", clip, width, height, 1000)
    return {
        "card": Source("card", "card", "image", folder / "card.png", width, height),
        "upright": Source("upright", "upright", "image", folder / "upright.png", height, width),
        "sky": Source("sky", "sky", "image", folder / "sky.png", *SIZE),
        "clip": lying,
        "turned": replace(
            lying,
            display_width=height,
            display_height=width,
            rotation_deg=90,
            mirrored=True,
            asset_id="turned",
        ),
    }


def shown(scene: Scene, known: Mapping[str, Source]) -> card.Picture:
    """Return the frame of a scene as RGB."""
    for span in compile_spans(scene.edit(), known, RATE_HZ):
        if span.start_frame <= scene.frame < span.start_frame + span.frames:
            drawn = frames(span, SIZE, RATE_HZ, ClipReaderCache())
            canvas = next(c for n, c in enumerate(drawn, span.start_frame) if n == scene.frame)
            return card.rgb_of(canvas.planes)
    raise IndexError(scene.frame)


if __name__ == "__main__":
    with TemporaryDirectory() as temporary:
        made = sources(Path(temporary))
        for name, scene in SCENES.items():
            Image.fromarray(shown(scene, made)).save(FOLDER / f"{name}.png", optimize=True)
