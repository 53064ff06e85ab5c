"""Which inputs of a plan have changed since it was made."""

from collections.abc import Sequence
from typing import Any, Literal

from pydantic import BaseModel

from core.canonical import digest
from core.edit.hashes import compute_edl_hash
from core.edit.song import SongPart
from core.schemas import ProjectSettings

Part = Literal["settings", "media", "song", "grid"]


class PlanInputs(BaseModel):
    """Everything a plan depends on, small enough to keep beside it.

    `settings` holds the project's settings, and the part of the song when it is not the whole.
    """

    settings: dict[str, Any]
    media: list[str]
    song: str
    grid: str

    @property
    def edl_hash(self) -> str:
        """The seed's hash of these inputs."""
        return compute_edl_hash(self.settings, self.media, self.song, self.grid)


def plan_inputs(
    settings: ProjectSettings,
    media_asset_ids: Sequence[str],
    audio_checksum: str,
    grid_checksum: str,
    song: SongPart,
) -> PlanInputs:
    """Return the record of a plan's inputs; `media_asset_ids` are in the order of the project."""
    return PlanInputs(
        settings=settings.model_dump(mode="json") | _song_range(song),
        media=list(media_asset_ids),
        song=audio_checksum,
        grid=grid_checksum,
    )


def _song_range(song: SongPart) -> dict[str, int]:
    if song.is_whole_song:
        return {}
    return {"song_start_ms": song.start_ms, "song_duration_ms": song.duration_ms}


def changed_parts(then: PlanInputs, now: PlanInputs) -> list[Part]:
    """Return what differs between the inputs of a plan and those of today, in a fixed order."""
    parts: tuple[Part, ...] = ("settings", "media", "song", "grid")
    return [part for part in parts if digest(getattr(then, part)) != digest(getattr(now, part))]
