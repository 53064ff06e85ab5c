"""Tokens over HTTP: make, list and revoke what scripts sign in with; only people in a browser may."""

from fastapi import APIRouter

from beatstitch_ui.api.protocol.routes import ApiRoute, for_browsers
from beatstitch_ui.auth.access import OwnAccount
from core.accounts import tokens
from core.accounts.tokens import TokenCreate, TokenCreated, TokenResponse

router = APIRouter(prefix="/api/tokens", route_class=ApiRoute, tags=["Account"])


@router.get("")
@for_browsers
def list_of(account: OwnAccount) -> list[TokenResponse]:
    """List your tokens, the newest first."""
    with account.reading() as opened:
        return tokens.list_tokens(opened.session, opened.user_id)


@router.post("", status_code=201)
@for_browsers
def create(account: OwnAccount, body: TokenCreate) -> TokenCreated:
    """Make a token; its secret is shown this once."""
    with account.writing() as opened:
        return tokens.add_token(opened.session, opened.user_id, body)


@router.delete("/{token_id}", status_code=204)
@for_browsers
def revoke(account: OwnAccount, token_id: str) -> None:
    """End a token at once."""
    with account.writing() as opened:
        tokens.revoke_token(opened.session, opened.user_id, token_id)
