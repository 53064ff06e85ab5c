"""A picture of a kind that is not read is refused by the name of its kind, not as something unknown."""

from pathlib import Path

import pytest
from PIL import Image

from core.errors import KindUnreadError
from core.media.sniff import sniff_file
from core.media.stills.still_bounds import check_tiff

HEADS = {
    b"II*\0\x10\0\0\0CR\x02\0": r"raw photo \(CR2\)",
    b"\0\0\0\x18ftypcrx \0\0\0\x01crx isom": r"raw photo \(CR3\)",
    b"FUJIFILMCCD-RAW 0201": r"raw photo \(RAF\)",
    b"IIU\0\x18\0\0\0": r"raw photo \(RW2\)",
    b"IIRO\x08\0\0\0": r"raw photo \(ORF\)",
    b"\xff\x0a\xfa\x1f\x41": "JPEG XL",
    b"\0\0\0\x0cJXL \r\n\x87\n\0\0\0\x14ftypjxl ": "JPEG XL",
    b"8BPS\0\x01": "Photoshop",
    b"gimp xcf file": "GIMP",
    b"\0\0\x01\0\x01\0\x10\x10": "icon",
}


@pytest.mark.parametrize("head", HEADS)
def test_its_name_is_said(tmp_path: Path, head: bytes) -> None:
    path = tmp_path / "IMG_1"
    path.write_bytes(head + b"\0" * 100)
    with pytest.raises(KindUnreadError, match=rf"IMG_1 is an? {HEADS[head]}.*export it as JPEG"):
        sniff_file(path, path.name)


@pytest.mark.parametrize(
    ("tags", "kind"),
    [
        ({254: 1, 271: "NIKON CORPORATION"}, "NEF"),
        ({254: 1, 271: "SONY"}, "ARW"),
        ({50706: b"\x01\x04\0\0"}, "DNG"),
    ],
)
def test_a_raw_photo_inside_a_tiff_is_named(tmp_path: Path, tags: dict[int, object], kind: str) -> None:
    path = tmp_path / "a.tif"
    Image.new("RGB", (16, 16)).save(path, "TIFF", tiffinfo=tags)
    with pytest.raises(KindUnreadError, match=rf"raw photo \({kind}\)"):
        check_tiff(path, "a.tif")
