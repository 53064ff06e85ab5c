"""The reference of all settings, written from their fields: `make docs` puts it into docs/settings.md."""

from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo

from core.settings import Settings

HEAD = """# Settings

Written by `make docs` from core/settings.py; a test holds it current.

Each setting is an environment variable, or a line of `beatstitch.toml` in the data folder under its name in
small letters without `BEATSTITCH_`. Options win over the environment, and the environment over the file.

| variable | what it is | default | limits |
| --- | --- | --- | --- |
"""
_BOUNDS = {
    "Ge": ("ge", "at least"),
    "Gt": ("gt", "more than"),
    "Le": ("le", "at most"),
    "Lt": ("lt", "below"),
}


def settings_reference() -> str:
    """Return the reference as Markdown, a row for each setting."""
    rows = (_row(name, field) for name, field in Settings.model_fields.items())
    return HEAD + "".join(rows)


def _row(name: str, field: FieldInfo) -> str:
    if not field.description:
        raise ValueError(f"the setting {name} has no description")
    variable = f"{Settings.model_config.get('env_prefix', '')}{name}".upper()
    cells = (f"`{variable}`", field.description, _shown(name, field.default), _limits(field))
    return "| " + " | ".join(cell or "-" for cell in cells) + " |\n"


def _shown(name: str, default: Any) -> str:
    """Return a default as people read it: sizes in powers of 1024, nothing for what is not set."""
    if default is None or default == ():
        return ""
    if name.endswith("_bytes"):
        return f"{default} ({default // 2**30} GiB)"
    return f"`{default}`" if isinstance(default, str | Path) else str(default).lower()


def _limits(field: FieldInfo) -> str:
    bounds = [_BOUNDS[type(one).__name__] + (one,) for one in field.metadata if type(one).__name__ in _BOUNDS]
    return ", ".join(f"{words} {getattr(one, attribute)}" for attribute, words, one in bounds)


if __name__ == "__main__":
    (Path(__file__).parents[1] / "docs" / "settings.md").write_text(settings_reference(), encoding="utf-8")
