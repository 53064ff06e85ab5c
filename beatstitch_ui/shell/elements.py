"""Plain HTML elements with attributes, so that pages read like the markup they make."""

from collections.abc import Callable
from typing import Any

from nicegui.element import Element
from nicegui.elements.mixins.text_element import TextElement

Attribute = str | int | bool | None
DOUBLE_CLICK_S = 1.0


def _dress(element: Element, classes: str, attributes: dict[str, Attribute]) -> None:
    element.classes(classes)
    for name, value in attributes.items():
        element.props[name.rstrip("_").replace("_", "-")] = value


class Box(Element):
    """An element that holds others; attribute names take `_` for `-`, and a last `_` is dropped."""

    def __init__(self, tag: str = "div", classes: str = "", **attributes: Attribute) -> None:
        super().__init__(tag)
        _dress(self, classes, attributes)


class Text(TextElement):
    """An element that holds one text."""

    def __init__(self, tag: str, text: str, classes: str = "", **attributes: Attribute) -> None:
        super().__init__(tag=tag, text=text)
        _dress(self, classes, attributes)


def icon(name: str) -> Element:
    """Draw a decorative icon of the sprite."""
    with Box("svg", "bs-icon", aria_hidden="true") as svg:
        Box("use", href=f"/static/icons.svg#{name}")
    return svg


def button(
    label: str,
    on_click: Callable[[], Any] | None = None,
    *,
    icon_name: str | None = None,
    icon_only: bool = False,
    look: str = "",
    makes_something: bool = False,
    **attributes: Attribute,
) -> Element:
    """Make a native button; `look` is primary, quiet, danger or nothing.

    An icon-only button carries its label for screen readers and as its tooltip. One that `makes_something`
    makes it once for a double-click.
    """
    classes = " ".join(["bs-button", *(f"bs-button--{part}" for part in look.split())])
    element = Box("button", classes, type="button", **attributes)
    with element:
        if icon_name:
            icon(icon_name)
        if icon_only:
            element.classes("bs-button--icon")
            element.props["aria-label"] = element.props["title"] = label
        else:
            Text("span", label)
    if on_click is not None:
        throttle = DOUBLE_CLICK_S if makes_something else 0.0
        element.on("click", on_click, [], throttle=throttle, trailing_events=False)
    return element
