"""The files that are looked at, with what is known of them already."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class FileFacts:
    """What a photo's file itself says: its upright size, and the camera that took it, if one is named."""

    width: int
    height: int
    camera: str | None = None


@dataclass(frozen=True)
class ClipFile:
    """A clip to look at; `width` and `height` are those it is shown at, after its turn."""

    path: Path
    reader: str
    name: str
    width: int
    height: int
    duration_ms: int
    rotation_deg: int = 0
    mirrored: bool = False
