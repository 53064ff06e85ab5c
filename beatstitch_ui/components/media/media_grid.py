"""The grid of a project's photos and clips: choose, order, remove; five hundred items in one component."""

from nicegui.element import Element

from beatstitch_ui import texts
from beatstitch_ui.components.revisioned import Handler, listen


class MediaGrid(Element, component="media_grid.js"):
    """Fetches its items from `items_url` and sends only what a person did.

    An item is {id, name, kind: image|video, thumb, url, width, height, duration_ms, taken, status:
    pending|processing|ready|failed, error, hidden, starred, passed_over: why new plans leave it out or
    None, instead: the name of what they show in its place and under: its id, stack: of how many
    near-copies it is the best or 0, unstacked: whether it was taken out of its burst, flaws: what spoils it,
    shows: photo|screenshot|document, regions: the faces found or, if marked, what a person has set, subject,
    focus: [x, y] or None, in_ms, out_ms, live: photo|clip|both for the halves of a Live Photo, else
    None}.

    The browser shows a change at once, and has it made again after a connection or server was lost; the
    server has the last word, see `settle`. Event: `change` {number, change: {id: of this one change,
    kind, ids, and what the kind asks for: pages/project/media_changes.py}}.
    After a server that was away, `unsure` {n} tells how many could not be sent again, because the history
    has gone on. `step` names the step of the history at which the page was made.
    """

    def __init__(self, *, items_url: str, step: str, on_change: Handler, on_unsure: Handler) -> None:
        super().__init__()
        self.props.update({"items-url": items_url, "first-step": step, "words": texts.media.MEDIA_GRID})
        listen(self, {"change": on_change, "unsure": on_unsure})

    def settle(self, handled: int, step: str) -> None:
        """Look again what is stored, after the changes up to number `handled` were made or refused."""
        self.run_method("settle", handled, step)
