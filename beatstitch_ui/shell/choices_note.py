"""The note that says what a first plan chose by itself, with one click to have it the other way."""

from collections.abc import Callable
from functools import partial
from typing import Any

from beatstitch_ui import texts
from beatstitch_ui.components.note import Note
from beatstitch_ui.shell.elements import Text, button
from core.projects.edit.first_choices import WIDE, FirstChoices, whole_song
from core.schemas import ProjectSettings


class ChoicesNote:
    """A line that is there only while the film is as it was chosen; `on_settings` gets what is to change."""

    def __init__(self, project_id: str, on_settings: Callable[[dict[str, Any]], Any]) -> None:
        self.on_settings = on_settings
        self.note = Note(f"choices {project_id}")
        self.note.props["role"] = "status"
        self.told: FirstChoices | None = None

    def show(self, choices: FirstChoices | None, settings: ProjectSettings) -> None:
        """Say how long the film is and why, and what shape it has; nothing where nothing was chosen."""
        if choices == self.told:
            return
        self.told = choices
        if choices is None:
            self.note.say_nothing()
            return
        with self.note.saying(choices):
            if choices.film_ms is not None:
                Text("span", texts.edit.carried(choices.pictures, choices.film_ms, choices.song_ms))
                self._offer(texts.edit.WHOLE_SONG, whole_song(settings))
            if choices.is_upright:
                Text("span", texts.edit.IS_UPRIGHT)
                self._offer(texts.edit.MAKE_WIDE, WIDE)

    def _offer(self, label: str, changes: dict[str, Any]) -> None:
        button(label, partial(self.on_settings, changes))
