"""The part of the top bar that says how much is running, and lists it."""

from collections.abc import Sequence
from typing import TypedDict

from nicegui.element import Element

from beatstitch_ui import texts


class RunningJob(TypedDict):
    """One line of the list; `percent` is None while the job waits."""

    id: str
    project_id: str | None
    title: str
    message: str
    percent: int | None
    url: str


class JobIndicator(Element, component="job_indicator.js"):
    """A button with the number of running jobs that opens their list."""

    def __init__(self) -> None:
        super().__init__()
        self.props.update({"words": texts.shell.JOBS, "jobs": [], "count": 0})

    def show(self, jobs: Sequence[RunningJob], count: int) -> None:
        """Show the first of `count` jobs from now on; an unchanged list sends nothing."""
        shown = {"jobs": list(jobs), "count": count}
        if any(self.props[name] != value for name, value in shown.items()):
            self.props.update(shown)
            self.update()
