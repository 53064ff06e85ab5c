"""A folder of Nextcloud, or any WebDAV server, arrives whole and in order; nothing in it leads elsewhere."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.errors import (
    FileTooLargeError,
    ItemDamagedError,
    ItemGoneError,
    PlaceFolderError,
    PlacePasswordError,
    PlaceUnreachableError,
)
from core.gathering.guarded import guarded_client
from core.gathering.items import FoundItem
from core.gathering.webdav import WebDav, webdav_at
from core.gathering.webdav_listing import entries_of
from tests.webdav_server import HOME, NAME, PASSWORD, Cloud, serving_cloud

FILES = {
    "Photos/Norway 2026/IMG_10.jpg": b"ten" * 300,
    "Photos/Norway 2026/IMG_2.jpg": b"two" * 300,
    "Photos/Norway 2026/at sea/50% & a #1.mp4": b"sea" * 300,
    "Photos/Norway 2026/notes.txt": b"no picture",
    "Photos/Norway 2026/.hidden/a.jpg": b"of the system",
    "Photos/café.jpg": b"coffee",
    "Music/calm.mp3": b"a song" * 100,
}


def check() -> None: ...


@contextmanager
def opened(
    cloud: Cloud, path: str = "", song_path: str | None = None, most_bytes: int = 10_000, **access: str
) -> Iterator[WebDav]:
    given = {"name": NAME, "password": PASSWORD, "below": ""} | access
    with serving_cloud(cloud) as url:
        client = guarded_client(may_reach_itself=True, timeout_s=5)
        with webdav_at(client, url + given["below"], given["name"], given["password"]) as remote:
            yield WebDav(remote, path, song_path, most_bytes)


def test_a_folder_comes_in_the_order_of_names_and_the_song_last(tmp_path: Path) -> None:
    with opened(Cloud(FILES), "Photos/Norway 2026", "Music/calm.mp3") as webdav:
        items = webdav.items(check)
        parts = [tmp_path / str(number) for number in range(len(items))]
        for item, part in zip(items, parts, strict=True):
            assert webdav.fetch(item, part, check) == item
    assert [item.key.rpartition("/")[2] for item in items] == [
        "50% & a #1.mp4",
        "IMG_2.jpg",
        "IMG_10.jpg",
        "calm.mp3",
    ]
    assert [part.read_bytes() for part in parts] == [FILES[item.key] for item in items]
    assert [item.is_song for item in items] == [False, False, False, True]
    assert items[1].size == 900
    assert items[1].changed_at == datetime(2026, 7, 1, 8, tzinfo=UTC)


def test_what_has_no_text_for_a_name_is_told_and_everything_else_is_found() -> None:
    odd = (b"Photos/d\xfc/in.jpg", b"Photos/b\xfc.jpg", b"Photos/\xfc.mp3")
    with opened(Cloud(FILES | {os.fsdecode(path): b"odd" for path in odd}), "Photos") as webdav:
        items, shown = webdav.items(check), webdav.look()
    assert sorted(item.refusal for item in items if item.refusal) == [
        f"{name} was left out: its name is not UTF-8 text. Rename it, then it can be used."
        for name in ("b\ufffd.jpg", "d\ufffd")
    ]
    assert len([item for item in items if item.refusal is None]) == 4
    assert (shown.folders, shown.songs, shown.pictures) == (["Norway 2026"], [], 1)


def test_the_address_is_that_of_nextcloud_or_of_webdav_itself() -> None:
    for below in ("", HOME, f"{HOME}/Photos"):
        with opened(Cloud(FILES), below=below) as webdav:
            assert len(webdav.items(check)) == 4


def test_what_is_in_a_folder_is_shown() -> None:
    with opened(Cloud(FILES | {"Photos/a.mp3": b"-"}), "Photos") as webdav:
        found = webdav.look()
    assert (found.folders, found.songs, found.pictures) == (["Norway 2026"], ["a.mp3"], 1)


@pytest.mark.parametrize("checksums", [True, False])
def test_a_file_goes_on_where_it_broke_off(tmp_path: Path, checksums: bool) -> None:
    path, part = "Photos/Norway 2026/IMG_2.jpg", tmp_path / "a.part"
    cloud = Cloud(FILES, breaks_at={path}, checksums=checksums)
    with opened(cloud, "Photos") as webdav:
        item = item_of(webdav, path)
        webdav.fetch(item, part, check)
        assert part.read_bytes() == FILES[path]
        assert cloud.ranges == ["bytes=450-"]
        webdav.fetch(item, part, check)  # another attempt finds all of it there
    assert part.read_bytes() == FILES[path]


def item_of(webdav: WebDav, path: str) -> FoundItem:
    return next(item for item in webdav.items(check) if item.key == path)


def test_a_file_that_has_changed_begins_again(tmp_path: Path) -> None:
    part, cloud = tmp_path / "a.part", Cloud(dict(FILES))
    with opened(cloud, "Photos") as webdav:
        item = item_of(webdav, "Photos/café.jpg")
        part.write_bytes(FILES["Photos/café.jpg"][:3])
        cloud.files["Photos/café.jpg"] = b"another picture"
        webdav.fetch(item, part, check)
    assert part.read_bytes() == b"another picture"


def test_what_arrives_damaged_twice_is_told(tmp_path: Path) -> None:
    with opened(Cloud(FILES, checksums=True), "Photos") as webdav:
        item = item_of(webdav, "Photos/café.jpg").model_copy(update={"sha1": "00" * 20})
        with pytest.raises(ItemDamagedError, match=r"café\.jpg arrived damaged twice"):
            webdav.fetch(item, tmp_path / "a.part", check)


def test_what_goes_wrong_is_said(tmp_path: Path) -> None:
    cloud = Cloud(FILES, gone={"Photos/café.jpg"})
    with pytest.raises(PlacePasswordError, match="app password"), opened(cloud, password=NAME):
        pass
    with pytest.raises(PlaceUnreachableError, match="no WebDAV at this address"), opened(cloud, name="bob"):
        pass
    with opened(cloud, "Photos/Sweden") as webdav, pytest.raises(PlaceFolderError, match="Photos/Sweden"):
        webdav.items(check)
    with opened(cloud, "Photos", most_bytes=100) as webdav:
        with pytest.raises(ItemGoneError, match=r"café\.jpg is not there any more"):
            webdav.fetch(item_of(webdav, "Photos/café.jpg"), tmp_path / "a.part", check)
        with pytest.raises(FileTooLargeError):
            webdav.fetch(item_of(webdav, "Photos/Norway 2026/IMG_2.jpg"), tmp_path / "b.part", check)
    with (
        opened(cloud, "Photos", "Music/none.mp3") as webdav,
        pytest.raises(ItemGoneError, match=r"none\.mp3"),
    ):
        webdav.items(check)


BILLION = (
    b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    b'<d:multistatus xmlns:d="DAV:"><d:response><d:href>/&b;</d:href></d:response></d:multistatus>'
)
OUTSIDE = (
    b'<?xml version="1.0"?><!DOCTYPE d SYSTEM "file:///etc/passwd">'
    b'<d:multistatus xmlns:d="DAV:"></d:multistatus>'
)


@pytest.mark.parametrize(
    "answer", [BILLION, OUTSIDE, b"<html></html>", b"<d:multistatus", b"{}", b"\xff\xfe"]
)
def test_an_answer_that_is_none_is_refused(answer: bytes) -> None:
    with pytest.raises(ValueError, match="no multistatus"):
        entries_of(answer, "/")
    with (
        opened(Cloud(FILES, answer=answer)) as webdav,
        pytest.raises(PlaceUnreachableError, match="not that of WebDAV"),
    ):
        webdav.items(check)


def told(*hrefs: str) -> bytes:
    kind = "<D:resourcetype><D:collection/></D:resourcetype>"
    one = (
        "<D:response><D:href>{}</D:href><D:propstat><D:prop>{}</D:prop>"
        "<D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>"
    )
    listed = "".join(one.format(href, kind if href.endswith("/") else "") for href in hrefs)
    return f'<D:multistatus xmlns:D="DAV:">{listed}</D:multistatus>'.encode()


@pytest.mark.parametrize(
    ("hrefs", "names"),
    [
        (["/dav/p/", "/dav/p/a%20b.jpg", "/dav/p/c/"], ["a b.jpg", "c"]),  # as RFC 4918 has it
        (["/dav/p", "/dav/p/a b.jpg"], ["a b.jpg"]),  # without the slash, and a space as it is
        (["http://inner/dav/p/", "http://inner/dav/p/a.jpg"], ["a.jpg"]),  # whole addresses
        (["/moved/by/a/proxy/", "/moved/by/a/proxy/a.jpg"], ["a.jpg"]),
        (["/dav/p/", "http://169.254.169.254/dav/p/a.jpg"], ["a.jpg"]),  # asked for at our own address
        (["/dav/p/", "/dav/p/..%2f..%2fetc", "/dav/p/%2e%2e/", "/dav/p/a%00b", "/dav/p/%2e"], []),
        (["/dav/p/"], []),
        ([], []),
    ],
)
def test_only_the_last_part_of_an_address_counts(hrefs: list[str], names: list[str]) -> None:
    assert [entry.name for entry in entries_of(told(*hrefs), "/dav/p/")] == names
