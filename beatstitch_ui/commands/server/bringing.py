"""Brings files into a project of a server: photos, clips and the song."""

from collections.abc import Sequence
from pathlib import Path

from beatstitch_ui.commands.report import Reporter, reporter
from beatstitch_ui.commands.server import texts
from beatstitch_ui.commands.server.client import Answer, Server
from beatstitch_ui.commands.server.sending import files_of, send, size_of
from beatstitch_ui.commands.server.waiting import wait_for_media, wait_for_song
from core.errors import NothingUsableError, ServerRefusedError
from core.file_names import legible

UNUSABLE = 422


def add_media(
    server: Server, project_id: str, paths: Sequence[Path], *, wait: bool
) -> tuple[list[Answer], bool]:
    """Send photos, clips and those in folders; return what has been added, and whether all is well.

    Each file that the server can't use is told; not well are those that were named, and with `wait` those
    that turn out to be broken. Raises NothingUsableError, and what `send` and `Server.ask` raise.
    """
    with reporter(machine=False) as news:
        files = files_of(paths)
        sent = [_sent(server, project_id, file, news) for file in files]
        ids = list(dict.fromkeys(one for one in sent if one))
        if not ids:
            raise NothingUsableError(places=", ".join(path.name or str(path) for path in paths))
        if wait:
            added = wait_for_media(server, project_id, ids, news)
        else:
            added = [server.ask("GET", f"/projects/{project_id}/media/{one}") for one in ids]
        broken = [one for one in added if one["processing_status"] == "failed"]
        for one in broken:
            news.warn(one["processing_error"])
    named = [one for file, one in zip(files, sent, strict=True) if file in paths]
    return added, None not in named and not broken


def _sent(server: Server, project_id: str, file: Path, news: Reporter) -> str | None:
    """Send one file; return its id, "" for one that only goes with another, None when it can't be used."""
    size = size_of(file)
    query: dict[str, str | int] = {
        "name": legible(file.name),
        "modified_ms": int(file.stat().st_mtime * 1000),
    }
    try:
        told = send(
            server,
            f"/projects/{project_id}/uploads/media",
            file,
            lambda sent: news.step("sending", sent, size),
            **query,
        )
    except ServerRefusedError as error:
        if error.facts["status"] != UNUSABLE:
            raise
        news.warn(error.user_message)
        return None
    if "id" not in told:
        news.note(texts.NOT_NEEDED.format(file=told["passed_over"]))
    return told.get("id", "")


def add_song(server: Server, project_id: str, file: Path, *, wait: bool) -> Answer:
    """Make a file the song of a project; return it, with `wait` when its beats are found."""
    size, path = size_of(file), f"/projects/{project_id}"
    with reporter(machine=False) as news:
        send(
            server,
            f"{path}/uploads/song",
            file,
            lambda sent: news.step("sending", sent, size),
            name=legible(file.name),
        )
    return wait_for_song(server, project_id) if wait else server.ask("GET", f"{path}/audio")
