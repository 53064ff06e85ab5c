"""Has one photo or clip looked at in a limited process, and keeps what was seen in a file."""

from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Event
from typing import Any

import structlog
from pydantic import ValidationError

from core.errors import FileDamagedError, ReadingCrashedError
from core.files import write_atomic
from core.sandbox.worker_process import Child, ChildError
from core.settings import settings
from core.vision.analysis import MOST_LOOKS, VISION_VERSION, VisualAnalysis
from core.vision.clips.chosen_frames import ChosenFrames
from core.vision.files import ClipFile, FileFacts
from core.vision.models import default_folder, find_models

PHOTO_LIMIT_S = 60.0
CLIP_LIMIT_S, CLIP_SECONDS_PER_SECOND = 120.0, 3.0  # a busy machine is ten times as slow as a quiet one


@dataclass(frozen=True)
class _Look:
    """A call of the limited process, and what the owner calls the file."""

    target: str
    arguments: tuple[Any, ...]
    limit_s: float
    name: str


log = structlog.get_logger(__name__)


def models_at_hand() -> dict[str, Path]:
    """Return the model files of this host by name."""
    return find_models(settings().models or default_folder())


def is_current(analysis: VisualAnalysis, models: dict[str, Path]) -> bool:
    """Tell whether an analysis is what looking now would give, or was made with more models."""
    answered = analysis.failed_looks == 0 or analysis.failed_looks >= MOST_LOOKS
    return answered and analysis.version == VISION_VERSION and set(analysis.models) >= set(models)


def analyze_still(
    still: Path, facts: FileFacts, kept: Path, child: Child, *, name: str, cancelled: Event | None = None
) -> VisualAnalysis:
    """Return what is seen in a photo, from the file `kept` when it is current.

    `still` is the file that is drawn of it, `name` what its owner calls it. In one that can't be looked
    at nothing was seen; it is looked at again later, MOST_LOOKS times in all.
    Raises ReadingCrashedError when it was cancelled.
    """
    models = models_at_hand()
    arguments = (str(still), asdict(facts), _as_text(models))
    look = _Look("core.vision.analyze:look_at_photo", arguments, PHOTO_LIMIT_S, name)
    return _remembered(kept, models) or _looked_at(look, kept, child, cancelled)


def analyze_clip_file(
    file: ClipFile, kept: Path, child: Child, *, cancelled: Event | None = None
) -> VisualAnalysis:
    """Return what is seen in a clip, as `analyze_still` does for a photo."""
    models = models_at_hand()
    arguments = (file.as_plain, _as_text(models))
    look = _Look("core.vision.analyze:look_at_clip", arguments, _clip_limit_s(file), file.name)
    return _remembered(kept, models) or _looked_at(look, kept, child, cancelled)


def frames_to_hand_over(file: ClipFile, child: Child) -> ChosenFrames | None:
    """Return the frames of a clip that `analyze_handed_frames` waits for; None when nobody can tell."""
    try:
        answer = child.call("core.vision.analyze:choose_frames", file.as_plain, timeout_s=_clip_limit_s(file))
        return ChosenFrames.model_validate(answer)
    except (ChildError, FileDamagedError, ValidationError) as error:
        log.warning("not looked at while it is decoded", reason=str(error)[:500])
        return None


def analyze_handed_frames(
    file: ClipFile, chosen: ChosenFrames, child: Child, *, limit_s: float
) -> VisualAnalysis | None:
    """Return what is seen in the frames that come on the standard input of `child`; see `handed_frames`.

    It waits for them no longer than `limit_s`. None when nothing is seen that way; that is no failed look.
    """
    models = models_at_hand()
    arguments = (file.as_plain, chosen.model_dump(mode="json"), _as_text(models))
    try:
        answer = child.call(
            "core.vision.analyze:look_at_frames", *arguments, timeout_s=limit_s + _clip_limit_s(file)
        )
        analysis = VisualAnalysis.model_validate(answer)
    except (ChildError, FileDamagedError, ValidationError) as error:
        log.warning("not looked at while it was decoded", reason=str(error)[:500])
        return None
    return analysis


