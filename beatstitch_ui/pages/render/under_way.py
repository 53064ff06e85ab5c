"""What is being made, and then that it is ready, at the top of the render page: its line may be far below."""

from beatstitch_ui import texts
from beatstitch_ui.languages.current import fill
from beatstitch_ui.pages.render.download_link import download_link
from beatstitch_ui.shell.elements import Box, Text


class UnderWay:
    """Names the video that is being made, shows how far it is, and lets one that has ended be saved."""

    def __init__(self) -> None:
        with Box("p", "bs-note bs-note--row bs-under-way") as self.root:
            self.title = Text("span", "")
            self.percent = Text("span", "", "bs-number")
            self.progress = Box(
                "progress", "bs-progress", max="100", value=0, aria_label=texts.render.PROGRESS
            )
        self.ready = Box("div", "bs-note bs-note--row bs-under-way", role="status")
        self.ready_id: str | None = None
        self.root.set_visibility(False)
        self.ready.set_visibility(False)

    def show(self, title: str, percent: int) -> None:
        """Show how far the video of a title is; without one there is none."""
        self.root.set_visibility(bool(title))
        if title:
            self.ready.set_visibility(False)
            self.title.text = fill(texts.render.MAKING_NOW, {"title": title})
            self.percent.text = f"{percent} %"
            self.progress.props["value"] = percent
            self.progress.update()

    def end(self, render_id: str, title: str, url: str) -> None:
        """Say that a video is ready, and let it be saved from where it is served."""
        self.ready_id = render_id
        self.ready.clear()
        self.ready.set_visibility(True)
        with self.ready:
            Text("span", fill(texts.render.MADE_NOW, {"title": title}))
            with Box("div", "bs-toolbar"):
                download_link(url, is_primary=False)

    def forget(self, render_id: str) -> None:
        """Say no longer that this video, which is gone, is ready."""
        if render_id == self.ready_id:
            self.ready.set_visibility(False)
