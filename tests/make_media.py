"""Makes small photos, clips and songs for tests, each with content that tells whether it was read right."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import soundfile
from numpy.typing import NDArray
from PIL import ExifTags, Image

from core.sandbox.ffmpeg import run

Picture = Callable[[int], NDArray[np.uint8]]

# What the eight EXIF orientations did to an upright picture before it was stored.
STORED_AS = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
QUARTERS = {"red": (255, 0, 0), "green": (0, 255, 0), "blue": (0, 0, 255), "white": (255, 255, 255)}


def quarters(size: tuple[int, int] = (320, 200)) -> Image.Image:
    """Return a picture that is red, green, blue and white: top left, top right, bottom left and right."""
    width, height = size
    image = Image.new("RGB", size)
    for index, colour in enumerate(QUARTERS.values()):
        corner = (index % 2 * (width // 2), index // 2 * (height // 2))
        image.paste(colour, (*corner, corner[0] + width - width // 2, corner[1] + height - height // 2))
    return image


def seen_quarters(image: Image.Image) -> list[str]:
    """Return the colours in the middle of the four quarters of a picture, by name."""
    width, height = image.size
    points = [(width * x // 4, height * y // 4) for y in (1, 3) for x in (1, 3)]
    rgb = image.convert("RGB")
    return [_nearest(rgb.getpixel(point)) for point in points]


def _nearest(pixel: Any) -> str:
    return min(
        QUARTERS, key=lambda name: sum((a - b) ** 2 for a, b in zip(QUARTERS[name], pixel, strict=True))
    )


def photo_jpeg(
    path: Path,
    size: tuple[int, int] = (320, 200),
    seed: int = 0,
    *,
    image: Image.Image | None = None,
    orientation: int | None = None,
    taken: str | None = None,
) -> Path:
    """Write a photo: soft shapes that differ by `seed`, or `image`; `taken` is EXIF's local time."""
    exif = Image.Exif()
    if orientation is not None:
        exif[ExifTags.Base.Orientation] = orientation
    if taken is not None:
        exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = taken
    picture = image or Image.fromarray(_shapes(size, seed))
    picture.save(path, "JPEG", quality=92, subsampling=0, exif=exif)
    return path


def _shapes(size: tuple[int, int], seed: int) -> NDArray[np.uint8]:
    rng = np.random.default_rng(seed)
    coarse = Image.fromarray(rng.integers(0, 256, (6, 8, 3), dtype=np.uint8))
    return np.asarray(coarse.resize(size, Image.Resampling.BICUBIC))


def clip_mp4(
    path: Path,
    size: tuple[int, int] = (320, 180),
    rate: int | Fraction = 30,
    frames: int = 30,
    *,
    seed: int = 0,
    picture: Picture | None = None,
    times: Sequence[Fraction] | None = None,
    rotation_deg: int = 0,
    mirrored: bool = False,
    pixel_aspect: Fraction | None = None,
    codec: str = "libx264",
    pixel_format: str = "yuv420p",
    colour_transfer: int | None = None,
    options: dict[str, str] | None = None,
) -> Path:
    """Write a clip: frame n is `picture(n)` (RGB, height x width x 3), else moving shapes.

    `times` gives each frame its own time in seconds; `rotation_deg` and `mirrored` say what a player
    has to do, clockwise and then left to right. The container follows from the name of `path`.
    """
    draw = picture or _moving(size, seed)
    unit_s = Fraction(1, 90_000) if times else 1 / Fraction(rate)
    with av.open(str(path), "w") as container:
        stream: Any = container.add_stream(codec, rate=rate)
        stream.width, stream.height = size
        stream.pix_fmt = pixel_format
        stream.codec_context.time_base = unit_s
        stream.codec_context.thread_count = 1
        stream.options = (
            options or {"preset": "ultrafast", "crf": "18"} if codec == "libx264" else options or {}
        )
        if pixel_aspect is not None:
            stream.codec_context.sample_aspect_ratio = pixel_aspect
        if colour_transfer is not None:
            stream.codec_context.color_trc = colour_transfer
        if rotation_deg or mirrored:
            stream.set_display_matrix(_matrix(rotation_deg, mirrored=mirrored))
        for number in range(frames):
            frame: Any = av.VideoFrame.from_ndarray(draw(number), format="rgb24")
            frame = frame.reformat(format=pixel_format)
            frame.pts = round(times[number] / unit_s) if times else number
            frame.time_base = unit_s
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def _moving(size: tuple[int, int], seed: int) -> Picture:
    still = _shapes(size, seed)
    return lambda number: np.roll(still, number * 4, axis=1)


