"""The fold that orders a preview: a person who has just watched the film, or has its video, needs none."""

from collections.abc import Callable
from typing import Any

from beatstitch_ui import texts
from beatstitch_ui.shell.elements import Box, Text, button


class PreviewPanel:
    """`root` is the fold, `start` its button."""

    def __init__(self, on_order: Callable[[], Any]) -> None:
        with Box("details", "bs-order__more") as self.root:
            Text("summary", texts.render.PREVIEW_TITLE)
            with Box("div", "bs-stack"):
                Text("p", texts.render.PREVIEW_LEAD, "bs-muted")
                with Box("div", "bs-toolbar"):
                    self.start = button(texts.render.PREVIEW_START, on_order, icon_name="play")
