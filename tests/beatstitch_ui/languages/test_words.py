"""Pages take every word from the modules of words, when they need it: nothing else would be translated."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from beatstitch_ui import texts
from beatstitch_ui.languages.current import fill, number, speaking
from beatstitch_ui.languages.words import translated

ROOT = Path(__file__).parents[3] / "beatstitch_ui"
NOT_OF_PAGES = {"texts", "commands", "languages"}
SAYING = {"Text": 1, "button": 0, "select": 0, "text_field": 0, "checkbox": 0, "say": 0, "show": 0}
TEMPLATE = re.compile(r"template:\s*`(.*?)`", re.DOTALL)
IN_TEMPLATE = re.compile(
    r">[^<>{}]*[A-Za-z][^<>{}]*<" r'|[ \n](?:aria-label|title|placeholder|alt)="[^"]*[A-Za-z][^"]*"'
)


@cache
def modules() -> list[tuple[str, ast.Module]]:
    named = [(file.relative_to(ROOT), file) for file in ROOT.rglob("*.py")]
    return [
        (str(name), ast.parse(file.read_text(encoding="utf-8")))
        for name, file in named
        if name.parts[0] not in NOT_OF_PAGES
    ]


def run_at_import(body: list[ast.stmt]) -> Iterator[ast.AST]:
    """Yield what runs when a module is loaded: all but the bodies of its functions."""
    for statement in body:
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
            defaults = [one for one in statement.args.kw_defaults if one is not None]
            yield from (*statement.args.defaults, *defaults, *statement.decorator_list)
        elif isinstance(statement, ast.ClassDef):
            yield from run_at_import(statement.body)
        else:
            yield statement


def is_word(node: ast.AST) -> bool:
    """Tell whether a node is `texts.page.WORD`."""
    return (
        isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Attribute)
        and isinstance(node.value.value, ast.Name)
        and node.value.value.id == "texts"
    )


def is_sentence(node: ast.AST) -> bool:
    held = (
        [node] if isinstance(node, ast.Constant) else node.values if isinstance(node, ast.JoinedStr) else []
    )
    said = [str(one.value) for one in held if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    return any(map(str.isalpha, re.sub(r"\{\w+\}", "", "".join(said))))


def test_words_are_read_when_they_are_said():
    """What is read while a module loads is English for ever."""
    early = [
        (name, ast.unparse(node))
        for name, module in modules()
        for part in run_at_import(module.body)
        for node in ast.walk(part)
        if is_word(node)
        or (isinstance(node, ast.ImportFrom) and (node.module or "").startswith("beatstitch_ui.texts"))
    ]
    assert early == []


def test_pages_hold_no_words_of_their_own():
    own = [
        (name, node.lineno)
        for name, module in modules()
        for node in ast.walk(module)
        if isinstance(node, ast.Call)
        and (said := getattr(node.func, "id", getattr(node.func, "attr", ""))) in SAYING
        and len(node.args) > SAYING[said]
        and is_sentence(node.args[SAYING[said]])
    ]
    assert own == []


def test_components_hold_no_words_of_their_own():
    own = [
        (file.name, found.group(0))
        for file in ROOT.rglob("*.js")
        for template in TEMPLATE.findall(file.read_text(encoding="utf-8"))
        for found in IN_TEMPLATE.finditer(re.sub(r"\{\{.*?\}\}", "", template, flags=re.DOTALL))
    ]
    assert own == []


def test_words_within_tables_are_translated_and_codes_stay():
    with speaking("de"):
        assert texts.shell.PROJECT_PAGES["render"] == "Rendern"
        assert texts.media.MEDIA_GRID["count"] == {"one": "{n} Element", "other": "{n} Elemente"}
        assert texts.media.MEDIA_GRID is texts.media.MEDIA_GRID
        assert translated(("Play", 3, None)) == ("Abspielen", 3, None)
    assert texts.shell.PROJECT_PAGES["media"] == "Media"


@pytest.mark.parametrize(("language", "said"), [("en", "1,234.5 MB"), ("de", "1.234,5 MB")])
def test_numbers_are_written_as_the_language_writes_them(language, said):
    with speaking(language):
        assert fill("{size:,.1f} MB", {"size": 1234.5}) == said
        assert number(1234.5, ",.1f") + " MB" == said
        assert fill("{year}", {"year": 2026}) == "2026"
