"""The plan that nobody asks for: made when files are ready, and again while nobody has edited it."""

from core.edit.revisions.history import History
from core.edit.revisions.kinds import facts_of, planned
from core.edit.revisions.revision import ROOT, Revision
from core.errors import NoMediaError, SongNotReadyError, SongPartEmptyError
from core.projects.edit.by_hand import is_planned
from core.projects.edit.first_choices import choose, is_overruled
from core.projects.edit.timelines import generate, history_of, stale_parts
from core.projects.media.awaited_looks import FIRST_PICTURES
from core.projects.opened import OpenProject
from core.projects.readiness import Readiness, readiness_of

MANY_COMING = 24  # fewer are soon ready


def plan_unattended(opened: OpenProject) -> Revision | None:
    """Make the project's edit or bring it up to date, where that undoes nothing a person did.

    A plan made here takes the place of the one made here before: undo does not lead back to half of
    the pictures. Returns None when there is nothing to do. Raises DiskFullError.
    """
    if not is_wanted(opened):
        return None
    current = history_of(opened.layout, opened.project).current_head()
    instead = current is not None and facts_of(current.operation).unattended
    try:
        chosen = choose(opened, blind=False)
        return generate(
            opened, operation=planned(chosen=chosen, unattended=True), instead=instead, blind=False
        )
    except (NoMediaError, SongNotReadyError, SongPartEmptyError):
        return None  # what is missing is said where the edit would be


def plan_on_request(opened: OpenProject) -> Revision:
    """Plan the edit because a person asks for it; the first one chooses as one that nobody asks for.

    Raises like generate.
    """
    is_first = history_of(opened.layout, opened.project).current_number == ROOT
    return generate(opened, operation=planned(chosen=choose(opened, blind=True) if is_first else None))


def is_wanted(opened: OpenProject) -> bool:
    """Tell whether files are ready and seen, and an edit is missing or an untouched plan of other inputs.

    Of many pictures the first few are enough for an edit where there is none; the next waits for all.
    """
    ready = readiness_of(opened)
    if not (ready.can_plan or _is_enough_to_begin(ready)):
        return False
    history = history_of(opened.layout, opened.project)
    current = history.current()
    if current is None:
        return True
    if not (ready.can_plan and is_untouched(history)):
        return False
    return bool(stale_parts(opened, current)) or is_overruled(opened)


def is_awaited(opened: OpenProject) -> bool:
    """Tell whether the edit is an untouched plan that will be made again once what is coming was seen."""
    ready = readiness_of(opened)
    is_coming = ready.pictures_coming + ready.pictures_unseen > 0 and ready.song in ("coming", "ready")
    return is_coming and is_untouched(history_of(opened.layout, opened.project))


def _is_enough_to_begin(ready: Readiness) -> bool:
    coming = ready.pictures_coming + ready.pictures_unseen
    return ready.song == "ready" and ready.pictures_seen >= FIRST_PICTURES and coming >= MANY_COMING


def is_untouched(history: History) -> bool:
    """Tell whether the current edit is as it was planned: no edit by hand, nothing undone."""
    return history.redoes() is None and is_planned(history)