def _matrix(rotation_deg: int, *, mirrored: bool) -> list[int]:
    cos, sin = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}[rotation_deg]
    across = -1 if mirrored else 1
    unit = 1 << 16
    return [across * cos * unit, sin * unit, 0, -across * sin * unit, cos * unit, 0, 0, 0, 1 << 30]


def hdr_mp4(path: Path, transfer: str, source: str = "testsrc2=s=160x90:r=10:d=0.5") -> Path:
    """Write a 10-bit BT.2020 clip of a lavfi source; `transfer` is "smpte2084" or "arib-std-b67"."""
    tags = f"setparams=color_primaries=bt2020:color_trc={transfer}:colorspace=bt2020nc:range=tv"
    encoding = ["-vf", f"format=yuv420p10le,{tags}", "-c:v", "libx264", "-preset", "ultrafast"]
    run(["-f", "lavfi", "-i", source, *encoding, f"file:{path}"], time_limit_s=30)
    return path


def song_wav(path: Path, seconds: float = 2.0, *, bpm: float = 120, rate_hz: int = 22_050) -> Path:
    """Write a song of clicks on the beat; the format follows from the name of `path`."""
    time_s = np.arange(round(seconds * rate_hz)) / rate_hz
    since_beat_s = time_s % (60 / bpm)
    sound = np.sin(2 * np.pi * 880 * time_s) * np.exp(-since_beat_s * 40)
    soundfile.write(path, (sound * 0.5).astype(np.float32), rate_hz)
    return path


def frames_of(path: Path) -> list[tuple[Fraction, NDArray[np.uint8]]]:
    """Return every frame of a clip with its time in seconds after the first."""
    with av.open(str(path)) as container:
        found: list[tuple[Fraction, Any]] = [
            ((frame.pts or 0) * (frame.time_base or Fraction(0)), frame.to_ndarray(format="rgb24"))
            for frame in container.decode(video=0)
        ]
    return [(time - found[0][0], picture) for time, picture in found]


def sounding_clip(path: Path, sound: str, seconds: float = 4, *options: str, rate: int = 25) -> Path:
    """Write a clip with the sound of a lavfi source, "sine=f=1000"; the container follows from its name."""
    picture = f"testsrc2=s=320x240:r={rate}:d={seconds}"
    encoding = ["-c:v", "libx264", "-preset", "ultrafast", "-t", str(seconds), *options]
    run(
        ["-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", sound, *encoding, f"file:{path}"], time_limit_s=60
    )
    return path


def sky_photo(path: Path, size: tuple[int, int]) -> Path:
    """Write a picture of a sky, a sun and a hill, the same on every machine."""
    width, height = size
    y, x = np.mgrid[0:height, 0:width] / height
    picture = np.stack([90 + 120 * y, 150 + 70 * y, 230 - 20 * y], -1)
    picture[(x - 1.3) ** 2 + (y - 0.25) ** 2 < 0.01] = (255, 240, 190)
    picture[y > 0.75 - 0.15 * np.sin(4 * x)] = (60, 110, 45)
    Image.fromarray(picture.astype(np.uint8)).save(path)
    return path
