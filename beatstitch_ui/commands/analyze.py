"""`beatstitch analyze`: what is seen in photos and clips, in words, as JSON or drawn."""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from beatstitch_ui.commands import texts
from core.errors import MediaRefusedError
from core.standalone.look import look
from core.vision.analysis import VisualAnalysis
from core.vision.analyze import models_at_hand
from core.vision.models import missing_models


def analyze_files(files: Sequence[Path], drawing: Path | None, *, machine: bool) -> bool:
    """Print what is seen in each file, in the order given; return whether all could be used."""
    missing = missing_models(models_at_hand())
    if missing:
        found = " and ".join(model.finds for model in missing)
        sys.stderr.write(texts.SEEN_WITHOUT.format(found=found) + "\n")
    refused = 0
    for file, seen in look(files, drawing):
        if isinstance(seen, MediaRefusedError):
            refused += 1
            answer = {"file": str(file), "reason": seen.user_message}
            (sys.stdout if machine else sys.stderr).write(
                (json.dumps(answer) if machine else seen.user_message) + "\n"
            )
        elif machine:
            sys.stdout.write(json.dumps({"file": str(file), **seen.model_dump(mode="json")}) + "\n")
        else:
            sys.stdout.write("\n".join(_lines(file.name, seen)) + "\n")
        sys.stdout.flush()
    return not refused


def _lines(name: str, seen: VisualAnalysis) -> Iterator[str]:
    flaws = "".join(f", {texts.FLAWS.get(flaw, flaw)}" for flaw in seen.quality.flaws)
    yield texts.SEEN_KIND.format(
        file=name, kind="clip" if seen.sightings else seen.kind, quality=seen.quality.score, flaws=flaws
    )
    yield texts.SEEN_FACES.format(count=len(seen.faces))
    yield texts.SEEN_SUBJECT.format(**seen.subject.box.model_dump(), certainty=seen.subject.certainty)
    for moment in seen.moments:
        start, end, peak = (ms / 1000 for ms in (moment.start_ms, moment.end_ms, moment.peak_ms))
        yield texts.SEEN_MOMENT.format(start=start, end=end, peak=peak, score=moment.score)
    for cut_ms in seen.cuts_ms:
        yield texts.SEEN_CUT.format(time=cut_ms / 1000)
    for stretch in seen.flawed:
        yield texts.SEEN_FLAW.format(
            start=stretch.start_ms / 1000, end=stretch.end_ms / 1000, flaw=stretch.flaw
        )
