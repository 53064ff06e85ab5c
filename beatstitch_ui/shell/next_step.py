"""The next step of a project, in the top bar of each of its pages, so that nobody has to guess it."""

from dataclasses import dataclass

from beatstitch_ui import texts
from beatstitch_ui.shell.elements import Box, Text, icon
from core.projects.readiness import Readiness


@dataclass(frozen=True)
class Step:
    """What to do next, in words, and the tab where that is done."""

    tab: str
    words: str


def next_step(now: Readiness, tab: str) -> Step | None:
    """Return what leads on from `tab`; None where the page itself says it, or nothing is left to do."""
    has_pictures = now.pictures_ready + now.pictures_coming > 0
    if not has_pictures:
        step = Step("media", texts.shell.NEXT_PICTURES)
    elif now.song in ("none", "failed"):
        step = Step("music", texts.shell.NEXT_SONG)
    elif not now.has_edit:
        step = Step("edit", texts.shell.NEXT_PREPARED)
    elif tab in ("media", "music"):
        step = Step("edit", texts.shell.NEXT_EDIT)
    else:
        step = Step("render", texts.shell.NEXT_VIDEO if now.has_video else texts.shell.NEXT_RENDER)
    return step if step.tab != tab else None


class NextStep:
    """The link to the next step; hidden while there is none."""

    def __init__(self, project_id: str, tab: str) -> None:
        self.project_id = project_id
        self.tab = tab
        self.shown: Step | None = None
        self.link = Box("a", "bs-button bs-button--primary bs-next")
        with self.link:
            self.words = Text("span", "")
            icon("move-right")
        self.link.set_visibility(False)

    def show(self, now: Readiness) -> None:
        """Show what comes next from here."""
        step = next_step(now, self.tab)
        if step == self.shown:
            return
        self.shown = step
        self.link.set_visibility(step is not None)
        if step is not None:
            self.words.text = step.words
            self.link.props["href"] = f"/p/{self.project_id}/{step.tab}"
            self.link.update()
