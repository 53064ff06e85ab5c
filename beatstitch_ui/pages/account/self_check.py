"""What the set-up page tells about this machine: whether BeatStitch has what it needs."""

import asyncio

from nicegui import ui

from beatstitch_ui import texts
from beatstitch_ui.languages.problems import phrased
from beatstitch_ui.shell.elements import Box, Text, icon
from core import doctor
from core.installation.current import installation
from core.jobs.liveness import living_workers


class SelfCheck:
    """A list that fills itself once the page is open, for the checks take a second."""

    def __init__(self) -> None:
        with Box("section", "bs-check-list", aria_label=texts.accounts.SELF_CHECK_TITLE):
            Text("h2", texts.accounts.SELF_CHECK_TITLE)
            self.waiting = Text("p", texts.accounts.SELF_CHECK_WAITING, "bs-muted", role="status")
            self.list = Box("ul")
        ui.timer(0, self._fill, once=True)

    async def _fill(self) -> None:
        findings = await asyncio.to_thread(self._examine)
        self.waiting.set_visibility(False)
        with self.list:
            for finding in findings:
                with Box("li", "" if finding.ok else "bs-check-list__bad"):
                    icon("check" if finding.ok else "warning")
                    Text("strong", texts.accounts.SELF_CHECKS.get(finding.name, finding.name))
                    Text("span", phrased(finding.sentence, finding.facts), "bs-muted")

    def _examine(self) -> list[doctor.Finding]:
        workers = living_workers(installation())
        detail = texts.accounts.WORKERS_READY if workers else texts.accounts.WORKERS_MISSING
        return [*doctor.examine(), doctor.Finding("workers", "ok" if workers else "error", detail)]
