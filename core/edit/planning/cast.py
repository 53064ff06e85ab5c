"""A plan before it is placed: what is cut on which beats, and which picture stands in which slot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from core.edit.beat_segments import Piece
from core.edit.edl import EdlSettings, default_transition
from core.edit.selection.choice import LeftOut
from core.media.info import Source
from core.music.song_part import SongPart
from core.schemas import MediaType, ProjectSettings

BeatSlot = tuple[int, int]
"""From which used beat, -1 for the song's start, to before which."""


@dataclass(frozen=True)
class Cast:
    """Pieces with their beats, cut at `cuts`, that are still to be placed in the frame.

    `settings` are the project's with the number of beats per cut that was taken. A film that
    `is_directed` has slots of its own lengths.
    """

    settings: ProjectSettings
    cuts: tuple[int, ...]
    pieces: tuple[Piece, ...]
    left_out: tuple[LeftOut, ...]
    is_directed: bool = False


def slots_between(cuts: Sequence[int], song: SongPart) -> list[BeatSlot]:
    return list(zip([-1, *cuts], [*cuts, song.beat_count], strict=True))


def blank_pieces(
    slots: Sequence[BeatSlot],
    cast: Sequence[str],
    held: Mapping[BeatSlot, Piece],
    sources: Sequence[Source],
    settings: ProjectSettings,
) -> list[Piece]:
    """Return a piece for each slot that shows its asset of `cast`, or what is `held` there."""
    types: dict[str, MediaType] = {source.asset_id: source.media_type for source in sources}
    transition = default_transition(edl_settings(settings))
    return [
        replace(
            held.get(slot) or Piece(asset_id, types[asset_id], 0, transition), beats=slot[1] - max(0, slot[0])
        )
        for slot, asset_id in zip(slots, cast, strict=True)
    ]


def edl_settings(settings: ProjectSettings) -> EdlSettings:
    """Return the part of a project's settings that its timeline carries."""
    return EdlSettings(
        output_width=settings.output_width,
        output_height=settings.output_height,
        output_fps=settings.output_fps,
        default_transition_type=settings.transition_type,
        default_transition_duration_ms=settings.transition_duration_ms,
        ntsc=settings.ntsc,
    )
