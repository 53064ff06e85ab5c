"""A photo that is right already is drawn from the file that was brought, and looks no worse than a copy."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from core.media.geometry import Orientation
from core.media.info import MediaInfo
from core.media.sniff import sniff_file
from core.media.stills.stills import write_still
from core.render.draw.mipmaps import still_level
from core.render.draw.planes import from_bgr
from tests.make_media import STORED_AS, photo_jpeg, quarters

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
SIZE = (1600, 1200)


def normalised(path: Path) -> MediaInfo:
    sniffed = sniff_file(path, path.name)
    return write_still(path, sniffed.reader, sniffed.mime_type, path.name, path.with_name("still.jpg"))


def grain(size: tuple[int, int] = SIZE) -> Image.Image:
    """Return a picture in which every loss shows: soft colours under grain."""
    rng = np.random.default_rng(1)
    soft = Image.fromarray(rng.integers(40, 216, (6, 8, 3), dtype=np.uint8)).resize(size)
    noise = rng.integers(-24, 25, (size[1], size[0], 1), dtype=np.int16)
    return Image.fromarray((np.asarray(soft, np.int16) + noise).astype(np.uint8))


def psnr_db(one: np.ndarray, other: np.ndarray) -> float:
    error = ((one.astype(float) - other) ** 2).mean()
    return float("inf") if error == 0 else float(10 * np.log10(255**2 / error))


def swapped_primaries() -> bytes:
    """Return a profile that calls itself sRGB and shows red where sRGB has green."""
    red, green = b"rXYZ", b"gXYZ"
    return SRGB.replace(red, b"????").replace(green, red).replace(b"????", green)


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"progressive": True},
        {"subsampling": 0},
        {"icc_profile": SRGB},
        {"quality": 60, "restart_marker_rows": 1},
    ],
)
def test_an_srgb_jpeg_gets_no_second_copy(tmp_path: Path, options: dict) -> None:
    quarters().save(tmp_path / "a.jpg", **options)
    assert normalised(tmp_path / "a.jpg").drawn_as_brought
    assert not (tmp_path / "still.jpg").exists()


def test_a_grey_jpeg_gets_none_either(tmp_path: Path) -> None:
    grain().convert("L").save(tmp_path / "a.jpg")
    assert normalised(tmp_path / "a.jpg").drawn_as_brought


@pytest.mark.parametrize(
    ("image", "options"),
    [
        (quarters(), {"icc_profile": swapped_primaries()}),
        (quarters().convert("CMYK"), {}),
        (Image.new("L", (16500, 20)), {}),
        (Image.new("L", (7000, 6000)), {}),
    ],
    ids=["other colours", "ink", "too long", "too large"],
)
def test_any_other_jpeg_is_made_plain(tmp_path: Path, image: Image.Image, options: dict) -> None:
    image.save(tmp_path / "a.jpg", **options)
    assert not normalised(tmp_path / "a.jpg").drawn_as_brought
    with Image.open(tmp_path / "still.jpg") as still:
        assert (still.mode, still.info.get("icc_profile")) == ("RGB", None)


@pytest.mark.parametrize("format_name", ["PNG", "WEBP"])
def test_other_formats_are_made_plain(tmp_path: Path, format_name: str) -> None:
    quarters().save(tmp_path / "a", format_name)
    assert not normalised(tmp_path / "a").drawn_as_brought
    assert (tmp_path / "still.jpg").exists()


def test_a_photo_whose_end_is_missing_is_found_out_without_decoding_all_of_its_pixels(tmp_path: Path) -> None:
    path = photo_jpeg(tmp_path / "a.jpg", (4000, 3000))
    path.write_bytes(path.read_bytes()[:-2000])
    with pytest.raises(Exception, match=r"a\.jpg .*ends early"):
        normalised(path)


@pytest.mark.parametrize("orientation", [1, 6, 7])
def test_what_is_drawn_is_nearer_to_the_photo_than_a_copy_was(tmp_path: Path, orientation: int) -> None:
    operation = STORED_AS[orientation]
    stored = grain().transpose(operation) if operation is not None else grain()
    path = photo_jpeg(tmp_path / "a.jpg", image=stored, orientation=orientation)
    info = normalised(path)
    with Image.open(path) as image:
        whole = image.convert("RGB")
    turn = Orientation(info.rotation_deg, info.mirrored)
    upright = whole.rotate(-turn.rotation_deg, expand=True)
    upright = upright.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if turn.mirrored else upright
    upright.save(tmp_path / "copy.jpg", quality=95, subsampling=0)  # how it was kept before
    upright.save(tmp_path / "exact.png")
    for level in (SIZE, (640, 480)):
        exact = still_level(tmp_path / "exact.png", SIZE, level, "photo").planes.luma
        drawn = still_level(path, SIZE, level, "photo", turn=turn).planes.luma
        copied = still_level(tmp_path / "copy.jpg", SIZE, level, "photo").planes.luma
        assert psnr_db(drawn, exact) >= psnr_db(copied, exact)
    pixels = np.ascontiguousarray(np.asarray(upright)[:, :, ::-1])
    whole_size = still_level(path, SIZE, SIZE, "photo", turn=turn).planes.luma
    assert np.array_equal(whole_size, from_bgr(pixels, SIZE).luma)
