"""Finds what has to be translated, for `pybabel extract`: babel.cfg names the functions and their files."""

import ast
import re
from collections.abc import Iterator
from typing import IO, Any

from babel.messages.extract import extract_python

from beatstitch_ui.languages.problems import NAMES_GIVEN

Message = tuple[int, str, str | tuple[str, ...], list[str]]
MARK, FOUND = "plural", "said"
_FIELD = re.compile(r"\{[^}]*\}")


def words(
    file: IO[bytes], keywords: Any, comment_tags: Any, options: Any
) -> Iterator[tuple[int, Any, Any, Any]]:
    """Yield the words of a module that holds nothing else: its constants, and what its functions say."""
    tree = ast.parse(file.read())
    for statement in tree.body:
        if isinstance(statement, ast.Assign | ast.AnnAssign) and _target(statement).isupper():
            yield from _constants(statement.value)
    file.seek(0)
    yield from extract_python(file, keywords, comment_tags, options)


def errors(file: IO[bytes], keywords: Any, comment_tags: Any, options: Any) -> Iterator[Message]:  # noqa: ARG001 - as Babel calls it
    """Yield the sentences of errors and of what doctor finds, and the words that are given as facts."""
    source = file.read()
    for node in ast.walk(ast.parse(source)) if b"Error" in source else ():
        if isinstance(node, ast.ClassDef):
            for statement in node.body:
                if isinstance(statement, ast.Assign | ast.AnnAssign) and _target(statement) == "sentence":
                    yield from _constants(statement.value)
        elif isinstance(node, ast.Call) and _name(node.func) == FOUND and node.args:
            yield from _constants(node.args[0])
        elif isinstance(node, ast.Call) and _name(node.func).endswith("Error"):
            for fact in node.keywords:
                if fact.arg not in NAMES_GIVEN:
                    yield from _constants(fact.value)


def _target(statement: ast.Assign | ast.AnnAssign) -> str:
    return _name(statement.targets[0] if isinstance(statement, ast.Assign) else statement.target)


def _name(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _constants(value: ast.AST | None) -> Iterator[Message]:
    """Yield the texts of a literal; keys of tables, numbers and what holds no letter are none."""
    if isinstance(value, ast.Constant):
        if isinstance(value.value, str) and any(map(str.isalpha, _FIELD.sub("", value.value))):
            yield value.lineno, "gettext", value.value, []
    elif isinstance(value, ast.Call):
        if _name(value.func) == MARK:
            forms = tuple(str(ast.literal_eval(form)) for form in value.args)
            yield value.lineno, "ngettext", forms, []
    elif isinstance(value, ast.Dict):
        for said in value.values:
            yield from _constants(said)
    elif isinstance(value, ast.List | ast.Tuple):
        for said in value.elts:
            yield from _constants(said)
    elif isinstance(value, ast.BinOp):
        yield from _constants(value.left)
        yield from _constants(value.right)
