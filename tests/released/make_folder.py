"""Makes the data folder of a release, with what that release says of it, for test_released.py to open.

Run it once for a release, in a checkout of it, with its own Python:
`.venv/bin/python .../tests/released/make_folder.py .../tests/released/0.2.0.tar.xz`.
"""

import json
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import closing
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path.cwd()))  # the checkout

from tests.make_media import photo_jpeg, song_wav, sounding_clip

PATIENCE_S = 120
# What is made again where it is missing, or tells of this machine only.
LEFT_OUT = {"logs", "backups", "spans"}


class Release:
    """The running release, asked over its API."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        self.token = ""

    def ask(self, method: str, path: str, body: bytes | None = None, /, **fields: Any) -> Any:
        data = json.dumps(fields).encode() if fields else body
        kind = "application/json" if fields else "application/octet-stream"
        request = urllib.request.Request(f"{self.url}/api{path}", data, {"Content-Type": kind}, method=method)  # noqa: S310 - our own server
        if self.token:
            request.add_header("Authorization", f"Bearer {self.token}")
        try:
            with self._opener.open(request) as answer:
                return json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as refusal:
            raise ValueError(f"{method} {path}: {refusal.read().decode()}") from refusal

    def wait(self, path: str, status: str) -> None:
        end_s = time.monotonic() + PATIENCE_S
        while self.ask("GET", path)["status"] != status:
            if time.monotonic() > end_s:
                raise TimeoutError(path)
            time.sleep(0.3)


def material(folder: Path) -> list[Path]:
    photos = [
        photo_jpeg(folder / f"photo{n}.jpg", (160, 120), n, taken=f"2024:05:0{n} 12:00:00") for n in (1, 2, 3)
    ]
    small = ["-vf", "scale=160:120", "-crf", "40", "-c:a", "aac", "-b:a", "32k"]
    return [*photos, sounding_clip(folder / "clip.mp4", "sine=f=440", 1.0, *small)]


def furnish(release: Release, folder: Path) -> dict[str, Any]:
    """Make a project with everything in it; return what the release says of it."""
    project = release.ask("POST", "/projects", name="Summer")["id"]
    here = f"/projects/{project}"
    for file in material(folder):
        release.ask("POST", f"{here}/media?filename={file.name}", file.read_bytes())
    song = song_wav(folder / "song.flac", 4.5)
    release.ask("POST", f"{here}/audio?filename=song.flac", song.read_bytes())
    release.wait(here, "ready")
    release.ask("POST", f"{here}/beats/operations", kind="shift", by_ms=20)
    first, *_ = release.ask("GET", f"{here}/media")
    release.ask("PATCH", f"{here}/media/{first['id']}", starred=True)
    looks = {
        "transition_type": "crossfade",
        "ken_burns_enabled": False,
        "fit": "contain",
    }  # what stands still is soon encoded
    size = {"output_width": 320, "output_height": 240}
    release.ask("PATCH", f"{here}/settings", beats_per_cut=2, **looks, **size)
    release.ask("POST", f"{here}/timeline/generate")
    release.ask("POST", f"{here}/timeline/operations", kind="merge", index=0, last=1)
    release.ask("POST", f"{here}/timeline/operations", kind="set_lock", index=0, locked=True)
    release.ask("POST", f"{here}/timeline/operations", kind="swap", index=1, other=2)
    release.ask("POST", f"{here}/timeline/undo")
    render = release.ask("POST", f"{here}/renders", job_type="preview")["id"]
    release.wait(f"{here}/renders/{render}", "complete")
    asked = {"project": "", "media": "/media", "song": "/audio", "beats": "/beats", "parts": "/parts"}
    asked |= {"edit": "/timeline", "renders": "/renders"}
    return {name: release.ask("GET", here + path) for name, path in asked.items()}


def main(archive: Path) -> None:
    """Serve an empty folder, furnish it, and keep it in `archive`."""
    with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as free:
        data, port = Path(folder, "data"), free.getsockname()[1]
        free.close()
        command = [sys.executable, "-m", "beatstitch_ui", "--data", str(data), "--port", str(port)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            try:
                assert server.stdout is not None
                found = re.search(r"(http://[^/]+)/setup\?token=(\S+)", server.stdout.readline())
                assert found is not None
                release = Release(found[1])
                account = {"username": "ada", "password": "quite a long secret"}
                release.ask("POST", "/setup", token=found[2], **account)
                scopes = ["read", "edit", "render"]
                release.token = release.ask("POST", "/tokens", name="maker", scopes=scopes)["token"]
                said = furnish(release, Path(folder))
            finally:
                server.send_signal(signal.SIGINT)
        with closing(sqlite3.connect(data / "beatstitch.db")) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        Path(folder, "said.json").write_text(json.dumps(said, indent=1))
        with tarfile.open(archive, "w:xz") as kept:
            kept.add(Path(folder, "said.json"), "said.json")
            kept.add(data, "data", filter=lambda one: None if LEFT_OUT & set(Path(one.name).parts) else one)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
