"""`beatstitch make`: one command from files to a video on the beat."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests import barcode
from tests.cli.conftest import Run, environment, write_song
from tests.videocheck import faults

SMALL = ("--size", "320x240", "--quality", "preview")
ON_GRID = (*SMALL, "--beats", "grid.json")

pytestmark = pytest.mark.usefixtures("grid")


def nothing_left(tmp_path: Path) -> bool:
    return not list((tmp_path / "tmp").iterdir()) and not list(tmp_path.rglob("*.part"))


def test_a_folder_and_a_song_become_a_video_whose_cuts_sit_on_the_beats(
    run: Run, song: Path, pictures: Path, tmp_path: Path
) -> None:
    said = run(
        "make", "--audio", song, "--media", pictures, "--out", "out.mp4", *SMALL,
        "--edl-out", "edl.json", "--json",
    )  # fmt: skip
    assert (said.status, said.err) == (0, "")
    assert said.result["event"] == "result"
    assert said.result["duration_ms"] == 12_000
    assert {line["stage"] for line in said.lines[:-1]} >= {"reading", "listening", "drawing", "joining"}
    assert run("beats", song, "--out", "beats.json").status == 0
    assert faults(tmp_path / "out.mp4", tmp_path / "edl.json", tmp_path / "beats.json") == []
    assert nothing_left(tmp_path)


def test_an_edit_can_follow_the_energy_find_its_pace_and_end_on_a_bar(
    run: Run, song: Path, pictures: Path, tmp_path: Path
) -> None:
    said = run(
        "make", "--audio", song, "--media", pictures, "--out", "out.mp4", *ON_GRID, "--json",
        "--pacing", "energy", "--beats-per-cut", "auto", "--end", "bar", "--duration", "11.5",
        "--edl-out", "edl.json",
    )  # fmt: skip
    assert (said.status, said.err) == (0, "")
    assert said.result["duration_ms"] == 10_000
    edl = json.loads((tmp_path / "edl.json").read_text())
    assert [segment["beat_count"] for segment in edl["segments"]] == [4] * 5


def test_sound_and_picture_end_as_asked(run: Run, song: Path, pictures: Path, tmp_path: Path) -> None:
    said = run(
        "make", "--audio", song, "--media", pictures, "--out", "out.mp4", *ON_GRID, "--duration", "6",
        "--fade-in", "1", "--fade-out", "2.5", "--picture-fade", "1.5", "--loudness", "-20",
        "--edl-out", "edl.json",
    )  # fmt: skip
    assert (said.status, said.err) == (0, "")
    edl = json.loads((tmp_path / "edl.json").read_text())
    audio = edl["audio"]
    assert (audio["fade_in_ms"], audio["fade_out_ms"], audio["loudness_lufs"]) == (1000, 2500, -20)
    assert edl["settings"]["picture_fade_ms"] == 1500
    assert list(barcode.luma_frames(tmp_path / "out.mp4"))[-1].max() <= 20


def test_files_keep_the_order_given_and_a_folder_goes_by_name(run: Run, song: Path, pictures: Path) -> None:
    said = run(
        "make", "--audio", song, "--media", pictures / "photo3.jpg", pictures / "photo1.jpg",
        "--media", pictures / "photo2.jpg", "--out", "out.mp4", "--no-ken-burns", *ON_GRID,
        "--size", "640x360", "--beats-per-cut", "8",
    )  # fmt: skip
    assert said.status == 0
    seen = [barcode.read(luma) for luma in barcode.luma_frames(song.with_name("out.mp4"))]
    assert list(dict.fromkeys(asset for asset, _ in filter(None, seen))) == [3, 1, 2]


def test_the_same_inputs_give_the_same_film_in_another_data_folder(
    run: Run, song: Path, pictures: Path, tmp_path: Path
) -> None:
    hashes, frames = set(), set()
    for name in ("one", "two"):
        out = tmp_path / f"{name}.mp4"
        said = run(
            "make", "--audio", song, "--media", pictures, "--out", out, *ON_GRID, "--json",
            BEATSTITCH_DATA=str(tmp_path / name),
        )  # fmt: skip
        hashes.add(said.result["content_hash"])
        frames.add(b"".join(luma.tobytes() for luma in barcode.luma_frames(out)))
    assert len(hashes) == len(frames) == 1


def test_adding_a_photo_leaves_the_ken_burns_paths_of_the_others(
    run: Run, song: Path, pictures: Path, tmp_path: Path
) -> None:
    def paths() -> dict[str, set[str]]:
        said = run(
            "make", "--audio", song, "--media", pictures, "--out", "out.mp4", *ON_GRID,
            "--edl-out", "edl.json", "--cache", "cache", "--beats-per-cut", "1",
        )  # fmt: skip
        assert said.status == 0
        moves: dict[str, set[str]] = {}
        for segment in json.loads((tmp_path / "edl.json").read_text())["segments"]:
            if segment["media_type"] == "image":
                move = json.dumps(segment["effects"]["ken_burns"])
                moves.setdefault(segment["media_asset_id"], set()).add(move)
        return moves

    before = paths()
    barcode.write_photo(pictures / "photo0.jpg", 99, (640, 360))
    after = paths()
    assert len(after) == len(before) + 1
    for asset, moves in before.items():
        assert moves & after[asset] == after[asset]


def test_an_edit_written_by_make_renders_to_the_same_film(
    run: Run, song: Path, pictures: Path, tmp_path: Path
) -> None:
    made = run(
        "make", "--audio", song, "--media", pictures, "--out", "made.mp4", *ON_GRID,
        "--transition", "crossfade", "--edl-out", "edl.json", "--map-out", "map.json", "--json",
    )  # fmt: skip
    rendered = run(
        "render", "edl.json", "--map", "map.json", "--out", "again.mp4", "--quality", "preview", "--json"
    )
    assert rendered.status == 0
    assert rendered.result["content_hash"] == made.result["content_hash"]
    one, two = (list(barcode.luma_frames(tmp_path / name)) for name in ("made.mp4", "again.mp4"))
    assert all((a == b).all() for a, b in zip(one, two, strict=True))


def test_a_kill_in_the_middle_loses_no_finished_span(
    run: Run, song: Path, pictures: Path, tmp_path: Path
) -> None:
    arguments = [
        "make", "--audio", str(song), "--media", str(pictures), "--out", "out.mp4", "--size", "1280x720",
        "--quality", "high", "--beats-per-cut", "1", "--beats", "grid.json", "--cache", "cache", "--json",
    ]  # fmt: skip
    victim = subprocess.Popen(
        [sys.executable, "-m", "beatstitch_ui", *arguments],
        stdout=subprocess.PIPE,
        cwd=tmp_path,
        env=environment(tmp_path),
        text=True,
    )
    assert victim.stdout is not None
    for line in victim.stdout:
        news = json.loads(line)
        if news.get("stage") == "drawing" and news["done"] > news["total"] / 3:
            break
    victim.kill()
    victim.wait()
    finished = len(list((tmp_path / "cache" / "spans").glob("*/*.span")))
    assert finished > 0
    said = run(*arguments)
    assert said.status == 0
    assert said.result["spans_drawn"] == said.result["spans"] - finished


def test_ctrl_c_ends_with_130_one_sentence_and_nothing_left(
    song: Path, pictures: Path, tmp_path: Path
) -> None:
    command = [
        "make",
        "--audio",
        song,
        "--media",
        pictures,
        "--out",
        "out.mp4",
        "--quality",
        "high",
        "--json",
    ]
    process = subprocess.Popen(
        [sys.executable, "-m", "beatstitch_ui", *map(str, command)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        env=environment(tmp_path),
        text=True,
    )
    assert process.stdout is not None
    for line in process.stdout:
        if json.loads(line)["stage"] == "drawing":
            break
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert (process.returncode, err) == (130, "Stopped.\n")
    assert not (tmp_path / "out.mp4").exists()
    assert nothing_left(tmp_path)


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


def test_missing_files_folders_without_pictures_and_silent_songs_are_sentences(
    run: Run, song: Path, pictures: Path, tmp_path: Path
) -> None:
    nothing = tmp_path / "nothing"
    nothing.mkdir()
    for media, sentence in (
        (tmp_path / "gone.jpg", "gone.jpg was not found.\n"),
        (nothing, "There is no photo or clip that can be used in nothing.\n"),
        (song, "song.wav is a song, not a photo or clip.\n"),
    ):
        said = run("make", "--audio", song, "--media", media, "--out", "out.mp4")
        assert (said.status, said.err) == (1, sentence)
    said = run("make", "--audio", pictures / "photo1.jpg", "--media", pictures, "--out", "out.mp4")
    assert (said.status, said.err) == (1, "photo1.jpg has no sound in it.\n")


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (("--size", "big"), "big is not a size"),
        (("--size", "100x100"), "--size"),
        (("--beats-per-cut", "3"), "--beats-per-cut: Must be 1, 2, 4, 8, or 16"),
        (("--beats-per-cut", "few"), "--beats-per-cut"),
        (("--pacing", "wild"), "wild"),
        (("--fps", "200"), "--fps"),
        (("--transition", "wipe"), "wipe"),
        (("--frobnicate",), "--frobnicate"),
        (("--start", "inf"), "--start"),
        (("--fade-out", "nan"), "--fade-out"),
        (("--loudness", "3"), "--loudness"),
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
    for outputs in (("--out", inside), ("--out", "out.mp4", "--edl-out", song)):
        said = run("make", "--audio", song, "--media", pictures, *outputs, *ON_GRID)
        assert said.status == 1
        assert "is one of the files that this is made from" in said.err
    assert run("beats", song, "--out", song).status == 1
    assert (inside.read_bytes(), song.read_bytes()) == before


def test_a_setting_that_cannot_be_used_is_named(run: Run, song: Path, pictures: Path) -> None:
    said = run(
        "make", "--audio", song, "--media", pictures, "--out", "o.mp4", *ON_GRID, BEATSTITCH_PORT="abc"
    )
    assert said.status == 1
    assert said.err.startswith("The setting port can't be used: ")


def test_a_song_without_beats_gets_an_even_grid(run: Run, pictures: Path, tmp_path: Path) -> None:
    silence = write_song(tmp_path / "silence.wav", seconds=8, bpm=0.001)
    said = run(
        "make",
        "--audio",
        silence,
        "--media",
        pictures,
        "--out",
        "out.mp4",
        *SMALL,
        "--json",
        "--edl-out",
        "e.json",
    )
    assert said.status == 0
    assert said.result["bpm"] == 120


def test_odd_sizes_are_rounded_and_that_is_said(run: Run, song: Path, pictures: Path) -> None:
    said = run(
        "make", "--audio", song, "--media", pictures, "--out", "out.mp4", "--size", "321x241",
        "--quality", "preview", "--duration", "4",
    )  # fmt: skip
    assert (said.status, said.err) == (0, "Video needs even sizes: rendering 320x240.\n")
