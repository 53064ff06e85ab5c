"""Serves files to a browser in ranges, as the song's own route does, and asks it how long they are."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import BaseHTTPRequestHandler
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import quote, unquote

from playwright.sync_api import Browser, Page, Playwright

from tests.http_server import answering

SYSTEM_CHROMIUM = Path("/usr/bin/chromium")
LOAD = """(url) => {
  window.loaded = Object.assign(new Audio(), { src: url });
}"""
KNOWN = """() => {
  const { error, readyState, duration } = window.loaded;
  return error ? error.message : readyState >= 1 && duration;
}"""


def chromium(playwright: Playwright) -> Browser:
    """Start Chromium: the system's where there is one, else Playwright's own."""
    path = SYSTEM_CHROMIUM if SYSTEM_CHROMIUM.exists() else None
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    return playwright.chromium.launch(executable_path=path, args=arguments)


@dataclass(frozen=True)
class Served:
    """A folder that is served, and where."""

    folder: Path
    url: str

    def address(self, file: Path) -> str:
        """Return where a file of the folder is served."""
        return f"{self.url}/{quote(file.relative_to(self.folder).as_posix())}"

    def seconds(self, page: Page, file: Path) -> float:
        """Return how long a file of the folder is to a browser."""
        if not page.url.startswith(self.url):
            page.goto(self.url)
        page.evaluate(LOAD, self.address(file))
        seconds = page.wait_for_function(KNOWN).json_value()
        assert isinstance(seconds, int | float), f"{file.name}: {seconds}"
        return seconds


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    """Serve the files below a folder, and at any other address a page to be on."""
    with answering(partial(Ranges, folder)) as address:
        yield Served(folder, address)


class Ranges(BaseHTTPRequestHandler):
    """Answers with the range that is asked for."""

    def __init__(self, folder: Path, *arguments: object) -> None:
        self.folder = folder
        super().__init__(*arguments)  # pyright: ignore[reportArgumentType]

    def do_GET(self) -> None:
        file = self.folder / unquote(self.path).strip("/")
        content = file.read_bytes() if file.is_file() else b"<audio></audio><button>Listen</button>"
        first, _, last = self.headers.get("Range", "bytes=0-").removeprefix("bytes=").partition("-")
        begin, end = int(first), int(last) if last else len(content) - 1
        kind = guess_type(file.name)[0] if file.is_file() else "text/html"
        self.send_response(206 if "Range" in self.headers else 200)
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Type", kind or "application/octet-stream")
        self.send_header("Content-Range", f"bytes {begin}-{end}/{len(content)}")
        self.send_header("Content-Length", str(end + 1 - begin))
        self.end_headers()
        try:
            self.wfile.write(content[begin : end + 1])
        except (BrokenPipeError, ConnectionResetError):
            return  # the browser has what it wants

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class calls it so
        """Say nothing."""
