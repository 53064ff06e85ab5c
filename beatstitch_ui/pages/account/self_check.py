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
    """One sentence, and below it on demand each check; they take a second, so it fills itself.

    What is lacking is shown at once, above the rest.
    """

    def __init__(self) -> None:
        with Box("section", "bs-check-list", aria_label=texts.accounts.SELF_CHECK_TITLE):
            self.waiting = Text("p", texts.accounts.SELF_CHECK_WAITING, "bs-muted", role="status")
            self.details = Box("details")
            self.details.set_visibility(False)
            with self.details:
                with Box("summary"):
                    self.sign = Box("span", "bs-check-list__sign")
                    self.summary = Text("span", "")
                self.list = Box("ul")
        ui.timer(0, self._fill, once=True)

    async def _fill(self) -> None:
        findings = await asyncio.to_thread(self._examine)
        is_fine = all(finding.ok for finding in findings)
        self.waiting.set_visibility(False)
        self.details.set_visibility(True)
        self.details.props["open"] = None if is_fine else True
        self.details.classes(add="" if is_fine else "bs-check-list__bad")
        self.summary.text = texts.accounts.SELF_CHECK_FINE if is_fine else texts.accounts.SELF_CHECK_LACKS
        with self.sign:
            icon("check" if is_fine else "warning")
        with self.list:
            for finding in sorted(findings, key=lambda one: one.ok):
                with Box("li", "" if finding.ok else "bs-check-list__bad"):
                    icon("check" if finding.ok else "warning")
                    Text("strong", texts.accounts.SELF_CHECKS.get(finding.name, finding.name))
                    Text("span", phrased(finding.sentence, finding.facts), "bs-muted")

    def _examine(self) -> list[doctor.Finding]:
        workers = living_workers(installation())
        detail = texts.accounts.WORKERS_READY if workers else texts.accounts.WORKERS_MISSING
        return [*doctor.examine(), doctor.Finding("workers", "ok" if workers else "error", detail)]
