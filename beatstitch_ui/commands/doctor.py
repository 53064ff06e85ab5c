"""`beatstitch doctor`: whether this machine has what BeatStitch needs."""

import json
import sys
from dataclasses import asdict

from beatstitch_ui.commands import texts
from core import doctor


def examine(*, machine: bool) -> bool:
    """Print one line per finding; return whether all is well."""
    well = True
    for finding in doctor.examine():
        well &= finding.ok
        if machine:
            line = json.dumps(asdict(finding))
        else:
            mark = texts.DOCTOR_OK if finding.ok else texts.DOCTOR_BAD
            line = f"{mark:8} {texts.DOCTOR_TITLES[finding.name]}: {finding.detail}"
        sys.stdout.write(line + "\n")
    if not machine:
        sys.stdout.write((texts.DOCTOR_ALL_WELL if well else texts.DOCTOR_NOT_WELL) + "\n")
    return well
