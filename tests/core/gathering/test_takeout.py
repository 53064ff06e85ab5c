"""What Google Takeout says of photos and clips is taken over, whatever the names of its notes became."""

import json
import zipfile
from pathlib import Path

import pytest

from core.errors import ItemGoneError, TakeoutInvalidError
from core.gathering.sidecars import sidecars_of
from core.gathering.takeout import LIMITS, Takeout, permitted
from core.sandbox.worker_process import Child

ALBUM = "Takeout/Google Photos/Norway"
NOTE = {
    "title": "IMG_1.jpg",
    "description": "On the ferry",
    "photoTakenTime": {"timestamp": "1782892800", "formatted": "1 Jul 2026, 08:00:00 UTC"},
    "favorited": True,
    "people": [{"name": "Grandma"}, {"name": ""}, "no person"],
}


def check() -> None: ...


@pytest.mark.parametrize(
    ("picture", "note"),
    [
        ("IMG_1.jpg", "IMG_1.jpg.json"),
        ("IMG_1.jpg", "IMG_1.jpg.supplemental-metadata.json"),
        ("IMG_1(2).jpg", "IMG_1.jpg(2).json"),
        ("IMG_1(2).jpg", "IMG_1.jpg.supplemental-metadata(2).json"),
        ("IMG_1-edited.jpg", "IMG_1.jpg.json"),
        ("PXL_20260701_080000000.MOTION-01.COVER.jpg", "PXL_20260701_080000000.MOTION-01.COVER.jpg.sup.json"),
        (
            "A very long name that a person gave, and more.jpg",
            "A very long name that a person gave, and more..json",
        ),
    ],
)
def test_a_picture_finds_its_note(picture: str, note: str) -> None:
    others = ["IMG_1.jpg(3).json", "IMG_10.jpg.json", "metadata.json", "other/IMG_1.jpg.json"]
    assert sidecars_of([picture, note, *others])[picture] == note


def test_another_ones_note_is_not_taken() -> None:
    assert sidecars_of(["IMG_1(1).jpg", "IMG_1.jpg", "IMG_1.jpg.json", "IMG.jpg"]) == {
        "IMG_1.jpg": "IMG_1.jpg.json"
    }


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    made = tmp_path / "takeout.zip"
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as written:
        written.writestr(f"{ALBUM}/IMG_10.jpg", b"ten")
        written.writestr(f"{ALBUM}/IMG_1.jpg", b"one")
        written.writestr(f"{ALBUM}/IMG_1.jpg.supplemental-metadata.json", json.dumps(NOTE))
        written.writestr(f"{ALBUM}/IMG_3.jpg", b"three")
        written.writestr(f"{ALBUM}/IMG_3.jpg.json", json.dumps({"trashed": True}))
        written.writestr(f"{ALBUM}/IMG_4.jpg", b"four")
        written.writestr(f"{ALBUM}/IMG_4.jpg.json", "[" * 100_000)
        written.writestr(f"{ALBUM}/metadata.json", "{}")
        written.writestr("Takeout/archive_browser.html", "<html>")
        written.writestr("__MACOSX/._IMG_1.jpg", b"fork")
    return made


def test_pictures_come_with_their_notes_in_the_order_of_their_names(archive: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    with Child(LIMITS, permitted(archive, folder)) as child:
        takeout = Takeout(archive, "takeout.zip", child, 1_000_000)
        items = takeout.items(check)
        assert [item.name for item in items] == ["IMG_1.jpg", "IMG_4.jpg", "IMG_10.jpg"]
        one = items[0]
        assert one.taken_at is not None
        assert one.taken_at.isoformat() == "2026-07-01T08:00:00+00:00"
        assert (one.starred, one.description, one.people) == (True, "On the ferry", ["Grandma"])
        takeout.fetch(items[2], folder / "a.part", check)
        assert (folder / "a.part").read_bytes() == b"ten"
        with pytest.raises(ItemGoneError):
            takeout.fetch(one.model_copy(update={"key": "gone.jpg"}), folder / "b.part", check)
        with pytest.raises(ItemGoneError):
            takeout.fetch(one.model_copy(update={"size": 1}), folder / "c.part", check)


@pytest.mark.parametrize("content", [b"", b"PK no zip", b"\0" * 1000])
def test_what_is_no_zip_is_refused_by_its_name(tmp_path: Path, content: bytes) -> None:
    archive = tmp_path / "stored"
    archive.write_bytes(content)
    with (
        Child(LIMITS, permitted(archive, tmp_path)) as child,
        pytest.raises(TakeoutInvalidError, match=r"summer\.zip"),
    ):
        Takeout(archive, "summer.zip", child, 1000).items(check)
