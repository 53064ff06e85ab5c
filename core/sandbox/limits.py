"""How much of the machine a child process may take."""

from dataclasses import asdict, dataclass

GIB = 2**30


@dataclass(frozen=True)
class Limits:
    """Bounds of one child process; None leaves a bound as it is.

    `cpu_s` counts processor time: over the whole life of a launched program, per call in a `Child`.
    `nice` is added to the priority of the parent.
    """

    address_space_bytes: int | None = 2 * GIB
    cpu_s: int | None = None
    file_size_bytes: int | None = None
    open_files: int | None = 256
    nice: int = 0

    def facts(self) -> dict[str, int | None]:
        """Return the bounds as plain JSON values."""
        return asdict(self)
