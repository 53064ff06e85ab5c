"""`beatstitch project`, `media`, `song`, `timeline` and `render` on a BeatStitch that runs."""

import io
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from beatstitch_ui.commands.server.client import Answer, Server
from beatstitch_ui.commands.server.sending import send
from core.store.db import Database
from tests.beatstitch_ui.commands.conftest import Run
from tests.beatstitch_ui.renders import final_render
from tests.make_media import photo_jpeg, song_wav

VIDEO = b"a video"


def test_a_project_is_created_set_up_copied_deleted_and_brought_back(run: Run) -> None:
    project = run("project", "create", "Norway", "--description", "by boat").out.strip()
    (listed,) = [one for one in run("project", "list", "--json").lines if one["id"] == project]
    assert (listed["name"], listed["description"], listed["status"]) == ("Norway", "by boat", "draft")
    assert f"{project}  Norway" in run("project", "list").out
    assert "by boat" in run("project", "rename", project, "Norway 2026").out
    settings = run("project", "settings", project, "beats_per_cut=8", "fit=cover", "--json").lines[0]
    assert (settings["beats_per_cut"], settings["fit"], settings["output_fps"]) == (8, "cover", 30)
    assert "beats_per_cut" in run("project", "settings", project).out
    copy = run("project", "duplicate", project, "--name", "Another").out.strip()
    assert "Another" in run("project", "show", copy).out
    assert run("project", "delete", project).out == (
        f"Deleted; `project restore {project}` brings it back within a day.\n"
    )
    assert run("project", "show", project).err == "This project was not found.\n"
    assert "Norway 2026" in run("project", "restore", project).out
    assert run("project", "jobs", project).out == ""


def test_what_json_tells_is_what_the_api_serves(
    run: Run, planned: str, asks_url: Callable[[str], Any]
) -> None:
    for command, path in (
        (("project", "show"), ""),
        (("song", "show"), "/audio"),
        (("song", "beats"), "/beats"),
        (("timeline", "show"), "/timeline"),
    ):
        assert run(*command, planned, "--json").lines == [asks_url(f"/api/projects/{planned}{path}")]
    assert run("media", "list", planned, "--json").lines == asks_url(f"/api/projects/{planned}/media")


def test_pictures_of_a_folder_are_added_changed_ordered_and_removed(
    run: Run, fresh: str, tmp_path: Path
) -> None:
    (tmp_path / "trip").mkdir()
    for name in "ab":
        photo_jpeg(tmp_path / "trip" / f"{name}.jpg", (64, 48), seed=ord(name))
    (tmp_path / "trip" / "notes.txt").write_text("not a picture")
    (tmp_path / "trip" / "a.jpg.json").write_text("{}")
    said = run("media", "add", fresh, "trip", "--json")
    assert (said.status, [one["original_filename"] for one in said.lines]) == (0, ["a.jpg", "b.jpg"])
    assert said.err.startswith("notes.txt ")
    first, second = (one["id"] for one in said.lines)
    changed = run("media", "change", fresh, first, "--hide", "--star", "--json").lines[0]
    assert (changed["hidden"], changed["starred"]) == (True, True)
    assert run("media", "change", fresh, first, "--show", "--json").lines[0]["hidden"] is False
    ordered = run("media", "order", fresh, second, first).out.splitlines()
    assert [line.split()[0] for line in ordered] == ["id", second, first]
    assert run("media", "remove", fresh, first).status == 0
    assert [one["id"] for one in run("media", "list", fresh, "--json").lines] == [second]
    assert run("media", "restore", fresh, first).status == 0
    assert "a.jpg" in run("media", "show", fresh, first).out


def test_a_file_that_was_named_and_can_not_be_used_is_told_and_the_others_are_added(
    run: Run, fresh: str, tmp_path: Path
) -> None:
    photo_jpeg(tmp_path / "good.jpg", (64, 48), seed=3)
    (tmp_path / "bad.jpg").write_bytes(b"nothing")
    said = run("media", "add", fresh, "bad.jpg", "good.jpg")
    assert (said.status, "good.jpg" in said.out, said.err.startswith("bad.jpg ")) == (1, True, True)
    assert run("media", "add", fresh, "gone.jpg").err == "gone.jpg was not found.\n"
    said = run("media", "add", fresh, "bad.jpg")
    assert said.err.endswith("There is no photo or clip that can be used in bad.jpg.\n")


