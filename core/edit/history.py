"""Undo without limit: every edit of a timeline is a revision in a file of its own, never changed again."""

import gzip
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import AwareDatetime, BaseModel, ValidationError

from core.edit.edl import EditDecisionList
from core.edit.planning.staleness import PlanInputs
from core.errors import EditConflictError, NotFoundError, NothingToRedoError, NothingToUndoError
from core.files import write_atomic

_NAME = re.compile(r"(\d{6,})-(\d{6,})\.json\.gz")
ROOT = 0  # the parent of a first revision


class Revision(BaseModel):
    """One state of a timeline, and the operation that led from revision `parent` (0: none) to it.

    `operation` holds the plain facts that name it; `inputs` are those of the plan it goes back to.
    """

    number: int
    parent: int
    operation: dict[str, Any]
    made_at: AwareDatetime
    inputs: PlanInputs | None = None
    edl: EditDecisionList


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

    def current(self) -> Revision | None:
        """Return the current revision, or None when nothing was planned yet.

        Without a usual `edl_path` that is the newest revision whose file is whole.
        """
        for number in [self._committed(), *sorted(self._parents(), reverse=True)]:
            revision = self._read(number)
            if revision:
                return revision
        return None

    @property
    def current_number(self) -> int:
        """The number of the current revision, 0 when there is none."""
        revision = self.current()
        return revision.number if revision else ROOT

    @property
    def last_number(self) -> int:
        """The number of the revision that redoing everything would lead to."""
        number, parents = self.current_number, self._parents()
        while child := _newest_child(parents, number):
            number = child
        return number

    def path(self) -> Iterator[Revision]:
        """Yield the current revision and those that led to it, the first one last."""
        revision = self.current()
        while revision is not None:
            yield revision
            revision = self._read(revision.parent) if revision.parent != ROOT else None

    def steps(self, most: int) -> list[Step]:
        """Return the revisions that undo and redo lead through, the newest first: `most` either way."""
        parents, current = self._parents(), self.current_number
        return [
            step
            for number, is_ahead in [
                *((number, True) for number in reversed(_ahead(parents, current)[:most])),
                *((number, False) for number in _behind(parents, current)[:most]),
            ]
            if (step := self._step(number, is_ahead=is_ahead))
        ]

    def undoes(self) -> Revision | None:
        """Return the revision that undo would take back, or None."""
        revision = self.current()
        return revision if revision and revision.parent != ROOT else None

    def redoes(self) -> Revision | None:
        """Return the revision that redo would bring back, or None."""
        number = _newest_child(self._parents(), self.current_number)
        return self._read(number) if number else None

    def append(
        self,
        edl: EditDecisionList,
        operation: dict[str, Any],
        *,
        made_at: AwareDatetime,
        inputs: PlanInputs | None = None,
        based_on: int | None = None,
        instead: bool = False,
    ) -> Revision:
        """Make `edl` the current revision; what could have been redone is out of reach from then on.

        `based_on` is the revision its maker saw, None to take whatever is there. With `instead` undo
        goes to the revision before the present one, whose place the new one takes.

        Raises EditConflictError when `based_on` is no longer the current revision, and DiskFullError.
        """
        parent = self._require(based_on)
        if instead and (replaced := self.current()) is not None:
            parent = replaced.parent
        number = max(self._parents(), default=ROOT) + 1
        revision = Revision(
            number=number, parent=parent, operation=operation, made_at=made_at, inputs=inputs, edl=edl
        )
        packed = gzip.compress(revision.model_dump_json().encode(), mtime=0)
        write_atomic(self.folder / f"{number:06d}-{parent:06d}.json.gz", packed)
        self._make_current(revision)
        return revision

    def undo(self, based_on: int | None = None) -> Revision:
        """Go back to the revision before the current one and return it.

        Raises NothingToUndoError at the first one, EditConflictError like append.
        """
        self._require(based_on)
        undone = self.undoes()
        revision = self._read(undone.parent) if undone else None
        if revision is None:
            raise NothingToUndoError
        self._make_current(revision)
        return revision

    def redo(self, based_on: int | None = None) -> Revision:
        """Go forward again to the revision that was undone last and return it.

        Raises NothingToRedoError when there is none, EditConflictError like append.
        """
        self._require(based_on)
        revision = self.redoes()
        if revision is None:
            raise NothingToRedoError
        self._make_current(revision)
        return revision

    def go_to(self, number: int, based_on: int | None = None) -> Revision:
        """Undo or redo as often as it takes to make revision `number` current, and return it.

        Raises NotFoundError when neither leads there, EditConflictError like append.
        """
        current, parents = self._require(based_on), self._parents()
        reachable = {*_ahead(parents, current), *_behind(parents, current)}
        revision = self._read(number) if number in reachable else None
        if revision is None:
            raise NotFoundError(what="This step of the history")
        self._make_current(revision)
        return revision

    def _require(self, based_on: int | None) -> int:
        current = self.current_number
        if based_on is not None and based_on != current:
            raise EditConflictError(current=current)
        return current

    def _make_current(self, revision: Revision) -> None:
        content = revision.edl.model_dump(mode="json", exclude_none=True) | {"revision": revision.number}
        write_atomic(self.edl_path, json.dumps(content).encode())

    def _committed(self) -> int:
        try:
            number = json.loads(self.edl_path.read_bytes())["revision"]
        except (FileNotFoundError, ValueError, TypeError, KeyError):
            return ROOT  # no edit yet, or a file that is not ours
        return number if isinstance(number, int) else ROOT

    def _parents(self) -> dict[int, int]:
        """Return the parent of every revision, as the file names tell it."""
        if not self.folder.is_dir():
            return {}
        names = (_NAME.fullmatch(file.name) for file in self.folder.iterdir())
        return {int(name[1]): int(name[2]) for name in names if name}

    def _step(self, number: int, *, is_ahead: bool) -> Step | None:
        """Return a revision's name without the work of reading its segments; None when it is damaged."""
        for file in self.folder.glob(f"{number:06d}-*.json.gz"):
            try:
                facts = json.loads(gzip.decompress(file.read_bytes()))
                made_at = datetime.fromisoformat(facts["made_at"])
            except (OSError, EOFError, zlib.error, ValueError, KeyError):
                continue
            return Step(number, facts["operation"], made_at, is_ahead)
        return None

    def _read(self, number: int) -> Revision | None:
        """Return a revision, or None when its file is missing or damaged."""
        for file in self.folder.glob(f"{number:06d}-*.json.gz"):
            try:
                return Revision.model_validate_json(gzip.decompress(file.read_bytes()))
            except (OSError, EOFError, zlib.error, ValidationError):
                continue
        return None


def _behind(parents: dict[int, int], number: int) -> list[int]:
    """Return a revision and those that undo leads to, the nearest first."""
    found: list[int] = []
    while number != ROOT and number in parents:
        found.append(number)
        number = parents[number]
    return found


def _ahead(parents: dict[int, int], number: int) -> list[int]:
    """Return the revisions that redo leads to, the nearest first."""
    found: list[int] = []
    while child := _newest_child(parents, found[-1] if found else number):
        found.append(child)
    return found


def _newest_child(parents: dict[int, int], number: int) -> int | None:
    if number == ROOT:
        return None
    return max((child for child, parent in parents.items() if parent == number), default=None)
