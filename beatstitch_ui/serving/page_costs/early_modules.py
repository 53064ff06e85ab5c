"""Shows pages sooner: a browser fetches all modules at once, not each after the one that imports it."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from nicegui import client, dependencies
from nicegui.element import Element

from beatstitch_ui.components import LIBRARY

NAME = "beatstitch/"  # of the library in the import map
_IMPORTED = re.compile(rf'^(?:import|export|\}}) .*?from "{NAME}([\w/]+\.js)";$', re.MULTILINE)
_generate = dependencies.generate_resources


def fetch_modules_early() -> None:
    """Let NiceGUI name a page's modules in its head besides its components (HTML, `modulepreload`)."""
    client.generate_resources = generate_resources  # pyright: ignore[reportPrivateImportUsage] - what it calls


def generate_resources(prefix: str, elements: Iterable[Element]) -> tuple[Any, ...]:
    """Return what `nicegui.dependencies.generate_resources` does, with all that the components import."""
    elements = list(elements)
    *first, imports, js_imports, preloaded = _generate(prefix, elements)
    folder = imports[NAME]
    components = {element.component.path for element in elements if element.component}
    modules = [folder + module for module in sorted(imported_by(components))]
    return *first, imports, js_imports, [*preloaded, *modules]


def imported_by(components: Iterable[Path]) -> set[str]:
    """Return the library's modules that these scripts import, and those import in turn, as paths in it."""
    found: set[str] = set()
    waiting = [module for path in components for module in imports_of(path)]
    while waiting:
        module = waiting.pop()
        if module not in found:
            found.add(module)
            waiting.extend(imports_of(LIBRARY / module))
    return found


@cache
def imports_of(script: Path) -> tuple[str, ...]:
    """Return what one script imports of the library; scripts do not change while the app runs."""
    return tuple(_named(script.read_text(encoding="utf-8")))


def _named(source: str) -> Iterator[str]:
    return (match[1] for match in _IMPORTED.finditer(source))
