"""What is being made now, at the top of the render page: on a phone its line is far below."""

from beatstitch_ui import texts
from beatstitch_ui.languages.current import fill
from beatstitch_ui.shell.elements import Box, Text


class UnderWay:
    """Names the video that is being made, and shows how far it is."""

    def __init__(self) -> None:
        with Box("p", "bs-note bs-note--row bs-under-way") as self.root:
            self.title = Text("span", "")
            self.percent = Text("span", "", "bs-number")
            self.progress = Box(
                "progress", "bs-progress", max="100", value=0, aria_label=texts.render.PROGRESS
            )
        self.root.set_visibility(False)

    def show(self, title: str, percent: int) -> None:
        """Show how far the video of a title is; without one there is none."""
        self.root.set_visibility(bool(title))
        if title:
            self.title.text = fill(texts.render.MAKING_NOW, {"title": title})
            self.percent.text = f"{percent} %"
            self.progress.props["value"] = percent
            self.progress.update()
