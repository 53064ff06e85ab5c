"""A stand-in for Nextcloud's WebDAV on a real port: PROPFIND and files in ranges, answered as it does."""

import base64
import hashlib
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from urllib.parse import quote, unquote
from xml.sax.saxutils import escape

from tests.http_server import answering

NAME, PASSWORD = "ada", "app password of ada"
HOME = f"/remote.php/dav/files/{NAME}"
DATE = "Wed, 01 Jul 2026 08:00:00 GMT"
HEAD = (
    '<?xml version="1.0"?>\n<d:multistatus xmlns:d="DAV:" xmlns:s="http://sabredav.org/ns" '
    'xmlns:oc="http://owncloud.org/ns" xmlns:nc="http://nextcloud.org/ns">'
)
FOLDER = (
    "<d:response><d:href>{href}</d:href><d:propstat><d:prop><d:getlastmodified>{date}</d:getlastmodified>"
    "<d:resourcetype><d:collection/></d:resourcetype><d:getetag>&quot;{etag}&quot;</d:getetag></d:prop>"
    "<d:status>HTTP/1.1 200 OK</d:status></d:propstat><d:propstat><d:prop><d:getcontentlength/>"
    "<oc:checksums/></d:prop><d:status>HTTP/1.1 404 Not Found</d:status></d:propstat></d:response>"
)
FILE = (
    "<d:response><d:href>{href}</d:href><d:propstat><d:prop><d:getlastmodified>{date}</d:getlastmodified>"
    "<d:getcontentlength>{size}</d:getcontentlength><d:resourcetype/>"
    "<d:getetag>&quot;{etag}&quot;</d:getetag>{more}</d:prop><d:status>HTTP/1.1 200 OK</d:status>"
    "</d:propstat></d:response>"
)
NOT_FOUND = (
    b'<?xml version="1.0" encoding="utf-8"?>\n<d:error xmlns:d="DAV:" xmlns:s="http://sabredav.org/ns">'
    b"<s:exception>Sabre\\DAV\\Exception\\NotFound</s:exception>"
    b"<s:message>File with name  could not be located</s:message></d:error>"
)
UNAUTHORISED = NOT_FOUND.replace(b"NotFound", b"NotAuthenticated")


@dataclass
class Cloud:
    """What the server holds: files by their paths below HOME."""

    files: dict[str, bytes]
    asked: Counter[str] = field(default_factory=Counter)
    ranges: list[str] = field(default_factory=list)
    breaks_at: set[str] = field(default_factory=set)  # files of which only a part comes, at the first try
    gone: set[str] = field(default_factory=set)  # files that are listed, and are not there
    checksums: bool = False
    holds_at: str | None = None  # a file that is not given before `released`
    released: threading.Event = field(default_factory=threading.Event)
    answer: bytes | None = None  # instead of every listing

    def etag(self, path: str) -> str:
        return hashlib.md5(self.files[path], usedforsecurity=False).hexdigest()

    def listing(self, folder: str, depth: str) -> bytes | None:
        """Return what PROPFIND tells of a folder, None where there is none."""
        within = f"{folder}/" if folder else ""
        below = [path.removeprefix(within) for path in self.files if path.startswith(within)]
        if not below:
            return None
        told = [self._folder(within)]
        if depth == "1":
            folders = {name.split("/")[0] for name in below if "/" in name}
            told += [self._folder(f"{within}{name}/") for name in sorted(folders)]
            told += [self._file(within + name) for name in reversed(below) if "/" not in name]
        return "".join([HEAD, *told, "</d:multistatus>"]).encode()

    def _folder(self, path: str) -> str:
        return FOLDER.format(href=escape(address_of(path)), date=DATE, etag="6a4f0")

    def _file(self, path: str) -> str:
        digest = hashlib.sha1(self.files[path], usedforsecurity=False).hexdigest()
        told = f"<oc:checksums><oc:checksum>SHA1:{digest} MD5:0 ADLER32:0</oc:checksum></oc:checksums>"
        facts = {"size": len(self.files[path]), "etag": self.etag(path), "date": DATE}
        return FILE.format(href=escape(address_of(path)), more=told if self.checksums else "", **facts)


def address_of(path: str) -> str:
    return quote(f"{HOME}/{path}", errors="surrogateescape")


@contextmanager
def serving_cloud(cloud: Cloud, port: int = 0) -> Iterator[str]:
    """Serve it on this machine; yield where Nextcloud would be."""
    handler = type("Bound", (_Handler,), {"cloud": cloud})
    with answering(handler, port) as address:
        try:
            yield address
        finally:
            cloud.released.set()


class _Handler(BaseHTTPRequestHandler):
    cloud: Cloud
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None: ...  # noqa: A002 - the name it has

    def do_PROPFIND(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", "0")))
        if not self.path.startswith(HOME):  # Nextcloud lets nobody mount its own address
            self._answer(405, b"", "text/html")
        elif not self._may_ask():
            self._answer(401, UNAUTHORISED)
        else:
            folder = unquote(self.path.removeprefix(HOME)).strip("/")
            told = self.cloud.answer or self.cloud.listing(folder, self.headers["Depth"])
            self._answer(207 if told else 404, told or NOT_FOUND)

    def do_GET(self) -> None:
        path = unquote(self.path.removeprefix(HOME)).strip("/")
        self.cloud.asked[path] += 1
        if path == self.cloud.holds_at:
            self.cloud.released.wait(60)
        if not self._may_ask():
            self._answer(401, UNAUTHORISED)
        elif path in self.cloud.gone or path not in self.cloud.files:
            self._answer(404, NOT_FOUND)
        else:
            self._file(path)

    def _may_ask(self) -> bool:
        proof = base64.b64encode(f"{NAME}:{PASSWORD}".encode()).decode()
        return self.headers.get("Authorization") == f"Basic {proof}"

    def _answer(self, status: int, body: bytes, kind: str = "application/xml; charset=utf-8") -> None:
        self.send_response(status)
        if status == 401:
            self.send_header("WWW-Authenticate", 'Basic realm="Nextcloud", charset="UTF-8"')
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _file(self, path: str) -> None:
        content, begin = self.cloud.files[path], 0
        etag, wanted = f'"{self.cloud.etag(path)}"', self.headers.get("Range", "")
        if wanted and self.headers.get("If-Range", etag) == etag:
            self.cloud.ranges.append(wanted)
            begin = int(wanted.removeprefix("bytes=").removesuffix("-"))
        if begin >= len(content):
            self.send_response(416)
            self.send_header("Content-Range", f"bytes */{len(content)}")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        self.send_response(206 if begin else 200)
        if begin:
            self.send_header("Content-Range", f"bytes {begin}-{len(content) - 1}/{len(content)}")
        self.send_header("ETag", etag)
        self.send_header("Content-Length", str(len(content) - begin))
        self.end_headers()
        rest = content[begin:]
        if path in self.cloud.breaks_at and not begin:
            rest, self.close_connection = content[: len(content) // 2], True
        with suppress(BrokenPipeError, ConnectionResetError):  # who asked was killed
            self.wfile.write(rest)
