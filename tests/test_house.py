"""The plan of the house: who may open sessions, and how large folders and files may get."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("beatstitch_ui", "core", "workers")
MOST_MODULES, MOST_LOOSE_MODULES = 15, 12
SQL = re.compile(
    r"\bsession\.(query|scalars?|execute|get|get_one|add|delete|flush|refresh)\("
    r"|(installation\(\)|\bdatabase)\.(reading|writing)\("
)


def modules(*packages: str) -> Iterator[Path]:
    for package in packages:
        yield from (ROOT / package).rglob("*.py")


def test_pages_commands_and_workers_ask_use_cases_and_no_session() -> None:
    """What import-linter can't see: rows asked for through a session that somebody else has opened."""
    asking = [file for file in modules("beatstitch_ui", "workers") if SQL.search(file.read_text())]
    assert asking == []


def test_a_folder_can_be_taken_in_at_a_glance() -> None:
    sizes = Counter(file.parent for file in modules(*PACKAGES) if file.name != "__init__.py")
    assert {str(folder) for folder, size in sizes.items() if size > MOST_MODULES} == set()
    assert sizes[ROOT / "core"] <= MOST_LOOSE_MODULES


@pytest.mark.parametrize("package", PACKAGES)
def test_a_file_says_in_a_sentence_why_it_exists(package: str) -> None:
    assert [file for file in modules(package) if not ast.get_docstring(ast.parse(file.read_text()))] == []
