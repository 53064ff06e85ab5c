"""The commands beside `make`: beats, probe, doctor and the help."""

import json
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from core.music.grid.beat_grid import load_grid
from tests.cli.conftest import SMALL, Run, write_song


def test_help_names_every_command_that_works(run: Run) -> None:
    said = run("--help")
    assert said.status == 0
    for command in ("make", "render", "beats", "probe", "analyze", "doctor"):
        assert f"  {command} " in said.out


def test_beats_are_written_as_the_seed_has_them(run: Run, song: Path, tmp_path: Path) -> None:
    said = run("beats", song, "--out", "beats.json")
    assert said.status == 0
    assert said.out.startswith("song.wav: ")
    grid = json.loads((tmp_path / "beats.json").read_text())
    assert set(grid) == {
        "version", "analyzer", "analyzed_at", "audio_file_checksum", "sample_rate", "duration_ms", "bpm",
        "bpm_confidence", "time_signature", "beats", "measures",
    }  # fmt: skip
    assert grid["bpm"] == pytest.approx(120, abs=0.5)
    near = [min(abs(beat["time_ms"] - 500 * n) for n in range(24)) for beat in grid["beats"]]
    assert max(near) <= 20


@pytest.mark.slow
def test_librosa_finds_the_beats_where_it_is_asked_to(
    run: Run, song: Path, pictures: Path, tmp_path: Path
) -> None:
    said = run("beats", song, "--out", "beats.json", "--analyzer", "librosa")
    assert (said.status, said.err) == (0, "")
    found = load_grid(tmp_path / "beats.json")
    assert (found.analyzer, found.analyzer_version) == ("librosa", version("librosa"))
    for analyzer in ("librosa", "beatstitch"):
        said = run(
            "make", "--audio", song, "--media", pictures, "--out", f"{analyzer}.mp4", *SMALL,
            "--cache", "cache", "--analyzer", analyzer,
        )  # fmt: skip
        assert (said.status, said.err) == (0, "")
    kept = [load_grid(path) for path in sorted((tmp_path / "cache" / "beats").glob("*/beats.json"))]
    assert {grid.analyzer for grid in kept} == {"beatstitch", "librosa"}
    assert found.times_ms in [grid.times_ms for grid in kept]


def test_a_list_of_songs_is_read_in_one_go_and_a_bad_one_does_not_stop_the_rest(
    run: Run, song: Path, tmp_path: Path
) -> None:
    other = write_song(tmp_path / "other.wav", seconds=6, bpm=90)
    (tmp_path / "bad.wav").write_bytes(b"RIFF")
    rows = [f"{song}\tone.json", f"{tmp_path / 'bad.wav'}\tbad.json", f"{other}\ttwo.json"]
    (tmp_path / "list.txt").write_text("\n".join(rows))
    said = run("beats", "--list", "list.txt")
    assert said.status == 1
    assert said.err.startswith("bad.wav ")
    assert (tmp_path / "one.json").exists()
    assert (tmp_path / "two.json").exists()
    assert not (tmp_path / "bad.json").exists()


def test_probe_gives_one_line_per_file_with_a_verdict(run: Run, song: Path, pictures: Path) -> None:
    names = [pictures / "photo1.jpg", pictures / "zoo.mp4", song, "gone.png"]
    said = run("probe", *names, "--json")
    assert said.status == 0
    photo, clip, tune, gone = said.lines
    assert (photo["kind"], photo["display_width"], photo["display_height"]) == ("image", 640, 360)
    assert (clip["kind"], clip["duration_ms"], clip["fps"]) == ("video", 6000, 25)
    assert (tune["kind"], tune["duration_ms"], tune["sample_rate"]) == ("audio", 12_000, 22_050)
    assert [line["verdict"] for line in said.lines] == ["accept"] * 3 + ["reject"]
    assert gone["reason"] == "gone.png was not found."


def test_a_file_may_be_called_like_an_option(run: Run, pictures: Path, tmp_path: Path) -> None:
    (pictures / "photo1.jpg").rename(tmp_path / "-i.jpg")
    said = run("probe", "-i.jpg")
    assert (said.status, said.out) == (0, "-i.jpg: photo, 640x360\n")


