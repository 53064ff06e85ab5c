"""The panel that orders a preview, with the picture that the edit opens on."""

from collections.abc import Callable
from typing import Any

from beatstitch_ui import texts
from beatstitch_ui.shell.elements import Box, Text, button
from core.projects.renders.render_state import Opening


class PreviewPanel:
    """`start` is its button; without an edit there is no picture."""

    def __init__(self, on_order: Callable[[], Any]) -> None:
        with Box("section", "bs-panel bs-orders__preview"):
            Text("h2", texts.render.PREVIEW_TITLE)
            Text("p", texts.render.PREVIEW_LEAD, "bs-muted")
            with Box("div", "bs-orders__opening") as self.picture:
                self.image = Box("img", alt="", decoding="async")
            self.facts = Text("p", "", "bs-muted bs-number")
            self.start = button(texts.render.PREVIEW_START, on_order, icon_name="play")
        self.show(None)

    def show(self, opening: Opening | None) -> None:
        """Show how an edit begins, how long it is and how many pictures it changes between."""
        self.picture.set_visibility(opening is not None and opening.thumbnail is not None)
        self.facts.set_visibility(opening is not None)
        if opening is None:
            return
        if opening.thumbnail is not None and self.image.props.get("src") != opening.thumbnail:
            self.image.props["src"] = opening.thumbnail
            self.image.update()
        self.facts.text = texts.render.opening(opening.duration_ms, opening.segments)
