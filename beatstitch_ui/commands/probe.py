"""`beatstitch probe`: what files are, and whether BeatStitch takes them."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from beatstitch_ui.commands import texts
from core.errors import MediaRefusedError
from core.media.info import MediaInfo
from core.media.local_files import check_local_file
from core.media.probe import probe
from core.sandbox.permissions import Permissions
from core.sandbox.worker_process import Child

FIELDS = (
    "kind",
    "width",
    "height",
    "rotation_deg",
    "mirrored",
    "display_aspect_ratio",
    "display_width",
    "display_height",
    "duration_ms",
    "fps",
    "sample_rate",
    "has_alpha",
)


def probe_files(files: Sequence[Path], *, machine: bool) -> None:
    """Print one line per file, in the order given; a refused file is an answer, not a failure."""
    with Child(permissions=Permissions(read=files)) as child:
        for file in files:
            facts = _examined(file, child)
            sys.stdout.write((json.dumps(facts) if machine else _sentence(file, facts)) + "\n")
            sys.stdout.flush()


def _examined(file: Path, child: Child) -> dict[str, Any]:
    try:
        check_local_file(file)
        info = probe(file, child=child)
    except MediaRefusedError as refusal:
        nothing = dict.fromkeys(FIELDS)
        return {"file": str(file), **nothing, "verdict": "reject", "reason": refusal.user_message}
    return {"file": str(file), **_facts(info), "verdict": "accept", "reason": None}


def _facts(info: MediaInfo) -> dict[str, Any]:
    return {field: getattr(info, field) for field in FIELDS}


def _sentence(file: Path, facts: dict[str, Any]) -> str:
    if facts["verdict"] == "reject":
        return facts["reason"]
    if facts["kind"] == "audio":
        seconds = (facts["duration_ms"] or 0) / 1000
        return texts.PROBED_SONG.format(file=file.name, seconds=seconds, rate=facts["sample_rate"])
    values = {"file": file.name, "width": facts["display_width"], "height": facts["display_height"]}
    if facts["kind"] == "image":
        return texts.PROBED_PHOTO.format(**values)
    return texts.PROBED_CLIP.format(**values, seconds=(facts["duration_ms"] or 0) / 1000, fps=facts["fps"])
