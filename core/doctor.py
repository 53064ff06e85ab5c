"""Whether this machine has what BeatStitch needs: each thing is really tried."""

import platform
import resource
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

from core.errors import BeatStitchError, CodecsMissingError, ModelsMissingError, SpaceScarceError
from core.files import free_bytes, write_atomic
from core.installation.checkup import Fact, Finding
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
Said = tuple[str, dict[str, Fact]]


def examine() -> Iterator[Finding]:
    """Yield a finding for each thing BeatStitch needs, in the order in which it needs them."""
    tries: dict[str, Callable[[], Said]] = {
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
            sentence, facts = attempt()
            yield Finding(name, "ok", sentence, facts=facts)
        except BeatStitchError as error:
            severity = "warning" if isinstance(error, ModelsMissingError) else "error"
            yield Finding(name, severity, error.sentence, facts=error.facts)
        except (OSError, ChildError) as error:
            yield Finding(name, "error", "{reason}", facts={"reason": str(error)})


def said(sentence: str, **facts: Fact) -> Said:
    """Return a sentence that was found true; its words are among those that are translated."""
    return sentence, facts


def _python() -> Said:
    return said("{name} ({where})", name=platform.python_version(), where=sys.executable)


def _ffmpeg() -> Said:
    return said("{where}", where=str(find_ffmpeg()))


def _codecs(names: tuple[str, ...], mode: Literal["r", "w"]) -> Said:
    from av.codec import Codec as AvCodec  # noqa: PLC0415 - the set-up page loads without codecs
    from av.codec.codec import UnknownCodecError  # noqa: PLC0415

    missing = []
    for name in names:
        try:
            AvCodec(name, mode)
        except UnknownCodecError:
            missing.append(name)
    if missing:
        raise CodecsMissingError(name=", ".join(missing))
    return said("{name}", name=", ".join(names))


def _hardware() -> Said:
    """Say which graphics processors can encode; none is needed."""
    found = [library for codec in HARDWARE if (library := encoder_at_hand(codec))]
    if not found:
        return said("none works here; the processor encodes")
    return said("{name}", name=", ".join(found))


def _models() -> Said:
    """Say what photos and clips are looked at with; without a model they are looked at less well."""
    missing = missing_models(models_at_hand())
    if missing:
        raise ModelsMissingError(found=" and ".join(model.finds for model in missing))
    return said("{name}", name=", ".join(model.name for model in MODELS))


def _fonts() -> Said:
    """Say with which fonts titles are drawn; without ours they take the system's."""
    if missing_fonts():
        return said("the system's fonts; `make install` adds ours")
    return said("{name}", name=", ".join(FONTS))


def _places() -> Said:
    """Say with what captions name places; without it they name days only."""
    if are_towns_known():
        return said("{name}", name=TOWNS.name)
    return said("captions name no places; `make install` adds them")


def _child() -> Said:
    with Child() as child:
        limit = child.call("core.doctor:memory_limit_bytes", timeout_s=CHILD_LIMIT_S)
    return said("may take {gib:.0f} GiB of memory", gib=limit / 2**30)


def _confinement() -> Said:
    """Say what this kernel gives to confine processes with; BeatStitch runs without it too."""
    with Child() as child:
        found = child.call("core.sandbox.confinement:report", timeout_s=CHILD_LIMIT_S)
    abi, has_seccomp = found["landlock_abi"], found["seccomp"]
    if abi and has_seccomp:
        return said("Landlock ABI {abi}, seccomp", abi=abi)
    missing = [name for name, there in (("Landlock", abi), ("seccomp", has_seccomp)) if not there]
    return said(
        "without {name}: processes that open uploads are limited, but not confined", name=", ".join(missing)
    )


def memory_limit_bytes() -> int:
    """Return how much memory the process that runs this may take; called in a limited process."""
    return resource.getrlimit(resource.RLIMIT_AS)[0]


def _data_folder() -> Said:
    root = settings().root
    mark = root / ".doctor"
    write_atomic(mark, b"")
    mark.unlink()
    return said("{where}", where=str(root))


def _space() -> Said:
    free = free_bytes(_existing(settings().root))
    if free < LEAST_FREE_BYTES:
        raise SpaceScarceError(free_gb=free / 1e9, wanted_gb=LEAST_FREE_BYTES / 1e9)
    return said("{free_gb:.1f} GB free", free_gb=free / 1e9)


def _existing(folder: Path) -> Path:
    while not folder.exists():
        folder = folder.parent
    return folder
