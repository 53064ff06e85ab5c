"""Films that make themselves over HTTP: set one up, see what came of it, pause or delete it."""

from fastapi import APIRouter

from beatstitch_ui.api.protocol.routes import ApiRoute, for_renders
from beatstitch_ui.auth.access import OwnAccount
from core.projects.recurring import films
from core.projects.recurring.films import RecurringCreate, RecurringResponse, RecurringUpdate

router = APIRouter(prefix="/api/recurring", route_class=ApiRoute, tags=["Films that make themselves"])


@router.get("")
def list_of(account: OwnAccount) -> list[RecurringResponse]:
    """List your films that make themselves, the newest first, with what came of their last times."""
    with account.reading() as opened:
        return films.list_films(opened.session, opened.user_id)


@router.post("", status_code=201)
@for_renders
def create(account: OwnAccount, body: RecurringCreate) -> RecurringResponse:
    """Have a film made every day, week, month or year, of the pictures of the whole one before."""
    with account.writing() as opened:
        return films.add_film(opened.session, opened.user_id, body)


@router.get("/{film_id}")
def one(account: OwnAccount, film_id: str) -> RecurringResponse:
    """Get one of them."""
    with account.reading() as opened:
        return films.film_of(opened.session, opened.user_id, film_id)


@router.patch("/{film_id}")
@for_renders
def update(account: OwnAccount, film_id: str, body: RecurringUpdate) -> RecurringResponse:
    """Pause it, or let it go on; what was due while it was paused is not made."""
    with account.writing() as opened:
        return films.set_paused(opened.session, opened.user_id, film_id, paused=body.paused)


@router.post("/{film_id}/films", status_code=202)
@for_renders
def make_now(account: OwnAccount, film_id: str) -> RecurringResponse:
    """Make the one that was due last at once, or try it again when it failed."""
    with account.writing() as opened:
        return films.make_now(opened.session, opened.user_id, film_id)


@router.delete("/{film_id}", status_code=204)
def delete(account: OwnAccount, film_id: str) -> None:
    """Make no more of them; the projects that were made stay."""
    with account.writing() as opened:
        films.delete_film(opened.session, opened.user_id, film_id)
