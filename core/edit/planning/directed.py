"""The director's film as a plan: what may be chosen from, what locked segments keep, what stays out."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from core.edit.beat_segments import Piece
from core.edit.directing.direction import direction_of
from core.edit.directing.director import copies_among, direct
from core.edit.directing.places import Stretch
from core.edit.directing.side_by_side import SplitShot, split_shots
from core.edit.framing.panels import panels_of
from core.edit.planning.cast import Cast, blank_pieces, slots_between
from core.edit.planning.locks import Lock
from core.edit.selection.choice import Chooser, omissions
from core.media.info import Source
from core.music.sections.song_sections import Section
from core.music.song_part import SongPart
from core.schemas import ProjectSettings, Why


def directed(
    settings: ProjectSettings,
    sources: Sequence[Source],
    song: SongPart,
    sections: Sequence[Section],
    locks: Sequence[Lock],
) -> Cast:
    """Return the film that the director makes of `sources` around the locked segments."""
    given = {lock.piece.asset_id for lock in locks}
    choice = Chooser(sources, given).choose()
    free = [source for source in choice.shown if source.asset_id not in given] or choice.shown
    copies = copies_among([one.instead for one in choice.left_out])
    kept = [Stretch(lock.first, lock.end) for lock in locks]
    direction = direction_of(settings)
    film = direct(free, copies, song, sections=sections, kept=kept, direction=direction)
    held = {(lock.first, lock.end): lock.piece for lock in locks}
    slots = slots_between(film.cuts, song)
    cast = [asset or held[slot].asset_id for slot, asset in zip(slots, film.assets, strict=True)]
    blanks = blank_pieces(slots, cast, held, sources, settings)
    pieces = [
        piece if slot in held else replace(piece, why=why)
        for piece, slot, why in zip(blanks, slots, film.whys, strict=True)
    ]
    if settings.panels:
        aspect = Fraction(settings.output_width, settings.output_height)
        kept_shots = [number for number, slot in enumerate(slots) if slot in held]
        split = split_shots(free, cast, slots, song, aspect, kept=kept_shots, direction=direction)
        pieces = _with_panels(pieces, split)
        cast += [asset for shot in split for asset in shot.beside]
    return Cast(settings, film.cuts, tuple(pieces), omissions(sources, cast), is_directed=True)


def _with_panels(pieces: Sequence[Piece], split: Sequence[SplitShot]) -> list[Piece]:
    """Return the pieces, some of them with photos beside theirs that come in on the beats after the cut."""
    after = list(pieces)
    for shot in split:
        piece = after[shot.number]
        why = Why(code="side_by_side", count=1 + len(shot.beside))
        panels = panels_of(shot.layout, shot.beside, 1)
        after[shot.number] = replace(piece, panels=panels, why=(why, *piece.why))
    return after
