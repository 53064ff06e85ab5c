"""Bounds how many pages wait for a browser that never comes, as those do that a script has fetched."""

import time
from collections import defaultdict

from nicegui import Client, app

from beatstitch_ui.auth.session import visitor_of

MOST_UNSEEN = 10  # of one session, or of one address where nobody is signed in
PATIENCE_S = 5.0
LOOK_EVERY_S = 2.0


def bound_unseen_pages() -> None:
    """Delete the oldest of too many unseen pages.

    NiceGUI keeps each for a minute, and looks ten times a second whether its browser has come.
    """
    app.on_startup(lambda: app.timer(LOOK_EVERY_S, drop_unseen))


def drop_unseen() -> None:
    """Delete what is too much now; a browser that comes later after all loads its page again."""
    unseen: defaultdict[str, list[Client]] = defaultdict(list)
    for page in Client.instances.values():
        if _is_unseen(page):
            unseen[_asked_by(page)].append(page)
    for pages in unseen.values():
        for page in pages[:-MOST_UNSEEN]:  # they are in the order in which they were asked for
            page.delete()


def _is_unseen(page: Client) -> bool:
    """Tell whether a page was sent, some time ago, and no browser has come back for it."""
    is_due = page._response_built and page.created <= time.time() - PATIENCE_S  # noqa: SLF001 - as NiceGUI's own pruning
    return is_due and not page.has_socket_connection and not page._delete_tasks  # noqa: SLF001


def _asked_by(page: Client) -> str:
    visitor = visitor_of(page.request)
    return page.ip if visitor is None else visitor.session_id