def test_doctor_tries_everything_and_says_that_all_is_well(run: Run) -> None:
    said = run("doctor", "--json")
    assert said.status == 0
    assert {line["name"] for line in said.lines} >= {
        "ffmpeg",
        "encoders",
        "decoders",
        "hardware",
        "child",
        "confinement",
        "data",
        "space",
    }
    assert all(line["ok"] for line in said.lines)


def test_doctor_says_what_is_missing(run: Run, tmp_path: Path) -> None:
    fake = tmp_path / "ffmpeg"
    fake.write_text("#!/bin/sh\necho ffmpeg version 3\n")
    fake.chmod(0o755)
    said = run("doctor", BEATSTITCH_FFMPEG=str(fake))
    assert said.status == 1
    assert "No usable ffmpeg was found" in said.out


def test_everything_is_backed_up_and_brought_back(run: Run, tmp_path: Path) -> None:
    assert run("user", "list").status == 0
    assert run("backup", "copy").out == "copy holds the database and 4 files.\n"  # the markers
    assert (tmp_path / "copy" / "beatstitch.db").exists()
    back = run("restore", "copy", BEATSTITCH_DATA=str(tmp_path / "other"))
    assert (back.status, back.err) == (0, "")
    again = run("restore", "copy", BEATSTITCH_DATA=str(tmp_path / "other"))
    assert (again.status, again.err) == (
        1,
        f"{tmp_path / 'other'} holds something else already; name an empty folder.\n",
    )


def test_a_reader_that_has_seen_enough_is_no_failure(tmp_path: Path) -> None:
    command = f"{sys.executable} -m beatstitch_ui probe --json {'no.jpg ' * 60} | head -1"
    done = subprocess.run(  # noqa: S602 - a pipe is what this is about
        command, shell=True, capture_output=True, text=True, check=False, cwd=tmp_path, timeout=60
    )
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr == ""


def test_folders_that_cannot_be_used_are_named(run: Run) -> None:
    said = run("make", "--audio", "a.mp3", "--media", "b.jpg", "--out", "c.mp4", "--cache", "/proc/nowhere")
    assert said.status == 1
    assert said.err.startswith("The folder /proc/nowhere can't be used: ")
    assert len(said.err.splitlines()) == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every folder")
def test_a_folder_that_may_not_be_read_is_named(run: Run, song: Path, tmp_path: Path) -> None:
    (tmp_path / "private").mkdir(mode=0)
    said = run("make", "--audio", song, "--media", "private", "--out", "c.mp4")
    assert (said.status, said.err) == (1, "private can't be opened: Permission denied.\n")


def test_analyze_tells_what_is_seen_and_draws_it(run: Run, pictures: Path, tmp_path: Path) -> None:
    photo = pictures / "photo1.jpg"
    said = run("analyze", photo, "--draw", "drawn.jpg", "--json")
    assert (said.status, said.lines[0]["kind"]) == (0, "photo")
    assert (tmp_path / "drawn.jpg").read_bytes()[:2] == b"\xff\xd8"
    in_words = run("analyze", photo, "gone.png")
    assert in_words.status == 1
    assert in_words.out.startswith("photo1.jpg: photo, quality ")
    assert in_words.err == "gone.png was not found.\n"


def test_doctor_warns_of_missing_models(run: Run, tmp_path: Path) -> None:
    said = run("doctor", BEATSTITCH_MODELS=str(tmp_path))
    assert said.status == 3
    assert "without finding faces and text" in said.out


def test_a_name_that_is_not_written_in_utf_8_is_wrong_usage_and_named(tmp_path: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-m", "beatstitch_ui", "project", "create", b"a\xffb"],
        env=os.environ | {"BEATSTITCH_TOKEN": "any"},
        cwd=tmp_path,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert said.returncode == 2
    assert said.stderr.decode() == "“a\\xffb” is not written in UTF-8.\n"
