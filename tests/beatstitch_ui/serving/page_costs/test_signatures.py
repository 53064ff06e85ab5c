"""What is remembered of methods is what NiceGUI finds by looking at them."""

from collections.abc import Callable
from functools import partial

import pytest
from nicegui import helpers

from beatstitch_ui.serving.page_costs.signatures import expects_arguments


class Listener:
    def told(self, event: object) -> None: ...

    def asked(self) -> None: ...

    def may_be_told(self, event: object = None) -> None: ...


def told(event: object) -> None: ...


HANDLERS = {
    "a method that is told": (Listener().told, True),
    "a method that is not": (Listener().asked, False),
    "a method with a default": (Listener().may_be_told, False),
    "a function": (told, True),
    "a function that has its argument": (partial(told, "it"), False),
    "a method of a class in C": ([].clear, False),
}


@pytest.mark.parametrize("handler", HANDLERS)
def test_a_handler_is_known_to_expect_an_event_or_not(handler: str) -> None:
    function, expects = HANDLERS[handler]
    assert [expects_arguments(function) for _ in range(2)] == [expects, expects]


def test_another_object_of_the_class_expects_the_same() -> None:
    methods: list[Callable[..., None]] = [Listener().told, Listener().told, Listener().asked]
    assert list(map(expects_arguments, methods)) == [True, True, False]
    assert helpers.expects_arguments(methods[0])
