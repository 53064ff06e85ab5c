"""Titles at a film's beginning and end: they belong to these places, not to the pictures that stand there."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.edit.beat_segments import Piece
from core.effects import Title


@dataclass(frozen=True)
class EndTitles:
    """What a film says at its very beginning and, where that is another segment, at its very end."""

    opening: Title | None
    closing: Title | None

    def put_on(self, pieces: Sequence[Piece]) -> list[Piece]:
        """Return the pieces with these titles on the first and the last of them.

        A title of their own gives way: one picture shows one title. Where one picture is left, the opening
        stays.
        """
        titled = list(pieces)
        for place, title in ((-1, self.closing), (0, self.opening)):
            if title:
                titled[place] = replace(titled[place], title=title)
        return titled


def taken_off(pieces: Sequence[Piece]) -> tuple[list[Piece], EndTitles]:
    """Return the pieces without the titles of the ends, and these; all others go with their pictures."""
    ends = EndTitles(pieces[0].title, pieces[-1].title if len(pieces) > 1 else None)
    bare = list(pieces)
    for place in (0, -1):
        bare[place] = replace(bare[place], title=None)
    return bare, ends
