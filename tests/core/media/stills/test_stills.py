"""Every still becomes upright, opaque, 8-bit sRGB and bounded, or is refused."""

import io
import struct
import zlib
from pathlib import Path

import numpy as np
import pillow_heif
import pytest
from PIL import ExifTags, Image, ImageCms, ImageDraw

from core.errors import (
    DiskFullError,
    FileDamagedError,
    KindUnreadError,
    MediaRefusedError,
    TooManyPixelsError,
)
from core.media.info import MediaInfo
from core.media.sniff import sniff_file
from core.media.stills.reduced import turned
from core.media.stills.stills import inspect_still, write_still
from tests.make_media import QUARTERS, STORED_AS, photo_jpeg, quarters, seen_quarters

UPRIGHT = list(QUARTERS)
SAVED_WITH = {
    "JPEG": {"quality": 95},
    "PNG": {},
    "WEBP": {"quality": 95},
    "TIFF": {},
    "AVIF": {"quality": 90},
}


def normalised(path: Path) -> tuple[MediaInfo, Image.Image]:
    sniffed = sniff_file(path, path.name)
    still = path.with_name("still.jpg")
    info = write_still(path, sniffed.reader, sniffed.mime_type, path.name, still)
    with Image.open(path if info.drawn_as_brought else still) as image:
        turn = (info.rotation_deg, info.mirrored) if info.drawn_as_brought else (0, False)
        return info, turned(image.convert("RGB"), turn[0], mirrored=turn[1])


def inspected(path: Path) -> MediaInfo:
    sniffed = sniff_file(path, path.name)
    return inspect_still(path, sniffed.reader, sniffed.mime_type, path.name)


def saved(path: Path, image: Image.Image, format_name: str, **options: object) -> Path:
    image.save(path, format_name, **options)
    return path


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("format_name", SAVED_WITH)
def test_every_orientation_of_every_format_ends_upright(
    tmp_path: Path, orientation: int, format_name: str
) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    upright, operation = quarters((320, 200)), STORED_AS[orientation]
    stored = upright.transpose(operation) if operation is not None else upright
    path = saved(tmp_path / "a", stored, format_name, exif=exif, **SAVED_WITH[format_name])
    info, still = normalised(path)
    assert seen_quarters(still) == UPRIGHT
    assert still.size == (info.display_width, info.display_height) == (320, 200)
    assert (info.width, info.height) == stored.size


def test_a_circle_stays_round_when_turned(tmp_path: Path) -> None:
    image = Image.new("RGB", (400, 300))
    ImageDraw.Draw(image).ellipse((100, 50, 299, 249), fill="white")
    _, still = normalised(photo_jpeg(tmp_path / "a.jpg", image=image, orientation=6))
    left, top, right, bottom = still.convert("L").point([0] * 128 + [255] * 128).getbbox() or (0,) * 4
    assert right - left == pytest.approx(bottom - top, abs=1)


@pytest.mark.parametrize("turned_by_box", [True, False])
def test_a_heic_is_turned_once_whether_boxes_or_only_exif_say_so(tmp_path: Path, turned_by_box: bool) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    stored = quarters((320, 200)).transpose(Image.Transpose.ROTATE_90)
    heif = pillow_heif.from_pillow(stored)
    heif.save(tmp_path / "a.heic", quality=90, exif=exif.tobytes())
    data = (tmp_path / "a.heic").read_bytes()
    if not turned_by_box:
        data = data.replace(b"irot", b"free").replace(b"imir", b"free")
        (tmp_path / "a.heic").write_bytes(data)
    _, still = normalised(tmp_path / "a.heic")
    assert (b"irot" in data) == turned_by_box
    assert seen_quarters(still) == UPRIGHT


def test_what_is_transparent_becomes_black(tmp_path: Path) -> None:
    ramp = np.full((40, 256, 4), 255, np.uint8)
    ramp[..., 3] = np.arange(256)
    info, still = normalised(saved(tmp_path / "a.png", Image.fromarray(ramp), "PNG"))
    assert info.has_alpha
    assert np.abs(np.asarray(still)[20].mean(-1) - np.arange(256)).max() <= 3


def test_a_palette_with_a_transparent_colour_is_composited_too(tmp_path: Path) -> None:
    image = quarters((64, 64)).quantize(4)
    red = min(range(4), key=lambda i: abs(image.getpixel((1, 1)) - i))  # pyright: ignore[reportOperatorIssue]
    info, still = normalised(saved(tmp_path / "a.gif", image, "GIF", transparency=red))
    assert info.has_alpha
    assert max(still.getpixel((10, 10))) < 12  # pyright: ignore[reportArgumentType]
    assert seen_quarters(still)[1:] == UPRIGHT[1:]


def test_sixteen_bit_grey_keeps_its_levels(tmp_path: Path) -> None:
    levels = np.linspace(0, 65535, 256).astype(np.uint16)
    _, still = normalised(saved(tmp_path / "a.png", Image.fromarray(np.tile(levels, (32, 1))), "PNG"))
    assert np.abs(np.asarray(still.convert("L"))[16].astype(int) - np.arange(256)).max() <= 3


