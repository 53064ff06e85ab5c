"""Waits for what a server does in the background, and tells how far it is."""

import time
from collections.abc import Callable, Collection, Sequence
from typing import TypeVar

from beatstitch_ui.commands.report import Reporter
from beatstitch_ui.commands.server import texts
from beatstitch_ui.commands.server.client import Answer, Server
from core.errors import ServerRefusedError

Found = TypeVar("Found")
LOOK_S, LONGEST_LOOK_S, SLOWER = 0.3, 3.0, 1.2
OVER = ("complete", "failed", "cancelled")


def wait_for_media(server: Server, project_id: str, ids: Collection[str], news: Reporter) -> list[Answer]:
    """Return these photos and clips when each is ready or failed, in the order of the project."""

    def look() -> list[Answer] | None:
        listed = server.list(f"/projects/{project_id}/media")
        mine = [one for one in listed if one["id"] in ids]
        done = [one for one in mine if one["processing_status"] in ("ready", "failed")]
        news.step("preparing", len(done), len(mine))
        return mine if len(done) == len(mine) else None

    return _when(look)


def wait_for_song(server: Server, project_id: str) -> Answer:
    """Return the song when its beats are found; ServerRefusedError with the reason when they can't be."""

    def look() -> Answer | None:
        song = server.ask("GET", f"/projects/{project_id}/audio")
        return song if song["analysis_status"] in OVER else None

    song = _when(look)
    if song["analysis_status"] == "failed":
        raise ServerRefusedError(message=song["analysis_error"].rstrip("."), error="analysis_failed")
    return song


def wait_for_renders(
    server: Server, project_id: str, ids: Sequence[str], on_look: Callable[[Answer], None]
) -> list[Answer]:
    """Return renders when all are over; raises ServerRefusedError with the reason when one was not made.

    `on_look` is given each of them as often as it is looked at.
    """

    def look() -> list[Answer] | None:
        seen = [server.ask("GET", f"/projects/{project_id}/renders/{one}") for one in ids]
        for render in seen:
            on_look(render)
        return seen if all(render["status"] in OVER for render in seen) else None

    renders = _when(look)
    for render in renders:
        if render["status"] != "complete":
            reason = render["error_message"] or texts.RENDER_OVER.format(status=render["status"])
            raise ServerRefusedError(message=reason.rstrip("."), error=f"render_{render['status']}")
    return renders


def _when(look: Callable[[], Found | None]) -> Found:
    """Return what `look` returns as soon as that is something, looking less and less often."""
    pause_s = LOOK_S
    while (found := look()) is None:
        time.sleep(pause_s)
        pause_s = min(LONGEST_LOOK_S, pause_s * SLOWER)
    return found
