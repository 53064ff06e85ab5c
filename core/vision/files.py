"""The files that are looked at, with what is known of them already."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class FileFacts:
    """What a photo's file itself says: its upright size, and the camera that took it, if one is named.

    The file that is drawn is to be turned clockwise, then mirrored left to right.
    """

    width: int
    height: int
    camera: str | None = None
    rotation_deg: int = 0
    mirrored: bool = False


@dataclass(frozen=True)
class ClipFile:
    """A clip to look at; `width` and `height` are those it is shown at, after its turn.

    `sound` is the file that is heard with it, read as `sound_reader`; None for a silent clip.
    """

    path: Path
    reader: str
    name: str
    width: int
    height: int
    duration_ms: int
    rotation_deg: int = 0
    mirrored: bool = False
    sound: Path | None = None
    sound_reader: str | None = None

    @classmethod
    def from_plain(cls, values: dict[str, Any]) -> "ClipFile":
        """Return the clip of `as_plain`."""
        sound = values.get("sound")
        return cls(**(values | {"path": Path(values["path"]), "sound": Path(sound) if sound else None}))

    @property
    def as_plain(self) -> dict[str, Any]:
        """The clip as plain JSON values."""
        return asdict(self) | {"path": str(self.path), "sound": str(self.sound) if self.sound else None}
