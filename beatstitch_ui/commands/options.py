"""What the values of options mean, and how a wrong one is refused."""

from collections.abc import Sequence

import typer
from pydantic import ValidationError

from beatstitch_ui.commands import texts
from core.schemas import SCOPES, ProjectSettings, Scope


def size_of(text: str) -> tuple[int, int]:
    """Return width and height of "1920x1080"; BadParameter for anything else."""
    width, _, height = text.lower().partition("x")
    if not all(side.isascii() and side.isdigit() for side in (width, height)):
        raise typer.BadParameter(texts.SIZE_WRONG.format(size=text))
    return int(width), int(height)


def quota_of(size: str) -> int | None:
    """Return the bytes of "20GB", None for "none"; BadParameter for what is no size."""
    from core.accounts.quota import bytes_of  # noqa: PLC0415 - it loads the database

    if size == texts.NO_LIMIT:
        return None
    try:
        return bytes_of(size)
    except ValueError as error:
        raise typer.BadParameter(texts.QUOTA_WRONG.format(size=size)) from error


def project_settings(**values: object) -> ProjectSettings:
    """Return the settings, or raise a BadParameter that names the option whose value can't be used."""
    try:
        return ProjectSettings.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        option = texts.OPTIONS_OF_SETTINGS[str(first["loc"][0])]
        problem = first["msg"].removeprefix("Value error, ")
        raise typer.BadParameter(texts.OPTION_WRONG.format(option=option, problem=problem)) from error


def scopes_of(names: Sequence[str]) -> Sequence[Scope]:
    """Return the scopes of these names, all without any; wrong usage when one is none."""
    if unknown := set(names) - set(SCOPES):
        raise typer.BadParameter(texts.SCOPE_WRONG.format(scope=min(unknown)))
    return [scope for scope in SCOPES if scope in names] or SCOPES
