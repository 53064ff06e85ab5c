"""Answers in ranges, without which no browser seeks in a song or clip."""

from fastapi.responses import Response


def ranged(content: bytes, wanted: str | None, media_type: str) -> Response:
    """Answer with the range that is wanted, or all of it."""
    first, _, last = (wanted or "bytes=0-").removeprefix("bytes=").partition("-")
    begin, end = int(first), int(last) if last else len(content) - 1
    headers = {"Content-Range": f"bytes {begin}-{end}/{len(content)}", "Accept-Ranges": "bytes"}
    return Response(content[begin : end + 1], 206, headers, media_type=media_type)
