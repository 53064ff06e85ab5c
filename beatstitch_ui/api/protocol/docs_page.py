"""The page for people who write scripts: plain HTML made from the description."""

import json
from html import escape
from typing import Any

STYLE = """body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;
color:#1c1b22;background:#fff}code,pre{font:14px/1.45 ui-monospace,monospace}pre{overflow:auto;
padding:.75rem;background:#f2f1f5;border-radius:6px}summary{cursor:pointer;padding:.35rem 0}
summary b{display:inline-block;min-width:4.5rem}td,th{text-align:left;padding:.15rem 1rem .15rem 0;
vertical-align:top}small{color:#5d5a66}a{color:#5b34c9}
@media(prefers-color-scheme:dark){body{color:#eceaf2;background:#17161b}pre{background:#24222b}
small{color:#a8a4b5}a{color:#b79cff}}"""
METHODS = ("get", "post", "put", "patch", "delete", "head")


def docs_page(described: dict[str, Any]) -> str:
    """Return the whole page for a description in OpenAPI's form."""
    info = described["info"]
    groups: dict[str, list[str]] = {}
    for path, operations in described["paths"].items():
        for method in METHODS:
            if method in operations:
                operation = operations[method]
                group = operation.get("tags", ["Other"])[0]
                groups.setdefault(group, []).append(_operation(method, path, operation))
    parts = [f"<h2>{escape(name)}</h2>{''.join(lines)}" for name, lines in groups.items()]
    schemas = [_schema(name, schema) for name, schema in described["components"]["schemas"].items()]
    return (
        f"<!doctype html><html lang=en><meta charset=utf-8><title>{escape(info['title'])} API</title>"
        f"<meta name=viewport content='width=device-width'><style>{STYLE}</style>"
        f"<h1>{escape(info['title'])} API</h1><p>{escape(info['description'])}</p>"
        f"<p><a href=/api/openapi.json>openapi.json</a></p>{''.join(parts)}"
        f"<h2>Schemas</h2>{''.join(schemas)}</html>"
    )


def _operation(method: str, path: str, operation: dict[str, Any]) -> str:
    scope = operation.get("x-scope")
    needed = f" <small>{escape(scope)}</small>" if scope else ""
    answers = ", ".join(
        f"{status} {_name_of(answer)}".strip() for status, answer in operation["responses"].items()
    )
    return (
        f"<details><summary><b>{method.upper()}</b> <code>{escape(path)}</code>{needed}</summary>"
        f"<p>{escape(operation.get('description') or operation.get('summary', ''))}</p>"
        f"{_parameters(operation.get('parameters', []))}{_body(operation)}"
        f"<p><small>Answers: {escape(answers)}</small></p></details>"
    )


def _parameters(parameters: list[dict[str, Any]]) -> str:
    rows = [
        f"<tr><td><code>{escape(one['name'])}</code><td>{escape(one['in'])}"
        f"{', required' if one.get('required') else ''}<td>{escape(one.get('description', ''))}"
        for one in parameters
    ]
    return f"<table>{''.join(rows)}</table>" if rows else ""


def _body(operation: dict[str, Any]) -> str:
    content = operation.get("requestBody", {}).get("content", {})
    sent = [f"{kind} {_reference(one.get('schema', {}))}" for kind, one in content.items()]
    return f"<p>Body: <code>{escape(', '.join(sent))}</code></p>" if sent else ""


def _name_of(answer: dict[str, Any]) -> str:
    for content in answer.get("content", {}).values():
        return _reference(content.get("schema", {}))
    return ""


def _reference(schema: dict[str, Any]) -> str:
    """Return the name of a schema, or of those it consists of."""
    if "$ref" in schema:
        return schema["$ref"].rpartition("/")[2]
    if "items" in schema:
        return f"list of {_reference(schema['items'])}".strip()
    several = schema.get("anyOf") or schema.get("oneOf") or []
    return " or ".join(filter(None, (_reference(one) for one in several))) or str(schema.get("type", ""))


def _schema(name: str, schema: dict[str, Any]) -> str:
    text = escape(json.dumps(schema, indent=1, ensure_ascii=False))
    summary = f"<summary><code>{escape(name)}</code></summary>"
    return f"<details id='{escape(name)}'>{summary}<pre>{text}</pre></details>"
