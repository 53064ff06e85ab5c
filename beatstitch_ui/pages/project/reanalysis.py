"""The offer to have a song's beats found again, and by which analyser."""

from collections.abc import Callable
from typing import Any

from beatstitch_ui import texts
from beatstitch_ui.shell.elements import button
from beatstitch_ui.shell.fields import select
from core.music.analyzers import Analyzer, available_analyzers, available_or_default


class Reanalysis:
    """A choice of the analysers that are installed, and the button that has one find the beats.

    The one that has found the present beats is chosen at first.
    """

    def __init__(self, found_by: str | None, on_press: Callable[[Analyzer], Any]) -> None:
        self._chosen: Analyzer = available_or_default(found_by)
        names = {name: texts.music.ANALYZERS[name] for name in available_analyzers()}
        select(texts.music.ANALYZER, names, self._chosen, self._choose)
        button(texts.music.LISTEN_AGAIN, lambda: on_press(self._chosen), icon_name="retry")

    def _choose(self, name: str) -> None:
        self._chosen = available_or_default(name)
