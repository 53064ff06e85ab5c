"""What the values of options mean, and how a wrong one is refused."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import typer
from pydantic import ValidationError

from beatstitch_ui.commands import texts
from core.edit.framing.shapes import size_in
from core.edit.styles.presets import settings_of_style
from core.effects import StyleName
from core.schemas import ASPECT_RATIOS, SCOPES, AspectRatio, ProjectSettings, Scope

# Which settings each option of `make` sets.
SETTINGS_OF_OPTIONS = {
    "beats_per_cut": ("beats_per_cut", "beats_per_cut_auto", "pacing"),
    "pacing": ("pacing",),
    "transition": ("transition_type",),
    "transition_ms": ("transition_duration_ms",),
    "no_ken_burns": ("ken_burns_enabled",),
    "panels": ("panels",),
    "fade_in": ("fade_in_ms",),
    "fade_out": ("fade_out_ms",),
    "picture_fade": ("picture_fade_ms",),
}


def size_of(text: str) -> tuple[int, int]:
    """Return width and height of "1920x1080"; BadParameter for anything else."""
    width, _, height = text.lower().partition("x")
    if not all(side.isascii() and side.isdigit() for side in (width, height)):
        raise typer.BadParameter(texts.SIZE_WRONG.format(size=text))
    return int(width), int(height)


def ratios_of(names: Sequence[str] | None) -> list[AspectRatio]:
    """Return the shapes of these names; wrong usage when one is none."""
    known: dict[str, AspectRatio] = {ratio: ratio for ratio in ASPECT_RATIOS}
    for name in names or ():
        if name not in known:
            raise typer.BadParameter(texts.ASPECT_WRONG.format(aspect=name, known=", ".join(known)))
    return [known[name] for name in names or ()]


def size_in_shape(text: str, ratios: Sequence[AspectRatio]) -> tuple[int, int]:
    """Return width and height of "1920x1080" in the first of these shapes, as written without any."""
    size = size_of(text)
    return size_in(ratios[0], size) if ratios and all(size) else size


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


def given(context: typer.Context) -> set[str]:
    """Return the names of the options that stand on the command line."""
    # Typer brings its own copy of this enumeration, so its members are compared by name.
    sources = {name: context.get_parameter_source(name) for name in context.params}
    return {name for name, source in sources.items() if source and source.name == "COMMANDLINE"}


def in_style(style: StyleName | None, wanted: Mapping[str, Any], options: Collection[str]) -> dict[str, Any]:
    """Return the settings with those of a style where no option says otherwise."""
    if style is None:
        return dict(wanted)
    said = {setting for option in options for setting in SETTINGS_OF_OPTIONS.get(option, ())}
    of_style = settings_of_style(style)
    return of_style | {name: value for name, value in wanted.items() if name in said or name not in of_style}


def titled(title: str | None, style: StyleName | None) -> dict[str, Any]:
    """Return the settings that a title on the command line asks for."""
    return {"titles": "ends"} if title and style is None else {}


def scopes_of(names: Sequence[str]) -> Sequence[Scope]:
    """Return the scopes of these names, all without any; wrong usage when one is none."""
    if unknown := set(names) - set(SCOPES):
        raise typer.BadParameter(texts.SCOPE_WRONG.format(scope=min(unknown)))
    return [scope for scope in SCOPES if scope in names] or SCOPES
