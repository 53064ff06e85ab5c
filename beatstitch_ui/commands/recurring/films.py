"""`beatstitch recurring`: films that make themselves, set up without a browser."""

import sys
from typing import Any

from pydantic import ValidationError

from beatstitch_ui.commands.arguments import secret_of
from beatstitch_ui.commands.data import open_data
from beatstitch_ui.commands.integrations.texts import IMMICH_KEY
from beatstitch_ui.commands.recurring import texts
from core.accounts.opened import writing_as
from core.errors import RequestInvalidError
from core.projects.recurring import films
from core.projects.recurring.films import RecurringCreate, RecurringResponse, RunResponse


def place_of(
    folder: str | None, watch: str | None, immich: str | None, album: str | None, person: str | None
) -> dict[str, Any]:
    """Return where the pictures come from; the key of an Immich server is asked for."""
    if watch is not None:
        return {"kind": "watch", "path": watch}
    if immich is None:
        return {"kind": "folder", "path": folder or ""}
    key = secret_of(IMMICH_KEY)
    return {"kind": "immich", "url": immich, "api_key": key, "album_id": album, "person_id": person}


def add_film(username: str, request: dict[str, Any], *, machine: bool) -> None:
    """Set one up and print it."""
    try:
        checked = RecurringCreate.model_validate(request)
    except ValidationError as error:
        first = error.errors()[0]
        raise RequestInvalidError(where=str(first["loc"][-1]), reason=first["msg"]) from error
    with writing_as(open_data(begin=False), username) as opened:
        made = films.add_film(opened.session, opened.user_id, checked)
    _print(made, machine=machine)


def show_films(username: str, *, machine: bool) -> None:
    """Print those of an account, one a line."""
    with writing_as(open_data(begin=False), username) as opened:
        found = films.list_films(opened.session, opened.user_id)
    for film in found:
        _print(film, machine=machine)


def set_paused(username: str, film_id: str, *, paused: bool, machine: bool) -> None:
    """Pause one or let it go on, and print it."""
    with writing_as(open_data(begin=False), username) as opened:
        film = films.set_paused(opened.session, opened.user_id, film_id, paused=paused)
    _print(film, machine=machine)


def make_now(username: str, film_id: str, *, machine: bool) -> None:
    """Have the one made that was due last, and print it."""
    with writing_as(open_data(begin=False), username) as opened:
        film = films.make_now(opened.session, opened.user_id, film_id)
    _print(film, machine=machine)


def delete_film(username: str, film_id: str) -> None:
    """Make no more of them."""
    with writing_as(open_data(begin=False), username) as opened:
        films.delete_film(opened.session, opened.user_id, film_id)
    sys.stdout.write(texts.DELETED + "\n")


def _print(film: RecurringResponse, *, machine: bool) -> None:
    sys.stdout.write((film.model_dump_json() if machine else _line(film)) + "\n")


def _line(film: RecurringResponse) -> str:
    coming = texts.NEXT.format(at=film.next_at) if film.next_at else texts.PAUSED
    every = texts.WATCHES.format(place=film.place) if film.kind == "watch" else film.rhythm.every
    if film.kind == "watch" and not film.paused:
        coming = texts.WATCHING
    line = texts.LINE.format(id=film.id, name=film.name, every=every, coming=coming)
    return line + "".join(map(_told, _to_tell(film)))


def _to_tell(film: RecurringResponse) -> list[RunResponse]:
    """Return the last time of a film; of new folders those, too, that could not become one."""
    earlier = film.runs[1:] if film.kind == "watch" else []
    return [*film.runs[:1], *(run for run in earlier if run.state == "failed")]


def _told(run: RunResponse) -> str:
    told = texts.LAST.format(period=run.period, state=run.state)
    return f"{told} {run.problem}" if run.problem else told
