"""What was done by hand in the revisions that led to one, and how little of them must be read to tell.

Each revision keeps its ancestry. Where there is none, as in files of earlier versions, it is found by
walking back over the heads of those before it, as far as the answer needs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from core.edit.planning.manual_edits import ManualEdits, manual_edits
from core.edit.revisions.files import RevisionFiles
from core.edit.revisions.kinds import is_undone, meaning_of
from core.edit.revisions.revision import ROOT, Ancestry, Head, Revision
from core.edit.revisions.stored_edits import StoredEdits
from core.schemas import ProjectSettings


def ancestry_of(files: RevisionFiles, revision: Revision) -> Ancestry:
    """Return the ancestry of a revision that is about to be written."""
    meaning, parent = meaning_of(revision.operation), revision.parent
    undone = last_undone(files, parent)
    return Ancestry(
        is_planned=meaning.is_planned and is_planned(files, parent),
        chosen_by=(not meaning.chooses and chosen_by(files, parent)) or revision.number,
        begun_by=revision.number if meaning.begins else begun_by(files, parent),
        undone_before=undone.number if undone else ROOT,
        earlier=_earlier(files, revision) if meaning.begins else None,
    )


def is_planned(files: RevisionFiles, number: int) -> bool:
    """Tell whether a revision is as it was planned: nothing in it was done by hand."""
    for head in files.heads(number):
        if head.ancestry:
            return head.ancestry.is_planned
        if not meaning_of(head.operation).is_planned:
            return False
    return True


def chosen_by(files: RevisionFiles, number: int) -> int:
    """Return the revision, at `number` or before, whose pictures settings chose; without any the first."""
    first = ROOT
    for head in files.heads(number):
        if head.ancestry:
            return head.ancestry.chosen_by
        if meaning_of(head.operation).chooses:
            return head.number
        first = head.number
    return first


def begun_by(files: RevisionFiles, number: int) -> int:
    """Return the revision, at `number` or before, from which on handwork is counted; ROOT without any."""
    for head in files.heads(number):
        if head.ancestry:
            return head.ancestry.begun_by
        if meaning_of(head.operation).begins:
            return head.number
    return ROOT


def last_undone(files: RevisionFiles, number: int) -> Head | None:
    """Return the last revision, at `number` or before, whose operation a new plan undoes.

    None where there was none since the last plan.
    """
    while number != ROOT and (head := files.head(number)):
        if meaning_of(head.operation).settles:
            return None
        if is_undone(head.operation):
            return head
        number = _undone_before(head)
    return None


def _undone_before(head: Head) -> int:
    """Return where to look for the next operation that a plan undoes."""
    return head.ancestry.undone_before if head.ancestry else head.parent


def undone_operations(files: RevisionFiles, number: int) -> list[dict[str, Any]]:
    """Return the operations since the last plan that a new one undoes, the first one first.

    Each has with it what the one or two segments that it changes showed before it.
    """
    undone: list[dict[str, Any]] = []
    while head := last_undone(files, number):
        pictures = _pictures_of(files, head)
        undone.append(head.operation | ({"asset_ids": pictures} if pictures else {}))
        number = _undone_before(head)
    return undone[::-1]


def _pictures_of(files: RevisionFiles, head: Head) -> list[str]:
    if head.pictures is not None:
        return head.pictures
    is_about_segments = bool(_changed_segments(head.operation)) and head.parent != ROOT
    return changed_pictures(head.operation, files.pictures(head.parent)) if is_about_segments else []


def changed_pictures(operation: Mapping[str, Any], shown: Sequence[str]) -> list[str]:
    """Return which of the pictures `shown` by the segments so far an operation on one or two is about."""
    numbers = _changed_segments(operation)
    return [shown[number] for number in numbers] if max(numbers, default=0) < len(shown) else []


def _changed_segments(operation: Mapping[str, Any]) -> list[int]:
    """Return the one or two segments that an operation changes, none where it is about more or others."""
    numbers = [operation[name] for name in ("index", "other") if name in operation]
    if operation["kind"] == "roll":  # moves the edge between two
        numbers.append(operation["index"] + 1)
    return [] if "last_segment" in operation else numbers


@dataclass(frozen=True)
class Handwork:
    """What was done by hand, and under which `settings`, None where no revision tells them."""

    edits: ManualEdits = field(default_factory=lambda: ManualEdits({}))
    settings: ProjectSettings | None = None

    def under(self, settings: ProjectSettings | None) -> "Handwork":
        """Return what is left of it by other settings.

        What was written at the film's ends goes with its titles when those are switched off; the others
        follow their letters.
        """
        had, has = self.settings, settings or self.settings
        edits = self.edits
        if had and has:
            if had.titles != "none" and has.titles == "none":
                edits = replace(edits, end_titles={})
            edits = edits.lettered(had.title_style, has.title_style)
        return Handwork(edits, has)


def handwork(files: RevisionFiles, number: int) -> Handwork:
    """Return what was done by hand from the first plan up to a revision.

    What settings of the look made of the film since a plan is none: the next settings decide that again.
    """
    stretches: list[tuple[Revision, ManualEdits]] = []  # each from a revision that settings have made
    while begin := files.read(begun_by(files, number)):
        end = begin if begin.number == number else files.read(number)
        if end is None:
            break
        stretches.insert(0, (begin, manual_edits(begin.edl, end.edl)))
        if begin.ancestry and begin.ancestry.earlier:
            break
        number = begin.parent
    work = Handwork()
    for begin, edits in stretches:
        work = _begun(work, begin)
        work = replace(work, edits=work.edits.followed_by(edits))
    return work


def _begun(before: Handwork, begin: Revision) -> Handwork:
    """Return what of the handwork before it goes on in a revision that settings have made."""
    if begin.ancestry and begin.ancestry.earlier:
        return Handwork(begin.ancestry.earlier.edits, _settings_of(begin))
    work = before.under(_settings_of(begin))
    if not meaning_of(begin.operation).frames:
        return work
    return replace(work, edits=work.edits.framed_as(begin.edl))


def _earlier(files: RevisionFiles, begin: Revision) -> StoredEdits | None:
    """Return what is kept of the handwork before a revision; nothing without the settings it is under."""
    return StoredEdits.of(_begun(handwork(files, begin.parent), begin).edits) if begin.inputs else None


def _settings_of(revision: Revision) -> ProjectSettings | None:
    return revision.inputs.project_settings if revision.inputs else None
