"""An archive is read as a hostile zip: whatever is not exactly as its manifest says is refused, in words."""

import hashlib
import json
import struct
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from core.errors import ArchiveInvalidError
from core.interchange.packed_project import pack, unpack

ROOM = 1 << 20


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    file = tmp_path / "a.jpg"
    file.write_bytes(b"a photo" * 100)
    return file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "unpacked"
    made.mkdir()
    return made


def entry(path: str, data: bytes, **facts: Any) -> dict[str, Any]:
    return {"path": path, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()} | facts


def archive(
    target: Path,
    files: dict[str, bytes],
    listed: list[dict[str, Any]] | None = None,
    *,
    change: Callable[[zipfile.ZipInfo], None] = lambda _info: None,
    compression: int = zipfile.ZIP_STORED,
) -> Path:
    """Write a zip of these files with a manifest that lists them, or what is `listed`."""
    told = [entry(path, data) for path, data in files.items()] if listed is None else listed
    manifest = {
        "format": "beatstitch-project",
        "version": 1,
        "made_at": "2026-11-29T10:00:00Z",
        "files": told,
    }
    with zipfile.ZipFile(target, "w") as made:
        made.writestr("manifest.json", json.dumps(manifest))
        for path, data in files.items():
            info = zipfile.ZipInfo(path)
            info.compress_type = compression
            change(info)
            made.writestr(info, data)
    return target


def refusal(file: Path, folder: Path, room: int = ROOM) -> str:
    with pytest.raises(ArchiveInvalidError) as refused:
        unpack(str(file), str(folder), room)
    return refused.value.user_message


def test_what_was_packed_comes_out(tmp_path: Path, photo: Path, folder: Path) -> None:
    pack(tmp_path / "p", b"{}", {"media/00000": photo}, datetime.now(UTC))
    assert unpack(str(tmp_path / "p"), str(folder), ROOM) == ["project.json", "media/00000"]
    assert (folder / "0").read_bytes() == b"{}"
    assert (folder / "1").read_bytes() == photo.read_bytes()


@pytest.mark.parametrize(
    "name", ["../../etc/cron.d/x", "/etc/passwd", "media/../x", "media/1.jpg", "C:\\x", ""]
)
def test_no_name_leads_out_of_the_folder(name: str, tmp_path: Path, folder: Path) -> None:
    file = archive(tmp_path / "p", {"project.json": b"{}", name: b"x"})
    assert "can't be imported" in refusal(file, folder)
    assert not list(folder.iterdir())


def test_a_symbolic_link_is_unpacked_as_the_text_that_it_is(tmp_path: Path, folder: Path) -> None:
    def link(info: zipfile.ZipInfo) -> None:
        info.external_attr = (0o120777 << 16) if info.filename == "media/00000" else 0

    file = archive(tmp_path / "p", {"project.json": b"{}", "media/00000": b"/etc/passwd"}, change=link)
    unpack(str(file), str(folder), ROOM)
    assert not (folder / "1").is_symlink()
    assert (folder / "1").read_bytes() == b"/etc/passwd"


def test_a_bomb_is_stopped_at_what_its_manifest_says(tmp_path: Path, folder: Path) -> None:
    bomb = b"\0" * (50 << 20)
    file = archive(
        tmp_path / "p",
        {"project.json": b"{}", "media/00000": bomb},
        [entry("project.json", b"{}"), entry("media/00000", bomb, size=1000)],
        compression=zipfile.ZIP_DEFLATED,
    )
    assert "is not what its manifest says" in refusal(file, folder)
    assert sum(one.stat().st_size for one in folder.iterdir()) < 1 << 20


def test_more_than_there_is_room_for_is_refused_before_it_is_unpacked(tmp_path: Path, folder: Path) -> None:
    file = archive(tmp_path / "p", {"project.json": b"{}", "media/00000": b"x" * 2000})
    assert "holds more than" in refusal(file, folder, room=1000)
    assert not list(folder.iterdir())


def test_a_file_with_one_other_byte_is_refused(tmp_path: Path, folder: Path) -> None:
    good, bad = b"a photo", b"b photo"
    listed = [entry("project.json", b"{}"), entry("media/00000", good)]
    file = archive(tmp_path / "p", {"project.json": b"{}", "media/00000": bad}, listed)
    assert "media/00000 is not what its manifest says" in refusal(file, folder)


def test_what_is_not_listed_is_not_taken(tmp_path: Path, folder: Path) -> None:
    file = archive(tmp_path / "p", {"project.json": b"{}", "song": b"x"}, [entry("project.json", b"{}")])
    assert "not those that its manifest lists" in refusal(file, folder)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_refused(tmp_path: Path, folder: Path) -> None:
    file = archive(tmp_path / "p", {"project.json": b"{}"})
    with zipfile.ZipFile(file, "a") as opened:
        opened.writestr("project.json", b"[]")
    assert "or one twice" in refusal(file, folder)


@pytest.mark.parametrize("version", [2, "1", None])
def test_another_version_is_refused(version: object, tmp_path: Path, folder: Path) -> None:
    with zipfile.ZipFile(tmp_path / "p", "w") as made:
        told = {
            "format": "beatstitch-project",
            "version": version,
            "made_at": "2026-11-29T10:00:00Z",
            "files": [],
        }
        made.writestr("manifest.json", json.dumps(told))
    assert "not one of this version" in refusal(tmp_path / "p", folder)


def test_no_zip_and_half_a_zip_are_refused_in_words(tmp_path: Path, photo: Path, folder: Path) -> None:
    pack(tmp_path / "p", b"{}", {"media/00000": photo}, datetime.now(UTC))
    whole = (tmp_path / "p").read_bytes()
    for damaged in (
        b"",
        b"no zip",
        whole[: len(whole) // 2],
        whole[:-1],
        struct.pack("<IHHHHIIH", 0x06054B50, *[0] * 7),
    ):
        (tmp_path / "q").write_bytes(damaged)
        assert "can't be imported" in refusal(tmp_path / "q", folder)


def test_every_flipped_byte_is_refused_or_changes_nothing(tmp_path: Path, photo: Path, folder: Path) -> None:
    pack(tmp_path / "p", b"{}", {"media/00000": photo}, datetime.now(UTC))
    whole = (tmp_path / "p").read_bytes()
    for place in range(0, len(whole), 7):
        (tmp_path / "q").write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        for left in folder.iterdir():
            left.unlink()
        try:
            unpack(str(tmp_path / "q"), str(folder), ROOM)
        except ArchiveInvalidError:
            continue
        assert (folder / "1").read_bytes() == photo.read_bytes()
