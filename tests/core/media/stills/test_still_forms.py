"""The unusual ways to store a still: shown in right colours, or refused in words."""

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, TiffImagePlugin

from core.errors import PictureFormUnreadError
from core.media.sniff import sniff_file
from core.media.stills.stills import write_still

RAMP = np.linspace(0, 65535, 256).astype(">u2")


def shown(path: Path) -> np.ndarray:
    sniffed = sniff_file(path, path.name)
    write_still(path, sniffed.reader, sniffed.mime_type, path.name, path.with_name("still.jpg"))
    with Image.open(path.with_name("still.jpg")) as still:
        return np.asarray(still.convert("RGB"))[16].astype(int)


def deep_png(path: Path, colour: int, channels: list[np.ndarray]) -> Path:
    """Write a 16-bit PNG of 32 equal rows of 256 pixels."""
    row = b"\0" + np.stack(channels, -1).astype(">u2").tobytes()
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", 256, 32, 16, colour, 0, 0, 0)),
        (b"IDAT", zlib.compress(row * 32)),
        (b"IEND", b""),
    )
    body = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + body)
    return path


def deep_tiff(path: Path, pixels: np.ndarray, *, planar: bool) -> Path:
    """Write a 16-bit RGB TIFF of rows x columns x 3, chunky or in separate planes."""
    rows, columns, _ = pixels.shape
    planes = [pixels[..., band] for band in range(3)] if planar else [pixels]
    strips = [plane.astype("<u2").tobytes() for plane in planes]
    directory = TiffImagePlugin.ImageFileDirectory_v2(b"II*\0\x08\0\0\0")
    for tag, value in {256: columns, 257: rows, 259: 1, 262: 2, 277: 3, 278: rows}.items():
        directory[tag] = value
    directory[258] = (16, 16, 16)
    directory[284] = 2 if planar else 1
    lengths = list(map(len, strips))
    directory[273] = tuple(sum(lengths[:number]) for number in range(len(strips)))  # after the directory
    directory[279] = tuple(lengths)
    path.write_bytes(b"II*\0\x08\0\0\0" + directory.tobytes(8) + b"".join(strips))
    return path


def test_sixteen_bit_colours_of_a_png(tmp_path: Path) -> None:
    row = shown(deep_png(tmp_path / "a.png", 2, [RAMP, RAMP[::-1], RAMP]))
    expected = np.arange(256)
    assert np.abs(row - np.stack([expected, expected[::-1], expected], -1)).max() <= 4


def test_sixteen_bit_grey_with_alpha_is_laid_over_black(tmp_path: Path) -> None:
    row = shown(deep_png(tmp_path / "a.png", 4, [np.full(256, 65535), RAMP]))
    assert np.abs(row - np.arange(256)[:, None]).max() <= 4


def test_sixteen_bit_colours_of_a_tiff(tmp_path: Path) -> None:
    pixels = np.broadcast_to(np.stack([RAMP, RAMP[::-1], RAMP], -1), (32, 256, 3))
    row = shown(deep_tiff(tmp_path / "a.tif", pixels, planar=False))
    assert np.abs(row[:, 0] - np.arange(256)).max() <= 4
    assert np.abs(row[:, 1] - np.arange(255, -1, -1)).max() <= 4


def test_sixteen_bit_planes_are_refused_in_words(tmp_path: Path) -> None:
    path = deep_tiff(tmp_path / "a.tif", np.zeros((32, 256, 3)), planar=True)
    with pytest.raises(PictureFormUnreadError, match=r"a\.tif .*separate planes of 16 bits"):
        shown(path)


def test_a_tiff_of_floating_point_colours_is_not_called_damaged(tmp_path: Path) -> None:
    path = deep_tiff(tmp_path / "a.tif", np.zeros((32, 256, 3)), planar=False)
    data = path.read_bytes()
    bits = struct.pack("<HHH", 16, 16, 16)
    path.write_bytes(data.replace(bits, struct.pack("<HHH", 24, 24, 24), 1))
    with pytest.raises(PictureFormUnreadError, match=r"3 x 24-bit samples"):
        shown(path)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P"])
def test_few_levels(tmp_path: Path, mode: str) -> None:
    half = Image.new("L", (64, 32), 0)
    half.paste(255, (32, 0, 64, 32))
    half.convert(mode).save(tmp_path / "a.png")
    row = shown(tmp_path / "a.png")
    assert row[:24].max() <= 2
    assert row[40:].min() >= 253


def test_a_cmyk_photo_of_photoshop_has_its_colours(tmp_path: Path) -> None:
    Image.new("CMYK", (64, 32), (0, 255, 255, 0)).save(tmp_path / "a.jpg", quality=95)  # Adobe's, inverted
    assert b"Adobe" in (tmp_path / "a.jpg").read_bytes()
    red, green, blue = shown(tmp_path / "a.jpg")[16]
    assert red > 240
    assert max(green, blue) < 15
