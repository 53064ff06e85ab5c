"""`beatstitch make`: one command from files to a video on the beat."""

import json
from pathlib import Path

import av
import numpy as np
import pytest

from tests import barcode
from tests.cli.conftest import ON_GRID, SMALL, Run, nothing_left, write_song
from tests.make_media import sounding_clip
from tests.videocheck import faults

TONE = 1 / 8  # of ffmpeg's tones; mono is as loud on either side

pytestmark = pytest.mark.usefixtures("grid")


def tone_at(video: Path, hz: int, at_s: float) -> float:
    """Return the amplitude of a tone over the 100 ms after a moment of a video."""
    with av.open(str(video)) as container:
        stream = container.streams.audio[0]
        samples = np.concatenate([frame.to_ndarray()[0] for frame in container.decode(stream)])
    first, count = round(at_s * stream.rate), stream.rate // 10
    wave = np.exp(-2j * np.pi * hz * np.arange(count) / stream.rate)
    return float(2 * np.abs(np.mean(samples[first : first + count] * wave)))


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
    assert {line["stage"] for line in said.lines[:-1] if line["event"] == "progress"} >= {
        "reading",
        "listening",
        "drawing",
        "joining",
    }
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


def test_clips_are_heard_as_loud_as_asked(run: Run, song: Path, pictures: Path, tmp_path: Path) -> None:
    speaks = sounding_clip(tmp_path / "speaks.mp4", "sine=f=3000:r=44100", 6)
    said = run(
        "make", "--audio", song, "--media", speaks, pictures / "photo1.jpg", "--out", "out.mp4", *ON_GRID,
        "--duration", "4", "--clip-volume", "60", "--pacing", "steady", "--edl-out", "edl.json",
    )  # fmt: skip
    assert (said.status, said.err) == (0, "")
    edl = json.loads((tmp_path / "edl.json").read_text())
    assert [segment.get("volume") for segment in edl["segments"]] == [0.6, None]
    assert tone_at(tmp_path / "out.mp4", 3000, 1.2) == pytest.approx(0.6 * TONE, rel=0.1)
    assert tone_at(tmp_path / "out.mp4", 3000, 3.2) == pytest.approx(0, abs=0.01)


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
            "make", "--audio", song, "--media", pictures, "--out", out, *SMALL, "--beats", "grid.json",
            "--json", BEATSTITCH_DATA=str(tmp_path / name),
        )  # fmt: skip
        hashes.add(said.result["content_hash"])
        frames.add(b"".join(luma.tobytes() for luma in barcode.luma_frames(out)))
    assert len(hashes) == len(frames) == 1


def test_adding_a_photo_leaves_most_ken_burns_paths_of_the_others(
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
    # A move of a kind that would come three times in a row gives way to another kind.
    kept = sum(len(moves & after[asset]) for asset, moves in before.items())
    assert kept >= sum(len(after[asset]) for asset in before) / 2


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


def test_one_edit_is_made_in_several_shapes(run: Run, song: Path, pictures: Path, tmp_path: Path) -> None:
    made = run(
        "make", "--audio", song, "--media", pictures, "--out", "film.mp4", *ON_GRID,
        "--duration", "3", "--size", "640x360", "--aspect", "16:9", "--aspect", "9:16", "--json",
        "--edl-out", "edl.json", "--map-out", "map.json",
    )  # fmt: skip
    assert made.status == 0
    videos = made.result["videos"]
    assert [Path(one["out"]).name for one in videos] == ["film-16x9.mp4", "film-9x16.mp4"]
    assert not (tmp_path / "film.mp4").exists()
    shapes = [next(iter(barcode.luma_frames(tmp_path / one["out"]))).shape for one in videos]
    assert shapes == [(360, 640), (640, 360)]
    again = run(
        "render", "edl.json", "--map", "map.json", "--out", "square.mp4", "--quality", "preview",
        "--aspect", "1:1", "--json",
    )  # fmt: skip
    assert again.status == 0
    assert next(iter(barcode.luma_frames(tmp_path / "square.mp4"))).shape == (360, 360)


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
        "make", "--audio", song, "--media", pictures, "--out", "out.mp4", *ON_GRID, "--size", "321x241",
        "--duration", "4",
    )  # fmt: skip
    assert (said.status, said.err) == (0, "Video needs even sizes: rendering 320x240.\n")


def test_a_style_sets_all_that_no_option_says(run: Run, song: Path, pictures: Path, tmp_path: Path) -> None:
    said = run(
        "make", "--audio", song, "--media", pictures, "--out", "out.mp4", *SMALL, "--style", "party",
        "--title", "Norway", "--transition", "crossfade", "--edl-out", "edl.json", "--json",
    )  # fmt: skip
    assert (said.status, said.err) == (0, "")
    edl = json.loads((tmp_path / "edl.json").read_text())
    first, *others = edl["segments"]
    assert first["effects"]["title"]["text"].startswith("Norway")
    assert first["effects"]["title"]["style"] == "bold"
    assert all(segment["effects"]["beat_pulse"]["zoom"] == 0.05 for segment in (first, *others))
    assert {segment["transition_in"]["type"] for segment in others} == {"crossfade"}
