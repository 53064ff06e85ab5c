"""The commands for films that make themselves, with their options; they import lazily too."""

from typing import Annotated

import typer

from beatstitch_ui.commands.arguments import Json
from beatstitch_ui.commands.integrations import texts as integrations
from beatstitch_ui.commands.integrations.app import Account
from beatstitch_ui.commands.recurring import texts

recurring = typer.Typer(help=texts.HELP["recurring"], rich_markup_mode=None)
FilmId = Annotated[str, typer.Argument(metavar="ID", help=texts.HELP["id"])]


@recurring.command("add", help=texts.HELP["add"])
def add(
    account: Account,
    name: Annotated[str, typer.Argument(help=texts.HELP["name"])],
    song: Annotated[str, typer.Option(help=texts.HELP["song"])],
    folder: Annotated[str | None, typer.Option(help=texts.HELP["folder"])] = None,
    watch: Annotated[str | None, typer.Option(help=texts.HELP["watch"])] = None,
    immich: Annotated[str | None, typer.Option(help=texts.HELP["immich"])] = None,
    album: Annotated[str | None, typer.Option(help=integrations.HELP["fetch_album"])] = None,
    person: Annotated[str | None, typer.Option(help=integrations.HELP["fetch_person"])] = None,
    every: Annotated[str, typer.Option(help=texts.HELP["every"])] = "month",
    at: Annotated[str, typer.Option(help=texts.HELP["at"])] = "04:00",
    weekday: Annotated[int, typer.Option(min=0, max=6, help=texts.HELP["weekday"])] = 0,
    day: Annotated[int, typer.Option(min=1, max=28, help=texts.HELP["day"])] = 1,
    month: Annotated[int, typer.Option(min=1, max=12, help=texts.HELP["month"])] = 1,
    zone: Annotated[str, typer.Option(help=texts.HELP["zone"])] = "UTC",
    style: Annotated[str, typer.Option(help=texts.HELP["style"])] = "calm",
    length: Annotated[int, typer.Option(min=0, max=3600, help=texts.HELP["length"])] = 60,
    json: Json = False,
) -> None:
    from beatstitch_ui.commands.recurring.films import add_film, place_of

    rhythm = {"every": every, "at": at, "weekday": weekday, "day": day, "month": month, "zone": zone}
    look = {"style": style, "length_s": length or None}
    request = {"name": name, "rhythm": rhythm, "song_path": song} | look
    add_film(account, request | {"pictures": place_of(folder, watch, immich, album, person)}, machine=json)


@recurring.command("list", help=texts.HELP["list"])
def show(account: Account, json: Json = False) -> None:
    from beatstitch_ui.commands.recurring.films import show_films

    show_films(account, machine=json)


@recurring.command("pause", help=texts.HELP["pause"])
def pause(account: Account, film: FilmId, json: Json = False) -> None:
    from beatstitch_ui.commands.recurring.films import set_paused

    set_paused(account, film, paused=True, machine=json)


@recurring.command("resume", help=texts.HELP["resume"])
def resume(account: Account, film: FilmId, json: Json = False) -> None:
    from beatstitch_ui.commands.recurring.films import set_paused

    set_paused(account, film, paused=False, machine=json)


@recurring.command("now", help=texts.HELP["now"])
def now(account: Account, film: FilmId, json: Json = False) -> None:
    from beatstitch_ui.commands.recurring.films import make_now

    make_now(account, film, machine=json)


@recurring.command("delete", help=texts.HELP["delete"])
def delete(account: Account, film: FilmId) -> None:
    from beatstitch_ui.commands.recurring.films import delete_film

    delete_film(account, film)
