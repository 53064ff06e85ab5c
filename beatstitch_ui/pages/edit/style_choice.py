"""The choice of a style: each shown as a small film of the project's own pictures."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from beatstitch_ui import texts
from beatstitch_ui.shell.elements import Box, Text
from core.edit.styles.presets import STYLES, changed_since, style_of
from core.effects import StyleName
from core.schemas import ProjectSettings


class StyleChoice:
    """A button for each style, and what was changed since one was pressed; `on_change` gets it by name."""

    def __init__(
        self, settings: ProjectSettings, pictures: Sequence[str], on_change: Callable[[dict[str, Any]], Any]
    ) -> None:
        self._on_change = on_change
        self._shown: tuple[ProjectSettings, list[str]] | None = None
        with Box("details", "bs-strip__more bs-styles", open=True):
            self._summary = Text("summary", "")
            self._row = Box(
                "div", "bs-styles__row", role="group", aria_label=texts.settings.SETTINGS["style"]
            )
        self.show(settings, pictures)

    def show(self, settings: ProjectSettings, pictures: Sequence[str]) -> None:
        """Show which style the settings have and what of it was changed, each on these pictures."""
        if (settings, [*pictures]) == self._shown:
            return
        self._shown = settings, [*pictures]
        now = style_of(settings)
        self._summary.text = texts.settings.style_told(now, changed_since(settings))
        self._row.clear()
        with self._row:
            for style, look in STYLES.items():
                self._card(style, look, pictures, is_chosen=style == now)

    def _card(
        self, style: StyleName, look: Mapping[str, Any], pictures: Sequence[str], *, is_chosen: bool
    ) -> None:
        name, lead = texts.settings.STYLES[style]
        pressed = str(is_chosen).lower()
        with Box("button", f"bs-style bs-style--{style}", type="button", aria_pressed=pressed) as card:
            with Box("span", "bs-style__film", aria_hidden="true"):
                for url in pictures:
                    Box("img", "", src=url, alt="", loading="lazy")
                if look["titles"] != "none":
                    Text("span", name, f"bs-style__title bs-style__title--{look['title_style']}")
            Text("strong", name)
            Text("span", lead, "bs-muted")
        card.on("click", partial(self._on_change, {"style": style}))
