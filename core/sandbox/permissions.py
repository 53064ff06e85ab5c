"""What a child process may touch besides the code that it runs: files, folders and programs."""

import os
import sys
import sysconfig
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

PACKAGE_ROOT = Path(__file__).resolve().parents[2]

# Shared libraries, time zones, languages and fonts; no settings, no homes, no mail.
SYSTEM = (
    *(
        "/lib",
        "/lib32",
        "/lib64",
        "/usr/lib",
        "/usr/lib32",
        "/usr/lib64",
        "/usr/local/lib",
        "/usr/local/lib64",
    ),
    *("/nix/store", "/gnu/store", "/etc/ld.so.cache", "/etc/ld.so.preload"),
    *("/etc/localtime", "/usr/share/zoneinfo", "/usr/share/locale"),
    *("/etc/fonts", "/usr/share/fonts", "/usr/local/share/fonts", "/var/cache/fontconfig"),
    *("/dev/urandom", "/dev/random", "/dev/zero"),
    *("/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/proc/sys/vm/overcommit_memory"),
    "/proc/self/statm",  # how much memory it has taken itself
    *("/sys/devices/system/cpu", "/sys/devices/system/node", "/sys/kernel/mm/transparent_hugepage"),
)
# The kernel starts a program by its loader, which must be permitted as well.
LOADERS = (
    "/lib64/ld-linux-x86-64.so.2",
    "/lib/ld-linux-aarch64.so.1",
    "/lib/ld-musl-x86_64.so.1",
    "/lib/ld-musl-aarch64.so.1",
)


@dataclass(frozen=True)
class Permissions:
    """Paths that a child may use; without any it reads its own code and nothing else.

    `read` are files or folders with all below them. `write` are folders below which it may also
    create and delete plain files and folders, or files that it may change but not replace. `run` are
    programs; without any it can't start one. What does not exist when the child starts is not
    permitted later either.
    """

    read: Sequence[Path] = field(default=())
    write: Sequence[Path] = field(default=())
    run: Sequence[Path] = field(default=())

    def facts(self) -> dict[str, list[str]]:
        """Return the paths as plain JSON values, with those that every child needs."""
        programs = [sys.executable, *LOADERS] if self.run else []
        return {
            "read": [*code(), *map(_absolute, self.read)],
            "write": ["/dev/null", *map(_absolute, self.write)],
            "run": [*map(_absolute, self.run), *programs],
        }

    def cover(self, other: "Permissions") -> bool:
        """Tell whether a child with these permissions may do what one with `other` may."""
        return all(
            _within(wanted, given)
            for wanted, given in ((other.read, self.read), (other.write, self.write), (other.run, self.run))
        )


def _within(wanted: Sequence[Path], given: Sequence[Path]) -> bool:
    return all(any(path == one or one in path.parents for one in given) for path in wanted)


def _absolute(path: Path) -> str:
    return str(path.absolute())


@lru_cache(maxsize=1)
def code() -> tuple[str, ...]:
    """Return what every child reads: our code, Python with its packages, models, the system."""
    from core.settings import settings  # noqa: PLC0415 - children import this module, and never need them

    installed = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    prefixes = {Path(sys.prefix), Path(sys.base_prefix)}
    libraries = {str(prefix / "lib") for prefix in prefixes if prefix != Path("/")}
    given = [os.environ[name] for name in ("NUMBA_CACHE_DIR",) if name in os.environ]
    own = [
        str(PACKAGE_ROOT / "core"),
        str((settings().models or Path(sys.prefix) / "models").absolute()),
        str(Path(sys.prefix) / "pyvenv.cfg"),
    ]
    return (*own, *sorted(installed | libraries), *given, *SYSTEM)
