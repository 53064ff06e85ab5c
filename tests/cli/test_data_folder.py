"""The data folder on the command line: which one is meant, whose it is, what is said if it can't be used."""

import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from core.projects.projects import create_project
from core.schemas import ProjectCreate
from core.store.db import Database
from core.store.models import User
from tests.cli.conftest import Run, environment
from tests.core.furnish import furnish


@pytest.fixture
def elsewhere(tmp_path: Path, empty_data: Path) -> Path:
    """Return a data folder with a project, which is not the one of the environment."""
    database = Database(shutil.copytree(empty_data, tmp_path / "elsewhere"))
    with database.writing() as session:
        user = User(username="ada", password_hash="not a hash")  # noqa: S106
        session.add(user)
        session.flush()
        project = create_project(session, user.id, ProjectCreate(name="Summer"))
    furnish(database, project)
    database.close()
    return database.layout.root


@contextmanager
def serving(folder: Path, data: Path, port: int, *options: str) -> Iterator["subprocess.Popen[str]"]:
    """Run a server until the block ends."""
    command = [sys.executable, "-m", "beatstitch_ui", "--data", str(data), "--port", str(port), *options]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment(folder)
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)


@pytest.fixture
def port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        return free.getsockname()[1]


def test_data_before_a_command_counts_for_every_command(run: Run, elsewhere: Path, tmp_path: Path) -> None:
    assert run("--data", elsewhere, "user", "list").out == "ada\n"
    files = sum(
        file.is_file() for home in ("uploads", "derived", "outputs") for file in (elsewhere / home).rglob("*")
    )
    said = run("--data", elsewhere, "backup", "copy")
    assert said.out == f"copy holds the database and {files + 1} files.\n"  # and the marker of the root
    doctor = run("--data", elsewhere, "doctor", "--json")
    data = next(line for line in doctor.lines if line["name"] == "data")
    assert data["detail"] == str(elsewhere)
    assert run("--data", "back", "restore", "copy").status == 0
    assert (tmp_path / "back" / "beatstitch.db").exists()
    assert not (tmp_path / "data").exists()


def test_a_backup_of_nothing_is_refused(run: Run, tmp_path: Path) -> None:
    said = run("--data", tmp_path / "typo", "backup", "copy")
    assert (said.status, said.err) == (
        1,
        f"There is no BeatStitch data in {tmp_path / 'typo'}; name the data folder with --data.\n",
    )
    assert not (tmp_path / "copy").exists()


def test_a_backup_is_verified_and_a_damaged_one_is_not_restored(
    run: Run, elsewhere: Path, tmp_path: Path
) -> None:
    assert run("--data", elsewhere, "backup", "copy").status == 0
    whole = run("backup", "copy", "--verify")
    assert (whole.status, whole.out) == (0, "The backup copy is whole.\n")
    damaged = next((tmp_path / "copy" / "uploads").rglob("media/*.jpg"))
    damaged.write_bytes(b"x" * damaged.stat().st_size)
    name = damaged.relative_to(tmp_path / "copy")
    faulty = run("backup", "copy", "--verify")
    assert faulty.status == 1
    assert f"{name}: damaged\n" in faulty.out
    said = run("--data", "back", "restore", "copy")
    assert said.status == 1
    assert f"{name}: damaged\n" in said.err
    assert not (tmp_path / "back").exists()


def test_a_start_without_the_database_is_one_sentence_and_adopting_begins_anew(
    run: Run, elsewhere: Path, port: int, tmp_path: Path
) -> None:
    for file in elsewhere.glob("beatstitch.db*"):
        file.unlink()
    said = run("--data", elsewhere, "serve", "--port", port)
    assert said.status == 1
    assert said.err.startswith("There are photos, clips or videos, but the database ")
    assert len(said.err.splitlines()) == 1
    assert said.out == ""
    command = [
        sys.executable,
        "-m",
        "beatstitch_ui",
        "--adopt",
        "--data",
        str(elsewhere),
        "--port",
        str(port),
    ]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment(tmp_path))
    assert process.stdout is not None
    assert "/setup?token=" in process.stdout.readline()
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert run("--data", elsewhere, "user", "list").out == ""


def test_a_port_in_use_is_one_sentence_and_leaves_the_other_servers_link_alone(
    run: Run, port: int, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    with serving(tmp_path, data, port) as first:
        assert first.stdout is not None
        link = first.stdout.readline()
        assert "/setup?token=" in link
        with closing(Database(data)) as database, database.reading() as session:
            before = session.connection().exec_driver_sql("SELECT token_hash FROM setup_tokens").fetchall()
        second = run("--data", data, "--port", port)
        assert (second.status, second.out) == (1, "")
        assert second.err.startswith(f"Port {port} of 127.0.0.1 is in use already")
        assert len(second.err.splitlines()) == 1
        with closing(Database(data)) as database, database.reading() as session:
            after = session.connection().exec_driver_sql("SELECT token_hash FROM setup_tokens").fetchall()
        assert before == after
        assert stat.S_IMODE(data.stat().st_mode) == 0o700
        loose = [path for path in data.rglob("*") if path.lstat().st_mode & 0o077]
        assert loose == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_is_read_only_is_one_sentence(run: Run, elsewhere: Path) -> None:
    elsewhere.chmod(0o500)
    said = run("--data", elsewhere, "user", "list")
    elsewhere.chmod(0o700)
    assert said.status == 1
    assert said.err.startswith(f"The folder {elsewhere} can't be used: ")
    assert len(said.err.splitlines()) == 1


def test_doctor_tells_by_its_status_how_bad_it_is(run: Run, elsewhere: Path) -> None:
    elsewhere.chmod(0o755)
    assert run("--data", elsewhere, "doctor").status == 3
    next((elsewhere / "uploads").rglob("media/*.jpg")).unlink()
    said = run("--data", elsewhere, "doctor")
    assert said.status == 1
    assert "wrong    uploads and videos: 1 uploads or videos are missing" in said.out
