"""How a command speaks: progress bars for people, one JSON object per line for machines."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

from beatstitch_ui.commands import texts

if TYPE_CHECKING:
    from pydantic import BaseModel


def say(found: "BaseModel", sentence: str, *, machine: bool) -> None:
    """Tell one thing that was made or ordered: as the API would, or in words."""
    sys.stdout.write((found.model_dump_json() if machine else sentence) + "\n")


class Reporter(Protocol):
    """Where a command puts its news, its warnings and its result."""

    def step(self, stage: str, done: float, total: float) -> None:
        """Tell how far a stage is."""
        ...

    def warn(self, sentence: str) -> None:
        """Tell what went another way than asked for."""
        ...

    def note(self, sentence: str) -> None:
        """Tell what was done without being asked, and is no cause for alarm."""
        ...

    def result(self, facts: dict[str, Any], sentence: str) -> None:
        """Tell the outcome, as facts and in words."""
        ...


class _Machine:
    """One JSON object per line on standard output, the result last."""

    def step(self, stage: str, done: float, total: float) -> None:
        self._say({"event": "progress", "stage": stage, "done": round(done, 4), "total": total})

    def warn(self, sentence: str) -> None:
        self._say({"event": "warning", "message": sentence})

    def note(self, sentence: str) -> None:
        self._say({"event": "note", "message": sentence})

    def result(self, facts: dict[str, Any], sentence: str) -> None:
        del sentence
        self._say({"event": "result", **facts})

    def _say(self, message: dict[str, Any]) -> None:
        sys.stdout.write(json.dumps(message) + "\n")
        sys.stdout.flush()


class _Quiet:
    """Nothing but warnings and the result: for pipes and logs."""

    def step(self, stage: str, done: float, total: float) -> None:
        pass

    def warn(self, sentence: str) -> None:
        sys.stderr.write(sentence + "\n")

    def note(self, sentence: str) -> None:
        sys.stdout.write(sentence + "\n")

    def result(self, facts: dict[str, Any], sentence: str) -> None:
        del facts
        sys.stdout.write(sentence + "\n")


@contextmanager
def reporter(*, machine: bool) -> Iterator[Reporter]:
    """Give a reporter that fits: JSON lines, bars on a terminal, or plain lines."""
    if machine:
        yield _Machine()
    elif sys.stderr.isatty():
        with _bars() as bars:
            yield bars
    else:
        yield _Quiet()


@contextmanager
def _bars() -> Iterator[Reporter]:
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f}%"))
    with Progress(*columns, TimeRemainingColumn(), console=console, transient=True) as progress:
        tasks: dict[str, Any] = {}

        class _Terminal(_Quiet):
            def step(self, stage: str, done: float, total: float) -> None:
                if stage not in tasks:
                    tasks[stage] = progress.add_task(texts.STAGES[stage], total=total)
                progress.update(tasks[stage], completed=done, total=total)

            def warn(self, sentence: str) -> None:
                console.print(sentence, style="yellow", highlight=False, markup=False)

            def note(self, sentence: str) -> None:
                console.print(sentence, style="dim", highlight=False, markup=False)

        yield _Terminal()
