"""What a simulated person does on a page: press, fill in, wait for what comes of it."""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Sequence
from itertools import count
from typing import Any

from nicegui.element import Element
from nicegui.testing import User
from nicegui.testing.user_interaction import UserInteraction

from beatstitch_ui import pages
from beatstitch_ui.components.media.media_grid import MediaGrid
from beatstitch_ui.components.toasts import Toasts
from beatstitch_ui.shell.elements import Box

PATIENCE_S = 120  # for a machine that runs other tests meanwhile
_numbers = count(1)  # of the changes to media: a page never uses one again
Story = Callable[[User], Awaitable[None]]


def register_again() -> None:
    """Register every page with a simulation, which forgets the pages of the one before."""
    for screen in pages.SCREENS:
        sys.modules.pop(f"beatstitch_ui.pages.{screen}", None)
    pages.register_pages()


def press(user: User, label: str) -> None:
    """Click the button with this label; the simulation lets no click rise from the label to it."""
    found = user.find(label).elements  # also what only contains these words
    named = [one for one in found if getattr(one, "text", None) == label] or found
    slots = [one.parent_slot for one in named]
    UserInteraction(user, {slot.parent for slot in slots if slot}, label).click()


def change_media(user: User, kind: str, ids: Sequence[str] = (), *, times: int = 1, **facts: object) -> None:
    """Do something to photos and clips in the grid, as the browser tells it, maybe several times."""
    number = next(_numbers)
    change = {"id": f"{number:032x}", "kind": kind, "ids": list(ids), **facts}
    for _ in range(times):
        user.find(MediaGrid).trigger("change", {"number": number, "change": change})


async def until(holds: Callable[[], Any]) -> None:
    """Return when `holds()`; fail when that takes longer."""
    async with asyncio.timeout(PATIENCE_S):
        while not holds():  # noqa: ASYNC110
            await asyncio.sleep(0.01)  # the database has no event to wait for


def press_icon(user: User, label: str) -> None:
    """Click the button that shows only an icon and has this label for screen readers."""
    UserInteraction(user, set(_with_prop(user, "aria-label", label)), label).click()


async def take_back(user: User) -> None:
    """Press Undo on the newest message, once there is one: it comes after what it tells was stored."""
    (toasts,) = user.find(Toasts).elements
    await until(lambda: toasts._undos)
    user.find(Toasts).trigger("undo", {"number": max(toasts._undos)})


def submit(user: User, label: str) -> None:
    """Submit the form whose button has this label."""
    forms = {form for found in user.find(label).elements for form in found.ancestors() if form.tag == "form"}
    UserInteraction(user, forms, label).trigger("submit.prevent")


def fill_in(user: User, label: str, value: str) -> None:
    """Type into, or choose from, the field with this label."""
    named = _labelled(user, label)
    fields = {found for html_id in named for found in _elements(user) if found.html_id == html_id}
    event = "change" if any(found.tag == "select" for found in fields) else "input"
    UserInteraction(user, fields, label).trigger(event, value)


def tick(user: User, label: str, *, on: bool = True) -> None:
    """Check or uncheck the box with this label."""
    labels = {slot.parent for found in user.find(label).elements if (slot := found.parent_slot)}
    boxes = {box for parent in labels for box in parent.default_slot if box.tag == "input"}
    UserInteraction(user, boxes, label).trigger("change", on)


def field(user: User, label: str) -> Element:
    """Return the field with this label."""
    named = _labelled(user, label)
    (found,) = [found for found in _elements(user) if found.html_id in named]
    return found


def chosen(user: User, label: str) -> object:
    """Return the value that is chosen in the field with this label."""
    options = field(user, label).default_slot
    return next(option.props["value"] for option in options if option.props.get("selected"))


def _labelled(user: User, label: str) -> set[str]:
    # `find` also takes labels that only contain these words.
    labels = [found for found in user.find(label).elements if "for" in found.props]
    return {found.props["for"] for found in labels if getattr(found, "text", None) == label}


def _with_prop(user: User, prop: str, value: str) -> list[Element]:
    found = [element for element in _elements(user) if element.props.get(prop) == value]
    assert found, f"nothing has {prop} {value!r}"
    return found


def _elements(user: User) -> list[Element]:
    assert user.client is not None
    return list(user.client.elements.values())


def seen_pictures(user: User) -> list[str]:
    """Return the names of the pictures that are shown small beside a text that tells of them."""
    rows = [one for one in user.find(kind=Box).elements if "bs-pictures" in one.classes]
    return sorted(one.props["alt"] for row in rows for one in row.descendants() if one.tag == "img")
