"""Every path lies where the seed says, and no id or stored path leads out of the data root."""

from pathlib import Path

import pytest

from core.errors import UnsafePathError
from core.store.layout import Layout

PROJECT = "1b671a64-40d5-491e-99b0-da01ff1f3341"
FILE = "6ec0bd7f-11c0-43da-975e-2a8ad9ebae0b"


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    return Layout(tmp_path)


def test_files_lie_where_the_seed_puts_them(layout: Layout) -> None:
    project = layout.project(PROJECT)
    expected = {
        f"uploads/{PROJECT}/media/{FILE}.jpg": project.media(FILE, ".JPG"),
        f"uploads/{PROJECT}/audio/{FILE}.mp3": project.audio(FILE, ".mp3"),
        f"derived/{PROJECT}/thumbnails/{FILE}_thumb.jpg": project.thumbnail(FILE),
        f"derived/{PROJECT}/proxies/{FILE}_proxy.mp4": project.proxy(FILE),
        f"derived/{PROJECT}/stills": project.stills,
        f"derived/{PROJECT}/beats.json": project.beats,
        f"derived/{PROJECT}/edl.json": project.edl,
        f"derived/{PROJECT}/edl/{'a' * 64}.json": project.snapshot("a" * 64),
        f"outputs/{PROJECT}/preview/{FILE}.mp4": project.output("preview", FILE),
        f"outputs/{PROJECT}/final/{FILE}.mov": project.output("final", FILE, ".mov"),
        f"derived/{PROJECT}/grids/{FILE}": project.corrections_of(FILE),
        f"derived/{PROJECT}/import.json": project.pending_import,
        f"uploads/{PROJECT}/incoming/{FILE}.part": project.incoming_upload(FILE),
        f"uploads/{PROJECT}/incoming/import_{FILE}_3.part": project.incoming_item(FILE, 3),
        f"uploads/{PROJECT}/incoming/recurring_{FILE}.part": project.incoming_song(FILE),
        f"temp/archives/{PROJECT}/{FILE}.part": layout.incoming_archive(PROJECT, FILE),
        "beatstitch.db": layout.database,
        "queue.db": layout.queue,
    }
    assert {stored: layout.relative(path) for stored, path in expected.items()} == {s: s for s in expected}


@pytest.mark.parametrize(
    "name", ["", "..", "../../etc", "abc", PROJECT + "/..", PROJECT.upper(), f"{PROJECT}\n"]
)
def test_an_id_that_is_no_uuid_is_refused(layout: Layout, name: str) -> None:
    with pytest.raises(UnsafePathError):
        layout.project(name)


@pytest.mark.parametrize("name", ["..", "../..", "song"])
def test_what_is_kept_by_id_is_found_by_nothing_else(layout: Layout, name: str) -> None:
    project = layout.project(PROJECT)
    for path_of in (project.corrections_of, project.incoming_upload, project.incoming_song):
        with pytest.raises(UnsafePathError):
            path_of(name)
    with pytest.raises(UnsafePathError):
        layout.incoming_archive(name, FILE)


def test_every_file_of_a_row_lies_in_a_home_of_rows(layout: Layout) -> None:
    project = layout.project(PROJECT)
    files = [project.media(FILE, ".jpg"), project.audio(FILE, ".mp3"), project.thumbnail(FILE)]
    files += [project.proxy(FILE), project.poster(FILE), project.song_copy(FILE), project.snapshot("a" * 64)]
    files += [project.output("preview", FILE), project.output("final", FILE)]
    assert {file.parent for file in files} | {project.stills} == {*project.homes_of_rows}


@pytest.mark.parametrize("suffix", ["", "jpg", ".", "./x", ".jpg/../x", ".muchtoolong", ".a b"])
def test_a_suffix_that_is_more_than_a_suffix_is_refused(layout: Layout, suffix: str) -> None:
    with pytest.raises(UnsafePathError):
        layout.project(PROJECT).media(FILE, suffix)


def test_job_types_and_hashes_are_checked_too(layout: Layout) -> None:
    with pytest.raises(UnsafePathError):
        layout.project(PROJECT).output("../final", FILE)
    with pytest.raises(UnsafePathError):
        layout.project(PROJECT).snapshot("../" + "a" * 61)


@pytest.mark.parametrize("stored", ["/etc/passwd", "../outside", "uploads/../../outside", "link/secret"])
def test_a_stored_path_cannot_leave_the_root(layout: Layout, tmp_path: Path, stored: str) -> None:
    (tmp_path / "link").symlink_to("/")
    with pytest.raises(UnsafePathError):
        layout.absolute(stored)


def test_a_path_outside_the_root_is_not_stored(layout: Layout, tmp_path: Path) -> None:
    with pytest.raises(UnsafePathError):
        layout.relative(Path("/etc/passwd"))
    with pytest.raises(UnsafePathError):
        layout.relative(tmp_path / "uploads" / ".." / ".." / "x")


def test_a_stored_path_comes_back_as_it_was(layout: Layout) -> None:
    path = layout.project(PROJECT).media(FILE, ".heic")
    assert layout.absolute(layout.relative(path)) == path
