"""What a WebDAV server tells of a folder (RFC 4918, 207 Multi-Status); XML with entities is refused."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

DAV, OWNCLOUD = "{DAV:}", "{http://owncloud.org/ns}"
# Nextcloud and ownCloud tell checksums when asked; others pass that over.
PROPFIND = (
    b'<?xml version="1.0" encoding="utf-8"?>'
    b'<d:propfind xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns"><d:prop>'
    b"<d:resourcetype/><d:getcontentlength/><d:getlastmodified/><d:getetag/><oc:checksums/>"
    b"</d:prop></d:propfind>"
)
VERSION_CHARS = 200


@dataclass(frozen=True)
class Entry:
    """A file or folder in the folder that was listed.

    `version` is what a request for the rest of a file may be bound to: a strong ETag, else its date.
    """

    name: str
    is_folder: bool
    size: int | None = None
    changed_at: datetime | None = None
    version: str | None = None
    sha1: str | None = None


def entries_of(answer: bytes, path: str) -> list[Entry]:
    """Return what is in the folder that the server has at `path`; ValueError for what is no such answer.

    Names come from the addresses, of which only the last part counts: a proxy may serve the folder
    elsewhere, and nothing leads out of it. Some are no text: see `core.file_names`.
    """
    try:
        root = fromstring(answer, forbid_dtd=True)
    except (ParseError, DefusedXmlException) as error:
        raise ValueError("no multistatus") from error
    if root.tag != f"{DAV}multistatus":
        raise ValueError("no multistatus")
    told = [(_path(one), one) for one in root.iterfind(f"{DAV}response")]
    itself = _itself([parts for parts, _ in told], _parts(path))
    found = (_entry(parts, one) for parts, one in told if parts != itself)
    return [entry for entry in found if entry is not None]


def _itself(told: list[tuple[str, ...]], asked: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the address of the folder among those that it told; behind a proxy it is another one."""
    if asked in told or not told:
        return asked
    shortest = min(told, key=len)
    is_above = all(parts[: len(shortest)] == shortest for parts in told)
    return shortest if is_above else None


def _path(response: "Element") -> tuple[str, ...]:
    return _parts(urlsplit((response.findtext(f"{DAV}href") or "").strip()).path)


def _parts(path: str) -> tuple[str, ...]:
    return tuple(unquote(part, errors="surrogateescape") for part in path.split("/") if part)


def _entry(parts: tuple[str, ...], response: "Element") -> Entry | None:
    name = parts[-1] if parts else ""
    if name in ("", ".", "..") or "/" in name or "\0" in name:
        return None
    told = {prop.tag: prop for found in _found(response) for prop in found}
    kind = told.get(f"{DAV}resourcetype")
    changed_at = _moment(_text(told, "getlastmodified"))
    return Entry(
        name=name,
        is_folder=kind is not None and kind.find(f"{DAV}collection") is not None,
        size=_size(_text(told, "getcontentlength")),
        changed_at=changed_at,
        version=_version(_text(told, "getetag"), _text(told, "getlastmodified") if changed_at else ""),
        sha1=_sha1(told.get(f"{OWNCLOUD}checksums")),
    )


def _found(response: "Element") -> Iterator["Element"]:
    """Yield the properties that there are; those that are missing are told with the status 404."""
    for told in response.iterfind(f"{DAV}propstat"):
        properties = told.find(f"{DAV}prop")
        if properties is not None and " 200 " in f"{told.findtext(f'{DAV}status') or ''} ":
            yield properties


def _text(told: dict[str, "Element"], name: str) -> str:
    found = told.get(DAV + name)
    return ("" if found is None else found.text or "").strip()


def _size(told: str) -> int | None:
    return int(told) if told.isascii() and told.isdigit() and len(told) < 19 else None


def _moment(told: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(told)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _version(etag: str, date: str) -> str | None:
    is_strong = etag.startswith('"') and etag.endswith('"') and etag.isascii() and etag.isprintable()
    version = etag if is_strong else date
    return version if 0 < len(version) <= VERSION_CHARS else None


def _sha1(checksums: "Element | None") -> str | None:
    """Return the checksum that Nextcloud has of files that came by its own programs."""
    for told in () if checksums is None else checksums.iterfind(f"{OWNCLOUD}checksum"):
        for one in (told.text or "").split():
            kind, _, digits = one.partition(":")
            if kind.upper() == "SHA1" and len(digits) == 40:
                return digits.lower()
    return None
