"""What befalls a data folder besides kills; each leaves the studio running on the folder as it was.

The disk mishaps need the folder to be a mount of its own, see `on_own_disk`.
"""

import errno
import os
import random
import secrets
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import select

from core.installation.backups import restore
from core.installation.checkup import examine_data
from core.installation.identity import open_installation
from core.store.db import Base, Database, UtcDateTime
from core.store.layout import Layout
from core.store.models import AudioTrack
from tests.browser.conftest import free_port
from tests.torture.studio import START_LIMIT_S, Studio, wait_for

DISK = "size=2g"
FILLER_BYTES = 1 << 20
YEARS_S = 2 * 365 * 86_400
KEPT_AS_THEY_ARE = {"sessions"}  # or nobody would be signed in any more
COMMAND_LIMIT_S = 240
Mishap = Callable[[Studio, random.Random], None]


@contextmanager
def on_own_disk(folder: Path) -> Iterator[None]:
    """Make `folder` a small disk of its own; needs root."""
    folder.mkdir()
    _run("mount", "-t", "tmpfs", "-o", DISK, "tmpfs", str(folder))
    try:
        yield
    finally:
        _run("umount", "--lazy", str(folder))


def _run(*command: str) -> None:
    subprocess.run(command, check=True)


def full_disk(studio: Studio, chance: random.Random) -> None:
    """Fill the disk to the last byte under everybody's hands, and free it again."""
    filler = studio.data / "filler"
    try:
        with filler.open("wb", buffering=0) as file:
            for size in (FILLER_BYTES, 4096):
                _write_all_there_is_room_for(file.write, size)
        threading.Event().wait(chance.uniform(1, 4))
    finally:
        filler.unlink(missing_ok=True)


def _write_all_there_is_room_for(write: Callable[[bytes], object], size: int) -> None:
    try:
        while True:
            write(bytes(size))
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise


def read_only(studio: Studio, _chance: random.Random) -> None:
    """Start on a disk that may not be written."""
    with studio.taken_away():
        _remount(studio, "ro")
        try:
            _is_refused(studio)
        finally:
            _remount(studio, "rw")


def _remount(studio: Studio, how: str) -> None:
    """Change what may be done on a disk, as soon as nobody writes on it any more."""
    command = ["mount", "-o", f"remount,{how}", str(studio.data)]

    def is_done() -> bool:
        studio.let_go()  # a session that was begun before may have opened it again
        return subprocess.run(command, capture_output=True, check=False).returncode == 0

    wait_for(is_done, START_LIMIT_S, how)


def years_pass(studio: Studio, _chance: random.Random) -> None:
    """Start with a clock two years on: all that is written down lies so much further back."""
    with studio.taken_away() as layout:
        for path in layout.root.rglob("*"):
            if path.is_file() and path.suffix not in (".db", ".db-wal", ".db-shm"):
                then_s = path.stat().st_mtime - YEARS_S
                os.utime(path, (then_s, then_s))
        with sqlite3.connect(layout.database) as connection:
            for table in Base.metadata.sorted_tables:
                moments = [one.name for one in table.columns if isinstance(one.type, UtcDateTime)]
                if table.name not in KEPT_AS_THEY_ARE and moments:
                    connection.execute(_set_back(table.name, moments))
        connection.close()


def _set_back(table: str, columns: list[str]) -> str:
    earlier = "strftime('%Y-%m-%d %H:%M:%f000', {0}, '-730 days')"
    return f"UPDATE {table} SET " + ", ".join(f"{one} = {earlier.format(one)}" for one in columns)  # noqa: S608 - our own names


def missing_mount(studio: Studio, chance: random.Random) -> None:
    """Start while the disk with the uploads, or with all that was made of them, is not there."""
    with studio.database.reading() as session:
        is_named = session.scalar(select(AudioTrack.id).where(AudioTrack.beat_grid_path.is_not(None)))
    with studio.taken_away() as layout:
        home = chance.choice(layout.project_homes[: 2 if is_named else 1])
        away = home.with_name("away")
        home.rename(away)
        home.mkdir()
        try:
            _is_refused(studio)
        finally:
            home.rmdir()  # which fails if anything was put into it
            away.rename(home)


def swapped_database(studio: Studio, chance: random.Random) -> None:
    """Start with no database, with an empty one, or with that of another installation."""
    with studio.taken_away() as layout:
        away = layout.root / "away"
        away.mkdir()
        ours = [path for path in layout.root.glob(f"{layout.database.name}*") if path.is_file()]
        for path in ours:
            path.rename(away / path.name)
        try:
            chance.choice((_no_database, _empty_database, _other_database))(layout)
            _is_refused(studio)
        finally:
            for path in layout.root.glob(f"{layout.database.name}*"):
                path.unlink()
            for path in ours:
                (away / path.name).rename(path)
            away.rmdir()


def _no_database(_layout: Layout) -> None: ...


def _empty_database(layout: Layout) -> None:
    layout.database.touch()


def _other_database(layout: Layout) -> None:
    other = Database(layout.root.with_name(f"other-{secrets.token_hex(4)}"))
    open_installation(other)
    other.close()
    shutil.move(other.layout.database, layout.database)  # onto the disk of its own


def _is_refused(studio: Studio) -> None:
    """Start a server, and see that it ends with one sentence."""
    server = studio.started()
    try:
        assert server.wait(START_LIMIT_S) != 0
    finally:
        server.kill()
        server.communicate()


def second_server(studio: Studio, chance: random.Random) -> None:
    """Let another server, with workers of its own, work on the same folder for a while."""
    server = studio.started(free_port())
    threading.Event().wait(chance.uniform(4, 8))
    server.terminate()
    server.communicate(timeout=START_LIMIT_S)


MISHAPS: tuple[Mishap, ...] = (
    full_disk,
    read_only,
    years_pass,
    missing_mount,
    swapped_database,
    second_server,
)


def unsound(database: Database) -> list[str]:
    """Return what `beatstitch doctor --deep` finds wrong with a data folder."""
    findings = examine_data(database, deep=True)
    return [f"{one.name}: {one.detail} {one.files[:3]}" for one in findings if not one.ok]


def faults_of_backup(studio: Studio, place: Path) -> list[str]:
    """Make a backup while people work, restore it into an empty place, and return what is wrong there."""
    target, again = place / "backup", place / "restored"
    command = [sys.executable, "-m", "beatstitch_ui", "backup", str(target)]
    environment = os.environ | {"BEATSTITCH_DATA": str(studio.data)}
    made = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=COMMAND_LIMIT_S, check=False
    )
    if made.returncode:
        return [made.stderr[-500:]]
    restore(target, again)
    restored = Database(again)
    try:
        open_installation(restored)
        return unsound(restored)
    finally:
        restored.close()
