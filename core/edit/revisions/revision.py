"""What a revision of a timeline is: a state, what led to it, and what those before it mean for it."""

from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, ValidationError, ValidatorFunctionWrapHandler, WrapValidator

from core.edit.edl import EditDecisionList
from core.edit.planning.staleness import PlanInputs
from core.edit.revisions.kinds import RULES
from core.edit.revisions.stored_edits import StoredEdits

ROOT = 0  # the parent of a first revision


class Ancestry(BaseModel):
    """What the revisions that led to one mean for it, kept with it so that nobody reads them all again.

    `chosen_by` is the one (it or one before it) whose pictures settings chose, without any the first;
    `begun_by` the one from which on its handwork is counted, ROOT without any; `undone_before` the last
    before it, since the last plan, whose operation a new plan undoes. One that handwork is counted from
    keeps what was done `earlier`, as it follows the pictures into its settings.
    """

    rules: int = RULES
    is_planned: bool
    chosen_by: int
    begun_by: int
    undone_before: int
    earlier: StoredEdits | None = None


def _known(value: Any, validate: ValidatorFunctionWrapHandler) -> Ancestry | None:
    """Return what is kept of the ancestry, None where another version has kept it by other rules."""
    try:
        ancestry = validate(value)
    except ValidationError:
        return None
    return ancestry if ancestry and ancestry.rules == RULES else None


class Head(BaseModel):
    """A revision without its segments, and the operation that led from revision `parent` (0: none) to it.

    `operation` holds the plain facts that name it; `inputs` are those of the plan it goes back to, and
    `pictures` what the one or two segments that it changed showed before. Those of earlier versions know
    neither their pictures nor their ancestry.
    """

    number: int
    parent: int
    operation: dict[str, Any]
    made_at: AwareDatetime
    inputs: PlanInputs | None = None
    pictures: list[str] | None = None
    ancestry: Annotated[Ancestry | None, WrapValidator(_known)] = None


class Revision(Head):
    """One state of a timeline. The segments come last in its file, so that a head is read without them."""

    edl: EditDecisionList
