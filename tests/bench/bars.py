"""What was measured beside what it has to be."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

Say = Callable[[str], None]


@dataclass(frozen=True)
class Bar:
    """A measured figure with its bound; `at_least` when it must not be below it."""

    name: str
    measured: float
    bound: float
    unit: str = ""
    at_least: bool = False

    @property
    def is_met(self) -> bool:
        return self.measured >= self.bound if self.at_least else self.measured <= self.bound

    def __str__(self) -> str:
        relation = ">=" if self.at_least else "<="
        verdict = "met" if self.is_met else "NOT MET"
        return f"  {self.name:58}{self.measured:9.3f} {relation} {self.bound:7.3f} {self.unit:4} {verdict}"


def table(bars: Iterable[Bar]) -> str:
    """Return all bars, a line each."""
    return "\n".join(["", "Bars", *map(str, bars)])
