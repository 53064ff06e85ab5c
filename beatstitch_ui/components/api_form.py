"""A form that posts to the API by itself: signing in must set a cookie, which a websocket can't."""

from collections.abc import Mapping, Sequence
from typing import Any, NotRequired, TypedDict

from nicegui.element import Element

from beatstitch_ui import texts


class Field(TypedDict):
    """One field; `type` is text, password or checkbox, `rules` are those of a password to be chosen now.

    A checkbox is checked at first unless it is `off`. After one of its `errors`, named by code, a field
    is marked as wrong.
    """

    name: str
    label: str
    type: str
    autocomplete: NotRequired[str]
    hint: NotRequired[str]
    rules: NotRequired[Mapping[str, Any]]
    off: NotRequired[bool]
    errors: NotRequired[Sequence[str]]


class ApiForm(Element, component="api_form.js"):
    """Posts its fields with `fixed` values as JSON to `url`, then goes to `next_url` or says it is done."""

    def __init__(
        self,
        *,
        url: str,
        fields: Sequence[Field],
        submit: str,
        next_url: str | None = None,
        done: str = "",
        fixed: Mapping[str, str] | None = None,
        primary: bool = True,
    ) -> None:
        super().__init__()
        self.props.update({"url": url, "fields": list(fields), "submit": submit, "done": done})
        self.props["primary"] = primary
        self.props.update({"next-url": next_url, "fixed": dict(fixed or {}), "words": texts.shell.FORM})
