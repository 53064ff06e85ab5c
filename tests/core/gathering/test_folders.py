"""Folders of the server are read below those that were named, never through links, and nothing else is."""

import json
import os
from pathlib import Path

import pytest

from core.errors import ImportFolderError, ItemGoneError, NoImportFoldersError, TooMuchToImportError
from core.gathering import folders
from core.gathering.folders import ServerFolder, named_roots, server_file


def check() -> None: ...


@pytest.fixture
def roots(tmp_path: Path) -> dict[str, Path]:
    """Return one folder of photos, with a secret beside it and links to that in it."""
    photos, secret = tmp_path / "photos", tmp_path / "secret"
    for folder in (
        photos / "2026" / "Norway",
        photos / "2025",
        photos / ".hidden",
        photos / "@eaDir",
        secret,
    ):
        folder.mkdir(parents=True)
    (secret / "key.jpg").write_bytes(b"secret")
    for name in ("Slide10.jpg", "Slide2.jpg", "notes.txt", "song.mp3"):
        (photos / "2026" / "Norway" / name).write_bytes(name.encode())
    (photos / "2026" / "Norway" / "Slide2.jpg.json").write_text(json.dumps({"favorited": True}))
    (photos / "2025" / "a.jpg").write_bytes(b"a")
    (photos / "@eaDir" / "thumb.jpg").write_bytes(b"t")
    (photos / "2026" / "link.jpg").symlink_to(secret / "key.jpg")
    (photos / "2026" / "linked").symlink_to(secret)
    os.mkfifo(photos / "2026" / "pipe.jpg")
    return named_roots([photos])


def test_pictures_of_a_folder_and_those_below_come_in_the_order_of_their_names(roots, tmp_path) -> None:
    place = ServerFolder(roots, "photos/2026")
    items = place.items(check)
    assert [(item.name, item.starred) for item in items] == [("Slide2.jpg", True), ("Slide10.jpg", False)]
    place.fetch(items[1], tmp_path / "a.part", check)
    assert (tmp_path / "a.part").read_bytes() == b"Slide10.jpg"
    assert ServerFolder(roots, "photos").folders() == ["2025", "2026"]
    assert ServerFolder(roots, "photos").items(check)[0].key == "2025/a.jpg"


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "..",
        "photos/..",
        "photos/../secret",
        "/etc",
        "secret",
        "photos/2026/linked",
        "photos/no",
        "photos/\0",
    ],
)
def test_nothing_else_is_a_folder(roots, path) -> None:
    with pytest.raises(ImportFolderError):
        ServerFolder(roots, path).items(check)


@pytest.mark.parametrize("key", ["link.jpg", "linked/key.jpg", "../../secret/key.jpg", "pipe.jpg", "Norway"])
def test_what_became_a_link_meanwhile_is_not_followed(roots, tmp_path, key) -> None:
    place = ServerFolder(roots, "photos/2026")
    item = ServerFolder(roots, "photos/2025").items(check)[0].model_copy(update={"key": key})
    with pytest.raises(ItemGoneError):
        place.fetch(item, tmp_path / "a.part", check)


def test_a_file_is_found_where_no_link_leads(roots) -> None:
    assert server_file(roots, "photos/2025/a.jpg").read_bytes() == b"a"
    for path in ("photos/2026/link.jpg", "photos/2026", "photos/../secret/key.jpg", "a.jpg"):
        with pytest.raises(ImportFolderError):
            server_file(roots, path)


def test_nothing_is_read_before_somebody_named_a_folder() -> None:
    with pytest.raises(NoImportFoldersError, match="BEATSTITCH_IMPORT_FOLDERS"):
        ServerFolder(named_roots([]), "photos").items(check)


def test_folders_of_one_name_are_told_apart() -> None:
    assert named_roots([Path("/a/photos"), Path("/b/photos")]) == {
        "photos": Path("/a/photos"),
        "photos-2": Path("/b/photos"),
    }


def test_too_much_is_said_before_anything_is_copied(roots, monkeypatch) -> None:
    monkeypatch.setattr(folders, "MOST_ITEMS", 2)
    with pytest.raises(TooMuchToImportError, match="more than 2"):
        ServerFolder(roots, "photos").items(check)


def test_what_has_no_text_for_a_name_is_told_and_everything_else_is_found(roots) -> None:
    photos = roots["photos"]
    for folder in (b"d\xfc", b"2025/\xfc.mp3"):
        (photos / os.fsdecode(folder)).mkdir()
    for name in (b"d\xfc/in.jpg", b"2025/b\xfc.jpg", b"2025/\xfc.txt", b"2025/z.jpg"):
        (photos / os.fsdecode(name)).write_bytes(b"a")
    assert ServerFolder(roots, "photos").folders() == ["2025", "2026"]
    items = ServerFolder(roots, "photos").items(check)
    assert [item.name for item in items if item.refusal is None] == [
        "a.jpg",
        "z.jpg",
        "Slide2.jpg",
        "Slide10.jpg",
    ]
    assert sorted(item.refusal for item in items if item.refusal) == [
        f"{name} was left out: its name is not UTF-8 text. Rename it, then it can be used."
        for name in ("b\ufffd.jpg", "d\ufffd", "\ufffd.mp3")
    ]
    named = named_roots([photos / os.fsdecode(b"d\xfc")])
    assert [item.name for item in ServerFolder(named, "d\ufffd").items(check)] == ["in.jpg"]


def test_what_lies_too_deep_to_be_kept_is_told(roots) -> None:
    folder = roots["photos"] / "2025" / Path(*["deep" * 60] * 5)
    folder.mkdir(parents=True)
    (folder / "b.jpg").write_bytes(b"b")
    found, left_out, *_ = sorted(
        ServerFolder(roots, "photos/2025").items(check), key=lambda item: item.refusal or ""
    )
    assert (found.name, found.refusal) == ("a.jpg", None)
    assert left_out.refusal == (
        "b.jpg was left out: the path to it is too long. Move it further up, then it can be used."
    )