def test_files_are_sent_whose_names_are_no_text_or_whose_date_lies_before_1970(
    run: Run, fresh: str, tmp_path: Path
) -> None:
    folder = tmp_path / os.fsdecode(b"d\xfc")
    folder.mkdir()
    files = ["good.jpg", os.fsdecode(b"b\xff.jpg"), "old.jpg"]
    for number, name in enumerate(files):
        photo_jpeg(tmp_path / name, (64, 48), seed=20 + number)
    photo_jpeg(folder / "in.jpg", (64, 48), seed=30)
    before_1970_s = -144_633_600
    os.utime(tmp_path / "old.jpg", (before_1970_s, before_1970_s))
    said = run("media", "add", fresh, *files, folder, "--json")
    assert (said.status, said.err) == (0, "")
    names = [one["original_filename"] for one in said.lines]
    assert names == ["good.jpg", "b\ufffd.jpg", "old.jpg", "in.jpg"]
    assert said.lines[2]["taken_at"].startswith("1965-06-02")
    song = tmp_path / os.fsdecode(b"s\xff.wav")
    song_wav(tmp_path / "song.wav")
    (tmp_path / "song.wav").rename(song)
    assert "s\ufffd.wav" in run("song", "add", fresh, song).out
    gone = run("media", "add", fresh, os.fsdecode(b"gone\xff.jpg"))
    assert gone.err == "gone\ufffd.jpg was not found.\n"


def test_a_song_is_added_and_taken_away(run: Run, fresh: str, tmp_path: Path) -> None:
    song_wav(tmp_path / "song.wav")
    assert "song.wav" in run("song", "add", fresh, "song.wav").out
    assert run("song", "show", fresh, "--json").lines[0]["analysis_status"] == "pending"
    assert run("song", "beats", fresh).status == 1
    assert run("song", "remove", fresh).out == "The song has been taken away.\n"
    assert run("song", "show", fresh).err == "The song was not found.\n"


def test_beats_are_corrected_and_written(run: Run, planned: str, tmp_path: Path) -> None:
    assert run("song", "correct", planned, '{"kind": "halve"}').out == "16 beats, 60.0 BPM\n"
    assert run("song", "undo", planned).out == "32 beats, 120.0 BPM\n"
    assert run("song", "redo", planned).out == "16 beats, 60.0 BPM\n"
    assert run("song", "undo", planned).status == 0
    assert run("song", "beats", planned, "--out", "beats.json").out == "beats.json\n"
    assert json.loads((tmp_path / "beats.json").read_text())["bpm"] == 120


def test_a_timeline_is_generated_edited_undone_redone_and_exported(
    run: Run, planned: str, tmp_path: Path
) -> None:
    made = run("timeline", "generate", planned, "beats_per_cut=4", "--duration", "8", "--json").lines[0]
    assert (made["total_duration_ms"], made["segment_count"]) == (8000, 4)
    merged = run("timeline", "edit", planned, '{"kind": "merge", "index": 0}').out
    assert merged.startswith("3 segments, 0:08, step ")
    assert run("timeline", "undo", planned).out.startswith("4 segments")
    assert run("timeline", "redo", planned).out.startswith("3 segments")
    assert len(run("timeline", "show", planned).out.splitlines()) == 4
    written = run("timeline", "export", planned, "--format", "cmx").out.strip()
    assert written == "Summer-in-Norway.edl"
    assert (tmp_path / written).read_text().startswith("TITLE:")


def test_videos_are_ordered_listed_cancelled_and_tried_again(run: Run, planned: str) -> None:
    ordered = run(
        "render", "start", planned, "--aspect", "1:1", "--aspect", "9:16", "--quality", "high", "--json"
    )
    assert [one["aspect_ratio"] for one in ordered.lines] == ["1:1", "9:16"]
    assert {one["settings"]["quality_preset"] for one in ordered.lines} == {"high"}
    first = ordered.lines[0]["id"]
    assert run("render", "cancel", planned, first, "--json").lines[0]["status"] == "cancelled"
    waited = run("render", "show", planned, first, "--wait")
    assert (waited.status, waited.err) == (1, "This was cancelled.\n")
    again = run("render", "retry", planned, first).out.strip()
    assert again in run("render", "list", planned).out
    assert run("render", "download", planned, again).err == "This video was not found.\n"
    assert run("render", "delete", planned, again).status == 0


