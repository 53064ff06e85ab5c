"""Hardware encoders, found by encoding with them: one that is listed but does not work is passed over."""

import logging
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import TypeAdapter

from core.render.video.encoding import HARDWARE, Encoding, encoding_for
from core.sandbox.limits import Limits
from core.sandbox.permissions import Permissions
from core.sandbox.worker_process import Child, ChildError
from core.schemas import Codec, RenderSettings

# Drivers map far more memory than they use, so the address space is not bounded.
HARDWARE_LIMITS = Limits(address_space_bytes=None, nice=10)
TRIAL_LIMIT_S = 30.0
FAILURE_KEPT_S = 600.0
ENCODING = TypeAdapter(Encoding)
MANAGES = "core.render.video.hardware_trial:manages"

# What drivers read to find their device, and the devices.
DRIVER_FACTS = ("/sys", "/proc/driver", "/dev/dri", "/usr/share/libdrm", "/usr/share/drirc.d", "/etc/drirc")
DEVICES = ("dri/*", "nvidia*", "kfd")

log = logging.getLogger(__name__)


def hardware_permissions(own: Permissions) -> Permissions:
    """Return `own` with what encoding on a graphics processor needs besides."""
    devices = [device for pattern in DEVICES for device in Path("/dev").glob(pattern)]
    return Permissions([*own.read, *map(Path, DRIVER_FACTS)], [*own.write, *devices], own.run)


@dataclass
class _Trials:
    """What trials have shown: a success for good, a failure for a while, because a driver may come back."""

    found: dict[Encoding, Encoding] = field(default_factory=dict)
    failed_s: dict[Encoding, float] = field(default_factory=dict)

    def clear(self) -> None:
        self.found.clear()
        self.failed_s.clear()


trials = _Trials()


def in_hardware(encoding: Encoding, *, now_s: float | None = None) -> Encoding | None:
    """Return the encoding with the first hardware encoder that manages it here, None when none does.

    A failure is believed for `FAILURE_KEPT_S` seconds of the monotonic clock `now_s`, then tried again.
    """
    now_s = time.monotonic() if now_s is None else now_s
    failed_s = trials.failed_s.get(encoding)
    if encoding not in trials.found and (failed_s is None or now_s - failed_s >= FAILURE_KEPT_S):
        candidate = _first_that_manages(encoding)
        if candidate is None:
            trials.failed_s[encoding] = now_s
        else:
            trials.found[encoding] = candidate
    return trials.found.get(encoding)


def _first_that_manages(encoding: Encoding) -> Encoding | None:
    with (
        TemporaryDirectory(prefix="beatstitch-") as folder,
        Child(HARDWARE_LIMITS, hardware_permissions(Permissions(write=[Path(folder)]))) as child,
    ):
        for library in HARDWARE.get(encoding.codec, ()):
            candidate = replace(encoding, library=library)
            order = ENCODING.dump_python(candidate, mode="json")
            try:
                if child.call(MANAGES, order, folder, timeout_s=TRIAL_LIMIT_S):
                    return candidate
            except ChildError as error:
                log.info("%s ended its trial: %s", library, error)
    return None


def encoding_here(settings: RenderSettings) -> Encoding:
    """Return the encoding of a render job on this machine: in hardware if that is wanted and works."""
    usual = encoding_for(settings)
    return (in_hardware(usual) if settings.hardware else None) or usual


def encoder_at_hand(codec: Codec) -> str | None:
    """Return the name of a hardware encoder for `codec` that works on this machine, None when none does.

    A process tries them once, which takes a second or two.
    """
    trial = RenderSettings(output_width=1280, output_height=720, output_fps=30, codec=codec)
    found = in_hardware(encoding_for(trial))
    return found.library if found else None
