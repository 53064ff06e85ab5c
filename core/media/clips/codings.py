"""Says in words why a stream can't be decoded: its codec, its encryption or its colours."""

import re
from pathlib import Path
from typing import Literal

from av.audio.stream import AudioStream
from av.video.stream import VideoStream

from core.errors import CodecUnsupportedError, DolbyVisionError, EditListWithHolesError, EncryptedError
from core.media.clips.movie_index import Track, read_movie_index
from core.media.containers import AUDIO_CODECS, VIDEO_CODECS, is_decodable

HEAD_BYTES = 1 << 20
# Where files name a codec that libav has no name for: Matroska's CodecID, the stream headers of AVI.
NAMED: dict[tuple[str, str], bytes] = {
    ("matroska", "picture"): rb"\x86[\x81-\xff](V_[\w/.]+)",
    ("matroska", "sound"): rb"\x86[\x81-\xff](A_[\w/.]+)",
    ("avi", "picture"): rb"strh.{4}vids([\w ]{4})",
}
# The same for Dolby Vision: BlockAddIDExtraData of Matroska with a configuration of 24 bytes.
DOLBY_IN_MATROSKA = rb"dvcC.{0,64}\x41\xed\x98..(.).(.)|\x41\xed\x98..(.).(.).{19}.{0,64}dvcC"
DOLBY_ONLY = 5
IPT_C2 = 15  # MatrixCoefficients of Dolby Vision's own colours


def check_codec(
    path: Path, reader: str, stream: VideoStream | AudioStream, what: Literal["picture", "sound"], name: str
) -> None:
    """Raise the MediaRefusedError that says why a stream can't be read as it is meant."""
    track = _track(path, reader, stream.index, name)
    if track is not None and track.encrypted:
        raise EncryptedError(file=name)
    if what == "picture":
        if track is not None and track.holes:
            raise EditListWithHolesError(file=name)
        _check_dolby(path, reader, stream, track, name)
    if not is_decodable(stream, VIDEO_CODECS if what == "picture" else AUDIO_CODECS):
        raise CodecUnsupportedError(file=name, what=what, codec=_codec(path, reader, stream, what, track))


def _track(path: Path, reader: str, index: int, name: str) -> Track | None:
    tracks = read_movie_index(path, name) if reader == "mov" else ()
    return tracks[index] if index < len(tracks) else None


def _check_dolby(
    path: Path, reader: str, stream: VideoStream | AudioStream, track: Track | None, name: str
) -> None:
    profile = track.dolby_profile if track else None
    if reader == "matroska":
        profile = _matroska_profile(_head(path))
    if profile is None and getattr(stream.codec_context, "colorspace", None) == IPT_C2:
        profile = DOLBY_ONLY
    if profile is not None:
        raise DolbyVisionError(file=name, profile=profile)


def _matroska_profile(head: bytes) -> int | None:
    found = re.search(DOLBY_IN_MATROSKA, head, re.DOTALL)
    profile = next((byte[0] >> 1 for byte in (found[1], found[3]) if byte), None) if found else None
    return profile if profile == DOLBY_ONLY else None


def _codec(path: Path, reader: str, stream: VideoStream | AudioStream, what: str, track: Track | None) -> str:
    """Return the name of a codec, by libav or else as the file spells it."""
    if stream.codec_context is not None:
        return stream.codec_context.codec.long_name
    pattern = NAMED.get((reader, what))
    found = re.search(pattern, _head(path), re.DOTALL) if pattern else None
    spelt = track.coding if track else found[1] if found else b""
    return spelt.decode("ascii", "replace").strip() or "an unknown codec"


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEAD_BYTES)