def test_a_finished_video_is_downloaded_shared_and_sent(
    run: Run, data: Database, planned: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    video = data.layout.root / "outputs" / "video.mp4"
    video.parent.mkdir(exist_ok=True)
    video.write_bytes(VIDEO)
    with data.writing() as session:
        session.add(render := final_render(planned))
        session.flush()
        render_id = render.id
    assert run("render", "download", planned, render_id, "--out", "film.mp4").out == "film.mp4\n"
    assert (tmp_path / "film.mp4").read_bytes() == VIDEO
    named = run("render", "download", planned, render_id).out.strip()
    assert named.startswith("Summer-in-Norway")
    link = run("render", "share", planned, render_id, "--days", "3").out.strip()
    (listed,) = run("render", "shares", planned, "--json").lines
    assert listed["url"] == link
    assert run("render", "unshare", planned, listed["id"]).status == 0
    assert run("render", "shares", planned).out == ""
    wish = ("render", "immich", planned, render_id, "http://immich.home", "--album", "Films")
    monkeypatch.setattr(sys, "stdin", io.StringIO("the key\n"))
    assert "is on its way" in run(*wish).out
    (on_its_way,) = run("render", "sent", planned, "--json").lines
    assert (on_its_way["album"], on_its_way["render_id"]) == ("Films", render_id)
    assert "Films" in run("render", "sent", planned).out


def test_a_project_is_written_into_a_file_and_made_of_one(run: Run, fresh: str) -> None:
    written = run("project", "archive", fresh).out.strip()
    assert written == "Fresh.beatstitch"
    copy = run("project", "import", written).out.strip()
    assert run("project", "show", copy, "--json").lines[0]["name"] == "Fresh"


@pytest.mark.parametrize(
    ("variables", "status", "sentence"),
    [
        ({"BEATSTITCH_TOKEN": ""}, 1, "Commands that ask a server need a token in BEATSTITCH_TOKEN"),
        ({"BEATSTITCH_TOKEN": "bad é"}, 1, "What BEATSTITCH_TOKEN holds can't be a token: "),
        ({"BEATSTITCH_TOKEN": "two\nlines"}, 1, "What BEATSTITCH_TOKEN holds can't be a token: "),
        ({"BEATSTITCH_TOKEN": "bst_wrong"}, 1, "http://127.0.0.1"),
        ({"BEATSTITCH_URL": "http://127.0.0.1:1"}, 1, "http://127.0.0.1:1 can't be reached: "),
        ({"BEATSTITCH_URL": "nas:8080"}, 1, "nas:8080 can't be reached: "),
        ({"BEATSTITCH_URL": ""}, 1, ""),
    ],
)
def test_a_server_that_is_not_there_or_lets_nobody_in_is_told_in_a_sentence(
    run: Run, variables: dict[str, str], status: int, sentence: str
) -> None:
    said = run("project", "list", **variables)
    assert (said.status, said.out, said.err.count("\n")) == (status, "", 1)
    assert said.err.startswith(sentence)


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (("settings", "{id}", "beats_per_cut"), "beats_per_cut is no setting; write it like beats_per_cut=2"),
        (("settings", "{id}", "beats_per_cut=3"), "body.beats_per_cut: Must be 1, 2, 4, 8, or 16."),
        (("settings", "{id}", 'output_fps="24"'), "body.output_fps: Input should be a valid integer."),
        (("show",), "Missing argument 'PROJECT'"),
        (("show", "no-such-id"), "This project was not found."),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence(
    run: Run, fresh: str, command: tuple[str, ...], sentence: str
) -> None:
    said = run("project", *(part.format(id=fresh) for part in command))
    assert said.status in {1, 2}
    assert said.err.startswith(sentence)
    assert said.err.count("\n") == 1


def test_a_file_whose_connection_broke_goes_on_where_it_was(
    url: str, token: str, run: Run, fresh: str, tmp_path: Path
) -> None:
    photo = photo_jpeg(tmp_path / "large.jpg", (640, 480), seed=5)
    sent: list[int] = []

    class Breaking(Server):
        """Breaks once, after 1000 bytes have arrived."""

        def put_bytes(self, path: str, blocks: Iterator[bytes], offset: int, **query: str | int) -> Answer:
            sent.append(offset)
            if offset == 0:
                super().put_bytes(path, iter([photo.read_bytes()[:1000]]), 0, **query)
                raise httpx.ReadError("the connection broke")
            return super().put_bytes(path, blocks, offset, **query)

    server = Breaking(url, token)
    told = send(server, f"/projects/{fresh}/uploads/media", photo, lambda _: None, name="large.jpg")
    server.close()
    assert sent == [0, 1000]
    shown = run("media", "show", fresh, told["id"], "--json").lines[0]
    assert shown["file_size"] == photo.stat().st_size
