"""Which files belong together: the two halves of a Live Photo, a raw photo and its JPEG, sidecars."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import PurePosixPath
from posixpath import splitext
from typing import Literal, TypeVar

from core.media.capture.capture_time import CaptureTime, zone_between

Item = TypeVar("Item")
Live = Literal["photo", "clip", "both"]

# fmt: off
SIDECAR_SUFFIXES = frozenset({
    ".aae", ".xmp", ".thm", ".lrv", ".json", ".ini", ".db", ".pp3", ".dop", ".xml", ".nfo",
    ".part", ".tmp", ".crdownload",
})
RAW_SUFFIXES = frozenset({
    ".3fr", ".arw", ".cr2", ".cr3", ".crw", ".dng", ".erf", ".iiq", ".kdc", ".mef", ".mos", ".mrw", ".nef",
    ".nrw", ".orf", ".pef", ".raf", ".raw", ".rw2", ".rwl", ".sr2", ".srf", ".srw", ".x3f",
})
# fmt: on
SIDECAR_NAMES = frozenset({"thumbs.db", "desktop.ini", "picasa.ini", ".ds_store"})
PICTURE_SUFFIXES = frozenset([".jpg", ".jpeg", ".heic", ".heif", ".hif"])
LIVE_CLIP_SUFFIXES = frozenset({".mov", ".mp4"})
SYSTEM_FOLDERS = frozenset(
    {"@eadir", "__macosx", "$recycle.bin", "#recycle", "@recycle", "lost+found", "system volume information"}
)
LONGEST_LIVE_MS = 4_000
LIVE_GAP = timedelta(seconds=3)
UNKNOWN = timedelta.max


@dataclass(frozen=True)
class Half:
    """What may be one half of a pair; `path` is relative, with / between its parts."""

    path: str
    media_type: Literal["image", "video"]
    captured: CaptureTime | None = None
    duration_ms: int | None = None
    content_id: str | None = None

    @property
    def base(self) -> str:
        """The path without its suffix, as file systems of cameras see it."""
        return _base(self.path)


def is_sidecar(path: str) -> bool:
    """Tell whether a file only accompanies photos or clips: notes, edits, thumbnails, system files."""
    name = PurePosixPath(path).name.casefold()
    return name.startswith(".") or name in SIDECAR_NAMES or _suffix(path) in SIDECAR_SUFFIXES


def is_system_folder(name: str) -> bool:
    """Tell whether a folder holds what a system keeps beside people's files."""
    return name.startswith(".") or name.casefold() in SYSTEM_FOLDERS


def is_raw(path: str) -> bool:
    """Tell whether a file is named as cameras name their raw photos."""
    return _suffix(path) in RAW_SUFFIXES


def raws_with_picture(paths: Iterable[str]) -> set[str]:
    """Return the raw photos among these files of which a JPEG or HEIC lies beside them."""
    listed = list(paths)
    raws = [path for path in listed if is_raw(path)]
    if not raws:
        return set()
    pictures = {_base(path) for path in listed if _suffix(path) in PICTURE_SUFFIXES}
    return {path for path in raws if _base(path) in pictures}


def live_pairs(items: Sequence[Item], half: Callable[[Item], Half]) -> list[tuple[Item, Item]]:
    """Return the Live Photos among the items, each as its photo and its clip.

    They have one content identifier; or one name, a clip of at most 4 s, and were taken within 3 s. The
    order of the items makes no difference.
    """
    halves = sorted(((half(item), item) for item in items), key=lambda one: one[0].path)
    photos = [one for one in halves if one[0].media_type == "image"]
    clips = [one for one in halves if one[0].media_type == "video"]
    likely: defaultdict[str, list[int]] = defaultdict(list)
    for place, (photo, _) in enumerate(photos):
        for key in {photo.base, photo.content_id} - {None}:
            likely[str(key)].append(place)
    pairs: dict[int, int] = {}
    for bound in (_same_id, _same_moment):
        for number, (clip, _) in enumerate(clips):
            free = [
                place for place in likely[clip.content_id or ""] + likely[clip.base] if place not in pairs
            ]
            found = [place for place in free if bound(photos[place][0], clip)]
            if found and number not in pairs.values():
                pairs[min(found, key=lambda place: _apart(photos[place][0], clip))] = number
    return [(photos[place][1], clips[number][1]) for place, number in sorted(pairs.items())]


def one_of_each(
    items: Sequence[Item], pairs: Sequence[tuple[Item, Item]], shows: Callable[[Item], Live]
) -> list[Item]:
    """Return the items with one for each Live Photo, where its photo is, unless `shows` has both of it."""
    clips = [clip for photo, clip in pairs if shows(photo) != "both"]
    chosen = {id(photo): clip for photo, clip in pairs if shows(photo) == "clip"}
    gone = {id(clip) for clip in clips}
    return [chosen.get(id(item), item) for item in items if id(item) not in gone]


def _same_id(photo: Half, clip: Half) -> bool:
    return clip.content_id is not None and photo.content_id == clip.content_id


def _same_moment(photo: Half, clip: Half) -> bool:
    """Tell whether a photo and a clip of one name are halves of one moment."""
    if (clip.duration_ms or 0) > LONGEST_LIVE_MS or _suffix(clip.path) not in LIVE_CLIP_SUFFIXES:
        return False
    if photo.content_id and clip.content_id:
        return photo.content_id == clip.content_id
    apart = _apart(photo, clip)
    if apart == UNKNOWN:
        return clip.content_id is not None or photo.content_id is not None
    return apart <= LIVE_GAP


def _apart(photo: Half, clip: Half) -> timedelta:
    """Return how far a photo and a clip are apart in time, UNKNOWN where a time is not told."""
    first, second = photo.captured, clip.captured
    if first is None or second is None or not _tells(first) or not _tells(second):
        return UNKNOWN
    return _gap(first, second)


def _tells(captured: CaptureTime) -> bool:
    return captured.certainty not in ("day", "file", "saved")


def _gap(first: CaptureTime, second: CaptureTime) -> timedelta:
    """Return how far two times lie apart; where only one zone is known, apart from the zone."""
    apart = abs(first.moment - second.moment)
    if first.is_clock == second.is_clock:
        return apart
    clock, known = (first, second) if first.is_clock else (second, first)
    offset_min = zone_between(clock.moment.replace(tzinfo=None), known.moment)
    return apart if offset_min is None else abs(clock.moment - known.moment - timedelta(minutes=offset_min))


def _suffix(path: str) -> str:
    return splitext(path)[1].casefold()


def _base(path: str) -> str:
    return str(PurePosixPath(path).with_suffix("")).casefold() if PurePosixPath(path).name else path
