"""Ways to sign in elsewhere over HTTP: list those of one's account, and unlink them; only in a browser."""

from fastapi import APIRouter

from beatstitch_ui.api.protocol.routes import ApiRoute, for_browsers
from beatstitch_ui.auth.access import OwnAccount
from core.accounts.single_sign_on import identities
from core.accounts.single_sign_on.identities import IdentityResponse

router = APIRouter(prefix="/api/identities", route_class=ApiRoute, tags=["Account"])


@router.get("")
@for_browsers
def list_of(account: OwnAccount) -> list[IdentityResponse]:
    """List the people at providers of OpenID Connect who sign in to your account."""
    with account.reading() as opened:
        return identities.list_identities(opened.session, opened.user_id)


@router.delete("/{identity_id}", status_code=204)
@for_browsers
def unlink(account: OwnAccount, identity_id: str) -> None:
    """Unlink one from your account; refused for the only way into it."""
    with account.writing() as opened:
        identities.unlink(opened.session, opened.user_id, identity_id)
