"""What components that show a numbered state of some data have in common."""

from collections.abc import Callable, Mapping
from typing import Any

from nicegui.element import Element
from nicegui.events import GenericEventArguments

Handler = Callable[[dict[str, Any]], Any]


class Revisioned(Element):
    """Has a prop `revision`; the browser fetches its data again when it is told another one.

    The number alone travels, not the whole element, so that an edit costs a few hundred bytes.
    """

    def show_revision(self, revision: int) -> None:
        """Let the browser fetch and show another revision."""
        if revision == self.props["revision"]:
            return
        with self.props.suspend_updates():
            self.props["revision"] = revision
        self.run_method("showRevision", revision)


def listen(element: Element, handlers: Mapping[str, Handler | None]) -> None:
    """Call handlers with the one object that the events of `element` carry."""
    for event, handler in handlers.items():
        if handler is not None:
            element.on(event, _with_arguments(handler))


def _with_arguments(handler: Handler) -> Callable[[GenericEventArguments], Any]:
    return lambda event: handler(event.args)
