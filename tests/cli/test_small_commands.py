"""The commands beside `make`: beats, probe, doctor and the help."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run, write_song


def test_help_names_every_command_that_works(run: Run) -> None:
    said = run("--help")
    assert said.status == 0
    for command in ("make", "render", "beats", "probe", "doctor"):
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
        "child",
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
