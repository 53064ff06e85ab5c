"""`beatstitch doctor`: whether this machine has what BeatStitch needs, and whether its data is sound."""

import json
import sys
from itertools import chain

from beatstitch_ui.commands import texts
from beatstitch_ui.commands.data import open_data
from core import doctor
from core.installation.checkup import Finding, Severity, examine_data, repair
from core.installation.current import installation
from core.installation.housekeeping import empty_trash
from core.logs import log_to

SHOWN_FILES = 10


def examine(*, deep: bool, machine: bool) -> Severity:
    """Print what was found, a line for each thing; return the worst."""
    log_to()
    found = set()
    for finding in chain(doctor.examine(), examine_data(installation(), deep=deep)):
        found.add(finding.severity)
        sys.stdout.write((_line(finding) if machine else _sentences(finding)) + "\n")
        sys.stdout.flush()
    worst: Severity = "error" if "error" in found else "warning" if "warning" in found else "ok"
    if not machine:
        sys.stdout.write(texts.DOCTOR_VERDICTS[worst] + "\n")
    return worst


def fix() -> None:
    """Do what is safe before looking."""
    repair(open_data())


def empty() -> None:
    """Delete what lies in the trash, and say how much that was."""
    files = empty_trash(open_data(begin=False))
    sys.stdout.write(texts.TRASH_EMPTIED.format(files=files) + "\n")


def _line(finding: Finding) -> str:
    facts = {"name": finding.name, "ok": finding.ok, "severity": finding.severity, "detail": finding.detail}
    return json.dumps(facts | {"files": finding.files})


def _sentences(finding: Finding) -> str:
    lines = [
        f"{texts.DOCTOR_MARKS[finding.severity]:8} {texts.DOCTOR_TITLES[finding.name]}: {finding.detail}"
    ]
    lines += [f"{'':9}{file}" for file in finding.files[:SHOWN_FILES]]
    if len(finding.files) > SHOWN_FILES:
        lines.append(f"{'':9}{texts.AND_MORE.format(count=len(finding.files) - SHOWN_FILES)}")
    return "\n".join(lines)
