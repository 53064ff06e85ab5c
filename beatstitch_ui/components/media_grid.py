"""The grid of a project's photos and clips: choose, order, remove; five hundred items in one component."""

from collections.abc import Callable
from typing import Any

from nicegui.element import Element
from nicegui.events import GenericEventArguments

from beatstitch_ui import texts


class MediaGrid(Element, component="media_grid.js"):
    """Fetches its items from `items_url` and sends only what a person did.

    An item is {id, name, kind: image|video, thumb, width, height, duration_ms, status:
    pending|processing|ready|failed, error}. Events: `reorder` {ids, before: id or None for the
    end}, `remove` {ids}, `choose` {ids}, `open` {id}.
    """

    def __init__(
        self,
        *,
        items_url: str,
        on_reorder: Callable[[dict[str, Any]], Any],
        on_remove: Callable[[dict[str, Any]], Any],
        on_choose: Callable[[dict[str, Any]], Any] | None = None,
        on_open: Callable[[dict[str, Any]], Any] | None = None,
    ) -> None:
        super().__init__()
        self.props.update({"items-url": items_url, "revision": 0, "words": texts.MEDIA_GRID})
        handlers = {"reorder": on_reorder, "remove": on_remove, "choose": on_choose, "open": on_open}
        for event, handler in handlers.items():
            if handler is not None:
                self.on(event, _with_arguments(handler))

    def refresh(self, revision: int) -> None:
        """Let the browser fetch the items anew if `revision` is not the one it shows."""
        if revision != self.props["revision"]:
            self.props["revision"] = revision
            self.update()


def _with_arguments(handler: Callable[[dict[str, Any]], Any]) -> Callable[[GenericEventArguments], Any]:
    return lambda event: handler(event.args)
