"""Whether this machine has what BeatStitch needs: each thing is really tried."""

import platform
import resource
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

from core.errors import BeatStitchError, ModelsMissingError
from core.files import free_bytes, write_atomic
from core.installation.checkup import Finding
from core.media.capture.places import TOWNS, are_towns_known
from core.render.titles.fonts import FONTS, missing_fonts
from core.render.video.encoding import HARDWARE
from core.render.video.hardware import encoder_at_hand
from core.sandbox.ffmpeg import find_ffmpeg
from core.sandbox.worker_process import Child, ChildError
from core.settings import settings
from core.vision.analyze import models_at_hand
from core.vision.models import MODELS, missing_models

NEEDED_ENCODERS = ("libx264", "aac")
NEEDED_DECODERS = ("h264", "hevc", "vp9", "libdav1d", "prores", "mjpeg")
LEAST_FREE_BYTES = 2 * 2**30
CHILD_LIMIT_S = 30.0


def examine() -> Iterator[Finding]:
    """Yield a finding for each thing BeatStitch needs, in the order in which it needs them."""
    tries: dict[str, Callable[[], str]] = {
        "python": _python,
        "ffmpeg": _ffmpeg,
        "encoders": lambda: _codecs(NEEDED_ENCODERS, "w"),
        "decoders": lambda: _codecs(NEEDED_DECODERS, "r"),
        "hardware": _hardware,
        "child": _child,
        "confinement": _confinement,
        "models": _models,
        "fonts": _fonts,
        "places": _places,
        "data": _data_folder,
        "space": _space,
    }
    for name, attempt in tries.items():
        try:
            yield Finding(name, "ok", attempt())
        except ModelsMissingError as error:
            yield Finding(name, "warning", error.user_message)
        except BeatStitchError as error:
            yield Finding(name, "error", error.user_message)
        except (OSError, ChildError) as error:
            yield Finding(name, "error", str(error))


def _python() -> str:
    return f"{platform.python_version()} ({sys.executable})"


def _ffmpeg() -> str:
    return str(find_ffmpeg())


def _codecs(names: tuple[str, ...], mode: Literal["r", "w"]) -> str:
    from av.codec import Codec as AvCodec  # noqa: PLC0415 - the set-up page loads without codecs
    from av.codec.codec import UnknownCodecError  # noqa: PLC0415

    missing = []
    for name in names:
        try:
            AvCodec(name, mode)
        except UnknownCodecError:
            missing.append(name)
    if missing:
        raise OSError("PyAV was built without " + ", ".join(missing))
    return ", ".join(names)


def _hardware() -> str:
    """Say which graphics processors can encode; none is needed."""
    found = [library for codec in HARDWARE if (library := encoder_at_hand(codec))]
    return ", ".join(found) or "none works here; the processor encodes"


def _models() -> str:
    """Say what photos and clips are looked at with; without a model they are looked at less well."""
    missing = missing_models(models_at_hand())
    if missing:
        raise ModelsMissingError(found=" and ".join(model.finds for model in missing))
    return ", ".join(model.name for model in MODELS)


def _fonts() -> str:
    """Say with which fonts titles are drawn; without ours they take the system's."""
    return "the system's fonts; `make install` adds ours" if missing_fonts() else ", ".join(FONTS)


def _places() -> str:
    """Say with what captions name places; without it they name days only."""
    return TOWNS.name if are_towns_known() else "captions name no places; `make install` adds them"


def _child() -> str:
    with Child() as child:
        limit = child.call("core.doctor:memory_limit_bytes", timeout_s=CHILD_LIMIT_S)
    return f"may take {limit / 2**30:.0f} GiB of memory"


def _confinement() -> str:
    """Say what this kernel gives to confine processes with; BeatStitch runs without it too."""
    with Child() as child:
        found = child.call("core.sandbox.confinement:report", timeout_s=CHILD_LIMIT_S)
    abi, filtered = found["landlock_abi"], found["seccomp"]
    landlock = f"Landlock ABI {abi}" if abi else "no Landlock"
    said = f"{landlock}, seccomp: {'yes' if filtered else 'no'}"
    return said if abi and filtered else f"{said}; processes that open uploads are limited, but not confined"


def memory_limit_bytes() -> int:
    """Return how much memory the process that runs this may take; called in a limited process."""
    return resource.getrlimit(resource.RLIMIT_AS)[0]


def _data_folder() -> str:
    root = settings().root
    mark = root / ".doctor"
    write_atomic(mark, b"")
    mark.unlink()
    return str(root)


def _space() -> str:
    free = free_bytes(_existing(settings().root))
    if free < LEAST_FREE_BYTES:
        raise OSError(f"{free / 1e9:.1f} GB free, {LEAST_FREE_BYTES / 1e9:.0f} GB wanted")
    return f"{free / 1e9:.1f} GB free"


def _existing(folder: Path) -> Path:
    while not folder.exists():
        folder = folder.parent
    return folder