def test_a_wide_gamut_photo_is_brought_to_srgb(tmp_path: Path) -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    swapped = _with_swapped_primaries(lab.tobytes())
    image = Image.new("RGB", (32, 32), (255, 0, 0))
    _, still = normalised(saved(tmp_path / "a.jpg", image, "JPEG", icc_profile=swapped, quality=95))
    red, green, blue = still.getpixel((16, 16))  # pyright: ignore[reportGeneralTypeIssues]
    assert green > 200 > red + blue


def _with_swapped_primaries(icc: bytes) -> bytes:
    """Return a profile in which the code value of red means green and the reverse."""
    return icc.replace(b"rXYZ", b"tmp1").replace(b"gXYZ", b"rXYZ").replace(b"tmp1", b"gXYZ")


def test_a_broken_profile_is_ignored(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.jpg", quarters(), "JPEG", icc_profile=b"no profile at all" * 9, quality=95)
    assert seen_quarters(normalised(path)[1]) == UPRIGHT


def test_cmyk_becomes_rgb(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.jpg", quarters().convert("CMYK"), "JPEG", quality=95)
    assert seen_quarters(normalised(path)[1]) == UPRIGHT


def test_of_an_animation_the_first_picture_is_taken(tmp_path: Path) -> None:
    frames = [quarters((64, 64)), Image.new("RGB", (64, 64), "black")]
    for name in ("GIF", "WEBP", "PNG", "AVIF", "TIFF"):
        path = saved(tmp_path / name, frames[0], name, save_all=True, append_images=frames[1:])
        assert seen_quarters(normalised(path)[1]) == UPRIGHT


def test_large_photos_are_bounded_and_keep_their_shape(tmp_path: Path) -> None:
    path = photo_jpeg(tmp_path / "a.jpg", image=quarters((20_000, 400)), orientation=6)
    info, still = normalised(path)
    assert (info.width, info.height) == (20_000, 400)
    assert still.size == (328, 16384) or still.size == (327, 16384)  # noqa: PLR1714


def test_many_megapixels_are_bounded(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.png", Image.new("L", (10_000, 6_000), 128), "PNG")
    _, still = normalised(path)
    assert still.width * still.height <= 40_000_000
    assert still.width / still.height == pytest.approx(10 / 6, rel=1e-3)


def test_stills_keep_their_colour_detail(tmp_path: Path) -> None:
    normalised(saved(tmp_path / "a.png", quarters(), "PNG"))
    with Image.open(tmp_path / "still.jpg") as still:
        assert {layer[1:3] for layer in still.layer} == {(1, 1)}  # pyright: ignore[reportAttributeAccessIssue]


def bomb(side: int) -> bytes:
    """Return a valid PNG of `side` x `side` one-bit pixels, all equal, tiny as a file."""
    pack = zlib.compressobj(9)
    row = b"\0" * (side // 8 + 1)
    data = b"".join(pack.compress(row) for _ in range(side)) + pack.flush()
    chunks = ((b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)), (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )


def test_a_decompression_bomb_is_refused_by_its_size(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(bomb(20_000))
    with pytest.raises(TooManyPixelsError, match="20000 x 20000"):
        inspected(tmp_path / "a.png")


@pytest.mark.parametrize("format_name", [*SAVED_WITH, "HEIF", "GIF", "BMP"])
@pytest.mark.parametrize("share", [0.5, 0.9])
def test_a_cut_off_photo_is_refused(tmp_path: Path, format_name: str, share: float) -> None:
    path = tmp_path / "a"
    source = Image.fromarray(np.random.default_rng(1).integers(0, 256, (200, 320, 3), dtype=np.uint8))
    saved(path, source, format_name)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(MediaRefusedError, match=r"damaged or cut off|not a photo"):
        normalised(path)


def test_a_png_with_a_flipped_bit_is_refused(tmp_path: Path) -> None:
    data = bytearray(saved(tmp_path / "a.png", quarters(), "PNG").read_bytes())
    data[data.index(b"IDAT") + 20] ^= 1
    (tmp_path / "a.png").write_bytes(data)
    with pytest.raises(FileDamagedError):
        inspected(tmp_path / "a.png")


def test_a_photo_with_broken_exif_is_still_a_photo(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.jpg", quarters(), "JPEG", exif=b"Exif\0\0II*\0\xff\xff\xff\x7f" + b"\xff" * 40)
    assert inspected(path).rotation_deg == 0


def test_raw_photos_are_refused_rather_than_shown_as_their_thumbnail(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.dng", quarters((160, 120)), "TIFF", tiffinfo={254: 1})
    with pytest.raises(KindUnreadError, match="reduced preview"):
        inspected(path)


def test_the_capture_time_is_told(tmp_path: Path) -> None:
    info = inspected(photo_jpeg(tmp_path / "a.jpg", taken="2024:05:01 12:00:00"))
    assert info.taken_at is not None
    assert info.taken_at.isoformat() == "2024-05-01T12:00:00+00:00"


def test_stills_are_the_same_bytes_every_time(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.png", quarters(), "PNG")
    normalised(path)
    first = (tmp_path / "still.jpg").read_bytes()
    normalised(path)
    assert (tmp_path / "still.jpg").read_bytes() == first
    assert io.BytesIO(first).read(3) == b"\xff\xd8\xff"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
def test_a_full_disk_is_not_the_photos_fault(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.png", quarters(), "PNG")
    with pytest.raises(DiskFullError, match="The disk is full"):
        write_still(path, "PNG", "image/png", path.name, Path("/dev/full"))
