"""The grid of a project's photos and clips: choose, order, remove; five hundred items in one component."""

from beatstitch_ui import texts
from beatstitch_ui.components.revisioned import Handler, Revisioned, listen


class MediaGrid(Revisioned, component="media_grid.js"):
    """Fetches its items from `items_url` and sends only what a person did.

    An item is {id, name, kind: image|video, thumb, width, height, duration_ms, status:
    pending|processing|ready|failed, error}. Events: `reorder` {ids, before: id or None for the
    end}, `remove` {ids}, `choose` {ids}, `open` {id, kind, name}.
    """

    def __init__(
        self,
        *,
        items_url: str,
        on_reorder: Handler,
        on_remove: Handler,
        on_choose: Handler | None = None,
        on_open: Handler | None = None,
    ) -> None:
        super().__init__()
        self.props.update({"items-url": items_url, "revision": 0, "words": texts.MEDIA_GRID})
        listen(self, {"reorder": on_reorder, "remove": on_remove, "choose": on_choose, "open": on_open})
