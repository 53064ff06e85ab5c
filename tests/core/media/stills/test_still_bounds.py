"""A still that would take far more work or memory than a photo does is refused before it is decoded."""

import io
import struct
import time
import zlib
from pathlib import Path

import pytest
from PIL import Image, TiffImagePlugin

from core.errors import (
    FileDamagedError,
    MediaRefusedError,
    PictureFormUnreadError,
    PictureMemoryError,
    TooManyPartsError,
    TooManyPixelsError,
)
from core.media.sniff import sniff_file
from core.media.stills.still_bounds import jpeg_structure
from core.media.stills.still_memory import ADDED_BYTES, bounded_memory
from core.media.stills.stills import inspect_still


def inspected(path: Path) -> tuple[int | None, int | None]:
    sniffed = sniff_file(path, path.name)
    info = inspect_still(path, sniffed.reader, sniffed.mime_type, path.name)
    return info.width, info.height


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )


def jpeg(**options: object) -> bytes:
    out = io.BytesIO()
    Image.radial_gradient("L").convert("RGB").save(out, "JPEG", **options)
    return out.getvalue()


def with_scans(count: int) -> bytes:
    """Return a progressive JPEG whose last scan comes `count` times more."""
    data = jpeg(progressive=True)
    last = data[data.rindex(b"\xff\xda") : -2]
    return data[:-2] + last * count + b"\xff\xd9"


@pytest.mark.parametrize(
    ("bits", "colour", "limit"), [(16, 6, 50), (8, 6, 50), (16, 2, 100), (16, 4, 50), (8, 3, 100)]
)
def test_a_png_is_bounded_by_the_memory_of_its_pixels(
    tmp_path: Path, bits: int, colour: int, limit: int
) -> None:
    header = struct.pack(">IIBBBBB", 15_800, 15_800, bits, colour, 0, 0, 0)
    palette = [(b"PLTE", b"\0\0\0")] if colour == 3 else []
    path = written(tmp_path / "a.png", png((b"IHDR", header), *palette, (b"IDAT", b""), (b"IEND", b"")))
    before_s = time.process_time()
    with pytest.raises(TooManyPixelsError, match=rf"a\.png .*15800 x 15800 .* {limit} megapixels"):
        inspected(path)
    assert time.process_time() - before_s < 1


def test_a_jpeg_of_thousands_of_scans_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jpg", with_scans(3000))
    with pytest.raises(TooManyPartsError, match=r"a\.jpg has too many scans .* 100"):
        inspected(path)


def test_an_ordinary_progressive_jpeg_is_read(tmp_path: Path) -> None:
    assert inspected(written(tmp_path / "a.jpg", with_scans(20))) == (256, 256)


def test_scans_of_a_preview_inside_a_photo_are_not_counted(tmp_path: Path) -> None:
    inner = b"Exif\0\0" + with_scans(300)[:60_000]
    data = jpeg()
    path = written(
        tmp_path / "a.jpg", data[:2] + b"\xff\xe1" + struct.pack(">H", len(inner) + 2) + inner + data[2:]
    )
    assert jpeg_structure(path, 100).scans == 1


def test_a_progressive_jpeg_too_large_to_be_held_is_refused_by_its_size(tmp_path: Path) -> None:
    data = bytearray(jpeg(progressive=True, subsampling=0))
    frame = data.index(b"\xff\xc2")
    data[frame + 5 : frame + 9] = struct.pack(">HH", 12_000, 12_000)
    with pytest.raises(TooManyPixelsError, match=r"12000 x 12000 .* 100 megapixels"):
        inspected(written(tmp_path / "a.jpg", bytes(data)))


def test_a_png_of_a_million_chunks_is_refused(tmp_path: Path) -> None:
    header = struct.pack(">IIBBBBB", 16, 16, 8, 2, 0, 0, 0)
    crumbs = png((b"IDAT", b""))[8:] * 120_000
    path = written(tmp_path / "a.png", png((b"IHDR", header)) + crumbs)
    with pytest.raises(TooManyPartsError, match="too many chunks"):
        inspected(path)


def test_a_tiff_of_one_giant_tile_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    directory = TiffImagePlugin.ImageFileDirectory_v2(b"II*\0\x08\0\0\0")
    tags = {256: 16, 257: 16, 258: 8, 259: 5, 262: 1, 277: 1, 322: 60_000, 323: 60_000, 324: 8, 325: 8}
    for tag, value in tags.items():
        directory[tag] = value
    path.write_bytes(b"II*\0\x08\0\0\0" + directory.tobytes(8))
    with pytest.raises(PictureFormUnreadError, match=r"a\.tif .*tiles of more than 256 MB"):
        inspected(path)


def test_boxes_in_boxes_are_refused_quickly(tmp_path: Path) -> None:
    depth = 100_000
    nested = b"".join(struct.pack(">I", 8 * (depth - level)) + b"meta" for level in range(depth))
    path = written(tmp_path / "a.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + nested)
    before_s = time.process_time()
    with pytest.raises(MediaRefusedError, match=r"a\.heic"):
        inspected(path)
    assert time.process_time() - before_s < 1


def test_the_bound_of_memory_has_a_sentence_of_its_own() -> None:
    with (
        pytest.raises(PictureMemoryError, match=r"a\.png needs more memory to open"),
        bounded_memory("a.png"),
    ):
        bytearray(2 * ADDED_BYTES)
    assert len(bytearray(2 * ADDED_BYTES)) > ADDED_BYTES


def test_damage_is_called_damage(tmp_path: Path) -> None:
    with pytest.raises(FileDamagedError, match="damaged or cut off"):
        inspected(written(tmp_path / "a.jpg", jpeg()[:30]))
