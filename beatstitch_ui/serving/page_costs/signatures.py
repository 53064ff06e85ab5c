"""Makes pages in less time: a method is asked once whether it expects arguments, not for each element."""

from collections.abc import Callable
from types import MethodType
from weakref import WeakKeyDictionary

from nicegui import helpers

_inspect = helpers.expects_arguments
_known: WeakKeyDictionary[Callable[..., object], bool] = WeakKeyDictionary()


def remember_signatures() -> None:
    """Let NiceGUI look its own methods' signatures up; it reads three of them for each element otherwise."""
    helpers.expects_arguments = expects_arguments


def expects_arguments(function: Callable[..., object]) -> bool:
    """Tell what `nicegui.helpers.expects_arguments` does; all methods of one function expect the same."""
    if not isinstance(function, MethodType):
        return _inspect(function)
    known = _known.get(function.__func__)
    if known is None:
        known = _known[function.__func__] = _inspect(function)
    return known
