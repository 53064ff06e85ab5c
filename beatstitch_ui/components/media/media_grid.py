"""The grid of a project's photos and clips: choose, order, remove; five hundred items in one component."""

from collections.abc import Mapping

from beatstitch_ui import texts
from beatstitch_ui.components.revisioned import Handler, Revisioned, listen


class MediaGrid(Revisioned, component="media_grid.js"):
    """Fetches its items from `items_url` and sends only what a person did.

    An item is {id, name, kind: image|video, thumb, url, width, height, duration_ms, taken, status:
    pending|processing|ready|failed, error, hidden, starred, passed_over: why new plans leave it out or
    None, instead: the name of what they show in its place and under: its id, stack: of how many
    near-copies it is the best or 0, unstacked: whether it was taken out of its burst, flaws: what spoils it,
    shows: photo|screenshot|document, regions: the faces found or, if marked, what a person has set, subject,
    focus: [x, y] or None, in_ms, out_ms, live: photo|clip|both for the halves of a Live Photo, else
    None}. Events: `reorder` {ids, before: id or None for the end}, `remove` {ids}, `hide` {ids, hidden},
    `star` {ids, starred}, `arrange` {by: taken|name|shuffle}, `live` {ids,
    shows: photo|clip|both}, `focus` {id, focus}, `unstack` {ids, unstacked}, `travel` {step: undo|redo},
    `regions` {id, regions: a list or None for what was found}, `bounds` {id, in_ms, out_ms}.
    """

    def __init__(self, *, items_url: str, handlers: Mapping[str, Handler]) -> None:
        super().__init__()
        self.props.update({"items-url": items_url, "revision": 0, "words": texts.media.MEDIA_GRID})
        listen(self, handlers)
