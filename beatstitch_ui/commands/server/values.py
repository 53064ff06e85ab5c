"""What settings and operations on the command line mean."""

import json
from collections.abc import Sequence
from typing import Any

import typer

from beatstitch_ui.commands.server import texts


def settings_of(changes: Sequence[str]) -> dict[str, Any]:
    """Return the settings of `beats_per_cut=2 style=calm`; wrong usage for anything else."""
    found = {}
    for text in changes:
        name, equals, value = text.partition("=")
        if not name or not equals:
            raise typer.BadParameter(texts.CHANGE_WRONG.format(text=text))
        found[name] = _value(value)
    return found


def operation_of(text: str) -> dict[str, Any]:
    """Return an operation that is written as JSON; wrong usage for anything else."""
    found = _value(text)
    if not isinstance(found, dict):
        raise typer.BadParameter(texts.OPERATION_WRONG)
    return found


def milliseconds(seconds: float | None) -> int | None:
    return None if seconds is None else round(seconds * 1000)


def _value(text: str) -> Any:
    """Return JSON where it is, else the text itself: style=calm needs no quotes."""
    try:
        return json.loads(text)
    except ValueError:
        return text