def keep_analysis(analysis: VisualAnalysis, kept: Path) -> None:
    """Write what was seen where the next look finds it."""
    write_atomic(kept, analysis.model_dump_json().encode())


def remembered(kept: Path) -> VisualAnalysis | None:
    """Return the analysis in the file `kept` when it is what looking now would give."""
    return _remembered(kept, models_at_hand())


def warm_up() -> None:
    """Load the models and what OpenCV makes at its first use, so that forks of this process need not."""
    from core.vision.photos.photos import warm_up_for_photos  # noqa: PLC0415

    warm_up_for_photos(models_at_hand())


def look_at_photo(still: str, facts: dict[str, Any], models: dict[str, str]) -> dict[str, Any]:
    """Return the analysis of a still as plain JSON values; runs in the limited process."""
    from core.vision.photos.photos import analyze_photo  # noqa: PLC0415 - only the limited process needs OpenCV

    return analyze_photo(Path(still), FileFacts(**facts), _as_paths(models)).model_dump(mode="json")


def choose_frames(file: dict[str, Any]) -> dict[str, Any]:
    """Return which frames of a clip are looked at as plain JSON values; runs in the limited process."""
    from core.vision.clips.clip_frames import OpenClip  # noqa: PLC0415

    with closing(OpenClip(ClipFile.from_plain(file))) as clip:
        return clip.chosen.model_dump(mode="json")


def look_at_frames(file: dict[str, Any], chosen: dict[str, Any], models: dict[str, str]) -> dict[str, Any]:
    """Return the analysis of a clip whose frames come on the standard input; runs in the limited process."""
    from core.vision.clips.clips import analyze_clip  # noqa: PLC0415
    from core.vision.clips.handed_frames import HandedClip  # noqa: PLC0415

    clip = ClipFile.from_plain(file)
    handed = HandedClip(clip, ChosenFrames.model_validate(chosen))
    return analyze_clip(clip, _as_paths(models), handed).model_dump(mode="json")


def look_at_clip(file: dict[str, Any], models: dict[str, str]) -> dict[str, Any]:
    """Return the analysis of a clip as plain JSON values; runs in the limited process."""
    from core.vision.clips.clips import analyze_clip  # noqa: PLC0415

    return analyze_clip(ClipFile.from_plain(file), _as_paths(models)).model_dump(mode="json")


def _remembered(kept: Path, models: dict[str, Path]) -> VisualAnalysis | None:
    analysis = _stored(kept)
    return analysis if analysis and is_current(analysis, models) else None


def _stored(kept: Path) -> VisualAnalysis | None:
    try:
        return VisualAnalysis.model_validate_json(kept.read_bytes())
    except (OSError, ValidationError):
        return None


def _looked_at(look: _Look, kept: Path, child: Child, cancelled: Event | None) -> VisualAnalysis:
    try:
        answer = child.call(look.target, *look.arguments, timeout_s=look.limit_s)
        analysis = VisualAnalysis.model_validate(answer)
    except (ChildError, FileDamagedError, ValidationError) as error:
        if cancelled is not None and cancelled.is_set():
            raise ReadingCrashedError(file=look.name) from error
        log.warning("not looked at", target=look.target, reason=str(error)[:500])
        before = _stored(kept)
        looks = 1 + (before.failed_looks if before and before.version == VISION_VERSION else 0)
        analysis = VisualAnalysis.of_nothing(tuple(sorted(look.arguments[-1])), looks)
    keep_analysis(analysis, kept)
    return analysis


def _clip_limit_s(file: ClipFile) -> float:
    return CLIP_LIMIT_S + CLIP_SECONDS_PER_SECOND * file.duration_ms / 1000


def _as_text(models: dict[str, Path]) -> dict[str, str]:
    return {name: str(path) for name, path in models.items()}


def _as_paths(models: dict[str, str]) -> dict[str, Path]:
    return {name: Path(path) for name, path in models.items()}
