"""The plan of the house: who may open sessions, and how large folders and files may get."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("beatstitch_ui", "core", "workers")
MIGRATIONS = ROOT / "core" / "store" / "migrations" / "versions"  # a chain that only ever grows
MOST_MODULES, MOST_LOOSE_MODULES, MOST_LINES, MOST_LINES_OF_A_FUNCTION = 15, 12, 300, 60
SQL = re.compile(
    r"\bsession\.(query|scalars?|execute|get|get_one|add|delete|flush|refresh)\("
    r"|(installation\(\)|\bdatabase)\.(reading|writing)\("
)


def modules(*packages: str) -> Iterator[Path]:
    for package in packages:
        yield from (ROOT / package).rglob("*.py")


def browser_modules() -> Iterator[Path]:
    yield from (ROOT / "beatstitch_ui").rglob("*.js")


def test_pages_commands_and_workers_ask_use_cases_and_no_session() -> None:
    """What import-linter can't see: rows asked for through a session that somebody else has opened."""
    asking = [file for file in modules("beatstitch_ui", "workers") if SQL.search(file.read_text())]
    assert asking == []


def test_a_folder_can_be_taken_in_at_a_glance() -> None:
    files = {file.with_suffix("") for file in (*modules(*PACKAGES), *browser_modules())}
    sizes = Counter(file.parent for file in files if file.name != "__init__")
    del sizes[MIGRATIONS]
    assert {str(folder) for folder, size in sizes.items() if size > MOST_MODULES} == set()
    assert sizes[ROOT / "core"] <= MOST_LOOSE_MODULES


def test_a_file_can_be_read_at_a_sitting() -> None:
    files = (*modules(*PACKAGES, "tests"), *browser_modules())
    lengths = {str(file.relative_to(ROOT)): len(file.read_text().splitlines()) for file in files}
    assert {file: length for file, length in lengths.items() if length > MOST_LINES} == {}


def test_a_function_fits_on_a_screen() -> None:
    functions = (
        (str(file.relative_to(ROOT)), node)
        for file in modules(*PACKAGES)
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    lengths = {(file, node.name): (node.end_lineno or 0) - node.lineno + 1 for file, node in functions}
    assert {name for name, length in lengths.items() if length > MOST_LINES_OF_A_FUNCTION} == set()


def test_the_walks_of_the_architecture_name_each_function_once_and_only_what_there_is() -> None:
    sources = {f"/{file.relative_to(ROOT).with_suffix('')}": file.read_text() for file in modules(*PACKAGES)}
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    for walk in text.split("\n## ")[1:]:
        named = re.findall(r"`((?:\w+/)*\w+)\.((?!json)[a-z]\w+)`", walk)
        assert named
        assert [name for name, count in Counter(named).items() if count > 1] == []
        for owner, function in named:  # of a module or a class
            owns = re.compile(rf"^class {owner}\b.*^ +(async )?def {function}\b", re.DOTALL | re.MULTILINE)
            defines = re.compile(rf"^((async )?def|class) {function}\b", re.MULTILINE)
            assert any(
                defines.search(source) if name.endswith(f"/{owner}") else owns.search(source)
                for name, source in sources.items()
            ), (owner, function)


@pytest.mark.parametrize("package", PACKAGES)
def test_a_file_says_in_a_sentence_why_it_exists(package: str) -> None:
    assert [file for file in modules(package) if not ast.get_docstring(ast.parse(file.read_text()))] == []
