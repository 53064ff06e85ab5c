"""What a person can send along with a question: versions, findings, figures and the log, without secrets."""

import json
import zipfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from core import doctor
from core.files import part_file
from core.installation.checkup import Finding, examine_data
from core.installation.figures import figures
from core.installation.overview import versions
from core.settings import settings
from core.store.db import Database

TAIL_BYTES = 256 << 10
MOST_LINES = 1000


def log_tail(database: Database, lines: int = 200) -> list[str]:
    """Return the last lines that pages and workers logged, as JSON, by time."""
    found = [line for file in sorted(database.layout.logs.glob("*.log")) for line in _tail(file)]
    return sorted(found, key=_moment)[-min(lines, MOST_LINES) :]


def _tail(file: Path) -> Iterator[str]:
    """Yield the whole lines of the end of a file."""
    with file.open("rb") as opened:
        size = opened.seek(0, 2)
        opened.seek(max(0, size - TAIL_BYTES))
        lines = opened.read(TAIL_BYTES).decode(errors="replace").splitlines()
    yield from lines[1:] if size > TAIL_BYTES else lines


def _moment(line: str) -> str:
    try:
        return str(json.loads(line).get("timestamp", ""))
    except (ValueError, AttributeError):
        return ""


def write_diagnostics(database: Database, target: Path) -> None:
    """Write a zip for those who are asked for help; it holds no secret and no file of anybody's."""
    now = figures(database)
    told = {
        "versions.json": versions(),
        "settings.json": _settings(),
        "figures.json": {
            "jobs": {f"{kind} {status}": number for (kind, status), number in now.jobs.items()},
            "longest_wait_s": now.longest_wait_s,
            "workers": now.workers,
            "free_bytes": now.free_bytes,
            "database_bytes": now.database_bytes,
        },
        "doctor.json": [_told(one) for one in chain(doctor.examine(), examine_data(database))],
    }
    with part_file(target) as part, zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as made:
        for name, facts in told.items():
            made.writestr(name, json.dumps(facts, indent=1))
        made.writestr("log.jsonl", "\n".join(log_tail(database, MOST_LINES)))


def _settings() -> dict[str, object]:
    """Return the settings; pydantic shows a secret as stars, and what is not set as null."""
    return settings().model_dump(mode="json")


def _told(finding: Finding) -> dict[str, object]:
    return {
        "name": finding.name,
        "severity": finding.severity,
        "detail": finding.detail,
        "files": len(finding.files),
    }
