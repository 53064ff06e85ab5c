"""A folder of pictures as people have them, and the colours seen in the video made of it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image

from core.errors import MediaRefusedError
from core.media.capture.belonging import Live
from core.schemas import ProjectSettings, RenderSettings
from core.standalone.collect import PassedOver
from core.standalone.make import Edit, MakeRequest, Workdir, make_edit, render_edit
from tests.make_media import clip_mp4

COLOURS = {
    "red": (220, 30, 30), "green": (30, 180, 30), "blue": (30, 30, 220), "yellow": (230, 230, 30),
    "magenta": (210, 30, 210), "cyan": (30, 220, 220), "white": (240, 240, 240), "orange": (240, 140, 20),
}  # fmt: skip
FPS = 15
SETTINGS = ProjectSettings(
    output_width=320, output_height=240, output_fps=FPS, ken_burns_enabled=False, fit="cover"
)


class Folder:
    """A folder of pictures of one colour each, and the videos made of it."""

    def __init__(
        self, root: Path, song: Path, grid: Path | None, *, path: Path | None = None, **settings: object
    ) -> None:
        self.root, self.path, self.workdir = root, path or root / "folder", root / "workdir"
        self.settings = ProjectSettings.model_validate({**SETTINGS.model_dump(), **settings})
        self.song, self.grid = song, grid
        self.passed: list[PassedOver] = []
        self.refused: list[MediaRefusedError] = []

    def _place(self, name: str) -> Path:
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def photo(
        self, name: str, colour: str, tags: Mapping[int, Any] = {}, gps: Mapping[int, Any] = {}
    ) -> None:
        exif = Image.Exif()
        exif.get_ifd(ExifTags.IFD.Exif).update(tags)
        exif.get_ifd(ExifTags.IFD.GPSInfo).update(gps)
        Image.new("RGB", (64, 48), COLOURS[colour]).save(self._place(name), exif=exif.tobytes())

    def clip(self, name: str, colour: str, tags: Mapping[str, str]) -> None:
        plain = self._place(f".plain{Path(name).suffix}")
        frame = np.full((48, 64, 3), COLOURS[colour], np.uint8)
        clip_mp4(plain, (64, 48), 10, 20, picture=lambda _: frame)
        options = {"movflags": "use_metadata_tags"}
        with av.open(str(plain)) as source, av.open(str(self._place(name)), "w", options=options) as target:
            target.metadata.update(tags)
            stream = target.add_stream_from_template(source.streams.video[0])
            for packet in source.demux(video=0):
                if packet.dts is not None:
                    packet.stream = stream
                    target.mux(packet)
        plain.unlink()

    def edit(self, live: Live = "photo", clip_volume: float = 0.0) -> tuple[Edit, Workdir]:
        workdir = Workdir(self.workdir, on_passed_over=self.passed.append, on_refused=self.refused.append)
        wish = MakeRequest(
            self.song, [self.path], self.settings, beats=self.grid, clip_volume=clip_volume, live=live
        )
        return make_edit(wish, workdir), workdir

    def order(self, live: Live = "photo") -> list[str]:
        """Return the names of what the edit has, in its order."""
        return [one.file.name for one in self.edit(live)[0].brought]

    def film(self, clip_volume: float = 0.0) -> tuple[Edit, list[str]]:
        """Return the edit, and the colour in the middle of every frame of its video, out.mp4."""
        edit, workdir = self.edit(clip_volume=clip_volume)
        wanted = RenderSettings(output_width=320, output_height=240, output_fps=FPS, quality_preset="preview")
        rendered = render_edit(edit, wanted, self.root / "out.mp4", workdir, processes=1)
        with av.open(str(rendered.path)) as video:
            frames = [frame.to_ndarray(format="rgb24")[120, 160] for frame in video.decode(video=0)]
        return edit, [colour_name(frame) for frame in frames]

    def seen(self, pictures: int) -> list[str]:
        """Return the colour of the first so many cuts of a rendered video."""
        edit, frames = self.film()
        middles = [frames[(segment.timeline_in_ms + 500) * FPS // 1000] for segment in edit.edl.segments]
        return middles[:pictures]


def colour_name(pixel: NDArray[np.uint8]) -> str:
    """Return the name of the nearest colour."""
    return min(COLOURS, key=lambda name: sum((np.array(COLOURS[name]) - pixel.astype(int)) ** 2))
