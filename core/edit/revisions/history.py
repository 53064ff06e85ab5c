"""Undo without limit: every edit of a timeline is a revision in a file of its own, never changed again."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from os import SEEK_END
from pathlib import Path
from typing import Any

from pydantic import AwareDatetime

from core.edit.edl import EditDecisionList
from core.edit.planning.staleness import PlanInputs
from core.edit.revisions.files import RevisionFiles
from core.edit.revisions.handwork import ancestry_of
from core.edit.revisions.revision import ROOT, Head, Revision
from core.errors import EditConflictError, NotFoundError, NothingToRedoError, NothingToUndoError
from core.files import write_atomic

_COMMITTED = re.compile(rb'"revision": (\d+)}\s*\Z')
_COMMITTED_BYTES = 40  # enough for it at the end of the file


@dataclass(frozen=True)
class Step:
    """A revision by its name alone; `is_ahead` where redo leads to it."""

    number: int
    operation: dict[str, Any]
    made_at: AwareDatetime
    is_ahead: bool


@dataclass(frozen=True)
class History:
    """The revisions in `folder`; `edl_path` holds a copy of the current one, and its number.

    Writing `edl_path` is what commits an edit, an undo or a redo: until then a crash leaves the
    revision before it current. The caller keeps two writers from running at once.
    """

    folder: Path
    edl_path: Path

    @cached_property
    def files(self) -> RevisionFiles:
        return RevisionFiles(self.folder)

    def current(self) -> Revision | None:
        """Return the current revision, or None when nothing was planned yet.

        Without a usual `edl_path` that is the newest revision whose file is whole.
        """
        return next((one for number in self._candidates() if (one := self.files.read(number))), None)

    @property
    def current_number(self) -> int:
        """The number of the current revision, 0 when there is none; its segments are not read."""
        return next((number for number in self._candidates() if self.files.is_whole(number)), ROOT)

    def current_head(self) -> Head | None:
        """Return the current revision without its segments."""
        return self.files.head(self.current_number)

    @property
    def last_number(self) -> int:
        """The number of the revision that redoing everything would lead to."""
        current = self.current_number
        ahead = _ahead(self.files.parents(), current)
        return ahead[-1] if ahead else current

    def heads(self) -> Iterator[Head]:
        """Yield the current revision and those that led to it, without segments, the first one last."""
        return self.files.heads(self.current_number)

    def steps(self, most: int) -> list[Step]:
        """Return the revisions that undo and redo lead through, the newest first: `most` either way."""
        parents, current = self.files.parents(), self.current_number
        return [
            Step(number, head.operation, head.made_at, is_ahead)
            for number, is_ahead in [
                *((number, True) for number in reversed(_ahead(parents, current)[:most])),
                *((number, False) for number in _behind(parents, current)[:most]),
            ]
            if (head := self.files.head(number))
        ]

    def undoes(self) -> Head | None:
        """Return the revision that undo would take back, or None."""
        head = self.current_head()
        return head if head and head.parent != ROOT else None

    def redoes(self) -> Head | None:
        """Return the revision that redo would bring back, or None."""
        number = _newest_children(self.files.parents()).get(self.current_number, ROOT)
        return self.files.head(number) if self.files.is_whole(number) else None

    def append(
        self,
        edl: EditDecisionList,
        operation: dict[str, Any],
        *,
        made_at: AwareDatetime,
        inputs: PlanInputs | None = None,
        based_on: int | None = None,
        instead: bool = False,
        pictures: Sequence[str] | None = None,
    ) -> Revision:
        """Make `edl` the current revision; what could have been redone is out of reach from then on.

        `based_on` is the revision its maker saw, None to take whatever is there. With `instead` undo
        goes to the revision before the present one, whose place the new one takes. `pictures` are as in
        Head.

        Raises EditConflictError when `based_on` is no longer the current revision, and DiskFullError.
        """
        parent = self._require(based_on)
        if instead and (replaced := self.files.head(parent)):
            parent = replaced.parent
        revision = Revision(
            number=max(self.files.parents(), default=ROOT) + 1,
            parent=parent,
            operation=operation,
            made_at=made_at,
            inputs=inputs,
            pictures=None if pictures is None else list(pictures),
            edl=edl,
        )
        revision.ancestry = ancestry_of(self.files, revision)
        self.files.write(revision)
        self._make_current(revision)
        return revision

    def undo(self, based_on: int | None = None) -> Revision:
        """Go back to the revision before the current one and return it.

        Raises NothingToUndoError at the first one, EditConflictError like append.
        """
        self._require(based_on)
        undone = self.undoes()
        revision = self.files.read(undone.parent) if undone else None
        if revision is None:
            raise NothingToUndoError
        self._make_current(revision)
        return revision

    def redo(self, based_on: int | None = None) -> Revision:
        """Go forward again to the revision that was undone last and return it.

        Raises NothingToRedoError when there is none, EditConflictError like append.
        """
        self._require(based_on)
        redone = self.redoes()
        revision = self.files.read(redone.number) if redone else None
        if revision is None:
            raise NothingToRedoError
        self._make_current(revision)
        return revision

    def go_to(self, number: int, based_on: int | None = None) -> Revision:
        """Undo or redo as often as it takes to make revision `number` current, and return it.

        Raises NotFoundError when neither leads there, EditConflictError like append.
        """
        current, parents = self._require(based_on), self.files.parents()
        reachable = {*_ahead(parents, current), *_behind(parents, current)}
        revision = self.files.read(number) if number in reachable else None
        if revision is None:
            raise NotFoundError(what="This step of the history")
        self._make_current(revision)
        return revision

    def _require(self, based_on: int | None) -> int:
        current = self.current_number
        if based_on is None or based_on == current:
            return current
        shown = self.current()  # another where a whole file holds segments of a newer version
        if shown is None or shown.number != based_on:
            raise EditConflictError(current=shown.number if shown else ROOT)
        return based_on

    def _make_current(self, revision: Revision) -> None:
        content = revision.edl.model_dump(mode="json", exclude_none=True) | {"revision": revision.number}
        write_atomic(self.edl_path, json.dumps(content).encode())

    def _candidates(self) -> Iterator[int]:
        """Yield the revisions of which the first that can be read is current."""
        yield self._committed()
        yield from sorted(self.files.parents(), reverse=True)

    def _committed(self) -> int:
        """Return the revision that `edl_path` names at its end, ROOT without a file, or with another's."""
        try:
            with self.edl_path.open("rb") as file:
                length = file.seek(0, SEEK_END)
                file.seek(max(0, length - _COMMITTED_BYTES))
                named = _COMMITTED.search(file.read())
        except FileNotFoundError:
            return ROOT
        return int(named[1]) if named else ROOT


def _behind(parents: dict[int, int], number: int) -> list[int]:
    """Return a revision and those that undo leads to, the nearest first."""
    found: list[int] = []
    while number != ROOT and number in parents:
        found.append(number)
        number = parents[number]
    return found


def _ahead(parents: dict[int, int], number: int) -> list[int]:
    """Return the revisions that redo leads to, the nearest first."""
    children, found = _newest_children(parents), list[int]()
    while child := children.get(found[-1] if found else number):
        found.append(child)
    return found


def _newest_children(parents: dict[int, int]) -> dict[int, int]:
    """Return which revision redo leads to from each; before the first one there is nothing to redo."""
    return {parent: child for child, parent in sorted(parents.items()) if parent != ROOT}
