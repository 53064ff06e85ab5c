"""Labelled native fields whose values reach Python when they are changed."""

from collections.abc import Callable, Mapping
from typing import Any

from nicegui.element import Element
from nicegui.events import GenericEventArguments

from beatstitch_ui.shell.elements import Attribute, Box, Text

TAKE_VALUE = "(event) => emit(event.target.value)"
TAKE_CHECKED = "(event) => emit(event.target.checked)"
# Vue writes a value again at every rendering, over what a person typed; an attribute it leaves alone.
AS_ATTRIBUTE = "^"
Taker = Callable[[Any], Any]


def select(label: str, options: Mapping[str, str], value: str, on_change: Taker) -> Element:
    """Make a choice of `options`, value to label; `on_change` gets the chosen value."""
    with Box("div", "bs-field") as field:
        caption = Text("label", label, "bs-field__label")
        with Box("select", "bs-input") as choice:
            for option, shown in options.items():
                Text("option", shown, value=option, selected=option == value or None)
        caption.props["for"] = choice.html_id

        def choose(event: GenericEventArguments) -> Any:
            for option in choice.default_slot:  # as the browser shows it already
                option.props["selected"] = option.props["value"] == event.args or None
            return on_change(event.args)

        choice.on("change", choose, js_handler=TAKE_VALUE)
    return field


def enable(field: Element, *, enabled: bool, reason: str) -> None:
    """Let a choice be used or not; its tooltip says the `reason` why it can't be."""
    choice = next(child for child in field.default_slot if child.tag in ("select", "input"))
    choice.props["disabled"] = None if enabled else True
    choice.props["title"] = None if enabled else reason
    choice.update()


def text_field(label: str, value: str, on_change: Taker, **attributes: Attribute) -> Element:
    """Make a text field; `on_change` gets every new value, also while typing."""
    with Box("div", "bs-field") as field:
        caption = Text("label", label, "bs-field__label")
        entry = Box("input", "bs-input", type="text", **attributes)
        entry.props[AS_ATTRIBUTE + "value"] = value
        caption.props["for"] = entry.html_id
        entry.on("input", _with_value(on_change), js_handler=TAKE_VALUE)
    return field


def checkbox(label: str, on_change: Taker, *, value: bool) -> Element:
    """Make a checkbox; `on_change` gets True or False."""
    with Box("label", "bs-check") as field:
        box = Box("input", type="checkbox", checked=value or None)
        Text("span", label)

        def choose(event: GenericEventArguments) -> Any:
            box.props["checked"] = event.args or None  # as the browser shows it already
            return on_change(event.args)

        box.on("change", choose, js_handler=TAKE_CHECKED)
    return field


def _with_value(on_change: Taker) -> Callable[[GenericEventArguments], Any]:
    return lambda event: on_change(event.args)
