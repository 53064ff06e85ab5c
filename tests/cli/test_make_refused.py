"""What `beatstitch make` can't do it says in one sentence, before anything is written."""

import os
from pathlib import Path

import pytest

from tests.cli.conftest import ON_GRID, Run, nothing_left

pytestmark = pytest.mark.usefixtures("grid")


def broken(tmp_path: Path, name: str, data: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("empty.jpg", b"", "empty.jpg is empty (0 bytes).\n"),
        (
            "notes.jpg",
            b"just some text\n",
            "notes.jpg is not a photo, clip or song that BeatStitch can read.\n",
        ),
    ],
)
def test_a_named_file_that_cannot_be_used_is_named_with_the_reason(
    run: Run, song: Path, tmp_path: Path, name: str, data: bytes, sentence: str
) -> None:
    bad = broken(tmp_path, name, data)
    said = run("make", "--audio", song, "--media", bad, "--out", "out.mp4", *ON_GRID)
    assert (said.status, said.out, said.err) == (1, "", sentence)
    assert nothing_left(tmp_path)


def test_a_bad_file_in_a_folder_is_told_and_left_out(run: Run, song: Path, pictures: Path) -> None:
    broken(pictures, "broken.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 40)
    said = run("make", "--audio", song, "--media", pictures, "--out", "out.mp4", *ON_GRID)
    assert said.status == 0
    assert said.err.startswith("broken.png ")
    assert len(said.err.splitlines()) == 1


def test_a_file_whose_name_is_no_text_is_told_and_left_out(
    run: Run, song: Path, pictures: Path, tmp_path: Path
) -> None:
    inside, folder = pictures / os.fsdecode(b"b\xff.jpg"), pictures / os.fsdecode(b"d\xfc")
    folder.mkdir()
    for copy in (inside, folder / "c.jpg", tmp_path / inside.name):
        copy.write_bytes((pictures / "photo1.jpg").read_bytes())
    said = run(
        "make", "--audio", song, "--media", pictures, "--out", "out.mp4", "--map-out", "m.json", *ON_GRID
    )
    why = " was left out: its name is not UTF-8 text. Rename it, then it can be used."
    assert said.status == 0
    assert set(said.err.splitlines()) == {f"b\ufffd.jpg{why}", f"{pictures}/d\ufffd/c.jpg{why}"}
    odd_song = tmp_path / os.fsdecode(b"s\xff.wav")
    odd_song.write_bytes(song.read_bytes())
    for arguments, name in (
        ((song, inside, "out.mp4"), "b\ufffd.jpg"),
        ((odd_song, pictures, "out.mp4"), "s\ufffd.wav"),
        ((song, pictures, os.fsdecode(b"o\xff.mp4")), "o\ufffd.mp4"),
    ):
        audio, media, out = arguments
        said = run("make", "--audio", audio, "--media", media, "--out", out, *ON_GRID)
        assert (said.status, said.err) == (1, f"{name}{why}\n")


def test_missing_files_folders_without_pictures_and_silent_songs_are_sentences(
    run: Run, song: Path, pictures: Path, tmp_path: Path
) -> None:
    gone = run("make", "--audio", song, "--media", tmp_path / "gone.jpg", "--out", "out.mp4", "--json")
    assert (gone.status, gone.out, gone.err) == (1, "", "gone.jpg was not found.\n")  # nothing was begun
    nothing = tmp_path / "nothing"
    nothing.mkdir()
    for media, sentence in (
        (nothing, "There is no photo or clip that can be used in nothing.\n"),
        (song, "song.wav is a song, not a photo or clip.\n"),
    ):
        said = run("make", "--audio", song, "--media", media, "--out", "out.mp4", *ON_GRID)
        assert (said.status, said.err) == (1, sentence)
    said = run("make", "--audio", pictures / "photo1.jpg", "--media", pictures, "--out", "out.mp4")
    assert (said.status, said.err) == (1, "photo1.jpg has no sound in it.\n")


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (("--size", "big"), "big is not a size"),
        (("--size", "100x400"), "--size, width: "),
        (("--size", "400x100"), "--size, height: "),
        (("--beats-per-cut", "3"), "--beats-per-cut: Must be 1, 2, 4, 8, or 16"),
        (("--beats-per-cut", "few"), "--beats-per-cut"),
        (("--pacing", "wild"), "wild"),
        (("--fps", "200"), "--fps"),
        (("--transition", "wipe"), "wipe"),
        (("--frobnicate",), "--frobnicate"),
        (("--start", "inf"), "--start"),
        (("--fade-out", "nan"), "--fade-out"),
        (("--loudness", "3"), "--loudness"),
        (("--clip-volume", "101"), "--clip-volume"),
    ],
)
def test_wrong_usage_is_2_and_one_line(run: Run, song: Path, arguments: tuple[str, ...], part: str) -> None:
    said = run("make", "--audio", song, "--media", "a.jpg", "--out", "out.mp4", *arguments)
    assert said.status == 2
    assert part in said.err
    assert len(said.err.splitlines()) == 1


def test_no_output_may_replace_what_the_video_is_made_from(run: Run, song: Path, pictures: Path) -> None:
    inside = pictures / "photo1.jpg"
    before = inside.read_bytes(), song.read_bytes()
    for outputs in (("--out", "out.mp4", "--map-out", inside), ("--out", "out.mp4", "--edl-out", song)):
        said = run("make", "--audio", song, "--media", pictures, *outputs, *ON_GRID)
        assert said.status == 1
        assert "is one of the files that this is made from" in said.err
    assert run("beats", song, "--out", song).status == 1
    assert (inside.read_bytes(), song.read_bytes()) == before


def test_no_output_may_replace_a_document_that_is_read_or_another_output(
    run: Run, song: Path, pictures: Path, tmp_path: Path
) -> None:
    before = (tmp_path / "grid.json").read_bytes()
    for outputs, sentence in (
        (
            ("--out", "out.mp4", "--edl-out", "grid.json"),
            "grid.json is one of the files that this is made from",
        ),
        (
            ("--out", "out.mp4", "--edl-out", "e.json", "--map-out", "e.json"),
            "e.json is named for two results",
        ),
    ):
        said = run("make", "--audio", song, "--media", pictures, *outputs, *ON_GRID)
        assert said.status == 1
        assert said.err.startswith(sentence)
    assert (tmp_path / "grid.json").read_bytes() == before
    assert not (tmp_path / "out.mp4").exists()


def test_a_name_that_no_video_can_have_is_refused(run: Run, song: Path, pictures: Path) -> None:
    for out, sentence in (
        (".", ". can't be written: it is a folder.\n"),
        ("out.avi", "h264 video goes into a .mp4 file; out.avi has another ending.\n"),
    ):
        said = run("make", "--audio", song, "--media", pictures, "--out", out, *ON_GRID)
        assert (said.status, said.err) == (1, sentence)


def test_a_setting_that_cannot_be_used_is_named(run: Run, song: Path, pictures: Path) -> None:
    said = run(
        "make", "--audio", song, "--media", pictures, "--out", "o.mp4", *ON_GRID, BEATSTITCH_PORT="abc"
    )
    assert said.status == 1
    assert said.err.startswith("The setting port can't be used: ")
