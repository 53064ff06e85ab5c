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

    def __init__(self, jobs: Sequence[RunningJob] = ()) -> None:
        super().__init__()
        self.props["words"] = texts.shell.JOBS
        self.props["jobs"] = list(jobs)

    def show(self, jobs: Sequence[RunningJob]) -> None:
        """Show the given jobs from now on; an unchanged list sends nothing."""
        if list(jobs) != self.props["jobs"]:
            self.props["jobs"] = list(jobs)
            self.update()
