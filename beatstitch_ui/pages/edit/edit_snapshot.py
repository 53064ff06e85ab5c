"""All that the edit page shows, read at one moment: the edit, its settings, and what is said of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from beatstitch_ui.auth.access import ProjectAccess
from beatstitch_ui.pages.edit.stale_note import FilmEnd, film_end
from core.errors import NoEditError
from core.projects.edit import timelines
from core.projects.edit.coverage import Shown, shown_of
from core.projects.edit.first_choices import FirstChoices, first_choices
from core.projects.edit.pictures_at_once import OpeningPicture, opening_picture, style_pictures
from core.projects.edit.timelines import TimelineState
from core.projects.edit.unattended import is_awaited
from core.projects.opened import OpenProject
from core.projects.projects import settings_of
from core.projects.readiness import Readiness, readiness_of
from core.schemas import ProjectSettings


@dataclass(frozen=True)
class EditSnapshot:
    """The edit at one moment: `state` is None without one, and what is said of it only while it is shown.

    `style_pictures` are those that show what the styles do, `opening` is what the film begins with.
    `chosen` is what a first plan chose by itself; `is_awaited` tells that it is planned again by itself.
    """

    settings: ProjectSettings
    readiness: Readiness
    state: TimelineState | None
    style_pictures: Sequence[str]
    opening: OpeningPicture | None
    end: FilmEnd
    shown: Shown | None
    chosen: FirstChoices | None
    is_awaited: bool

    @property
    def editable(self) -> TimelineState | None:
        """The edit that is shown; None while there is none, or no beats for it."""
        return self.state if self.readiness.has_beats else None

    @property
    def lacking(self) -> Readiness | None:
        """How far all that an edit takes is, while there is nothing to edit."""
        return self.readiness if self.editable is None else None

    @property
    def revision(self) -> int | None:
        """The number of the edit's revision."""
        return self.state.revision if self.state is not None else None


def edit_snapshot(access: ProjectAccess) -> EditSnapshot:
    """Return the edit as it is now; reads the database and files."""
    with access.reading() as opened:
        state, readiness = _state_of(opened), readiness_of(opened)
        is_shown = state is not None and readiness.has_beats
        return EditSnapshot(
            settings=settings_of(opened.project),
            readiness=readiness,
            state=state,
            style_pictures=style_pictures(opened, state.edl) if state else [],
            opening=opening_picture(opened, state.edl) if state else None,
            end=film_end(opened, state),
            shown=shown_of(opened, state.edl) if state and is_shown else None,
            chosen=first_choices(opened) if is_shown else None,
            is_awaited=is_shown and is_awaited(opened),
        )


def _state_of(opened: OpenProject) -> TimelineState | None:
    try:
        return timelines.state_of(opened)
    except NoEditError:
        return None
