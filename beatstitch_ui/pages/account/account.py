"""The account page: the password, the theme, where one is signed in, and signing out."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass

from beatstitch_ui import texts
from beatstitch_ui.auth.access import AccountAccess
from beatstitch_ui.components.api_form import ApiForm, Field
from beatstitch_ui.components.theme_choice import ThemeChoice
from beatstitch_ui.pages.account.identity_list import IdentityList
from beatstitch_ui.pages.account.language_choice import language_choice
from beatstitch_ui.pages.account.session_list import SessionList
from beatstitch_ui.pages.account.sign_in import new_password
from beatstitch_ui.pages.account.token_list import TokenList
from beatstitch_ui.pages.account.webhook_list import WebhookList
from beatstitch_ui.shell.elements import Box, Text
from beatstitch_ui.shell.frame import framed, page, visitor
from beatstitch_ui.shell.shell import PageLocation
from core.accounts.single_sign_on.identities import list_identities
from core.accounts.users import has_password, is_admin
from core.accounts.visitors import Visitor
from core.errors import SignInFailedError
from core.media.capture.places import TOWNS
from core.render.titles.fonts import FONTS
from core.settings import settings
from core.vision.analyze import models_at_hand
from core.vision.models import MODELS


@dataclass(frozen=True)
class AccountFacts:
    """What is known of an account: `identities` sign in besides its password; `models` are on this host."""

    is_admin: bool
    has_password: bool
    identities: int
    models: frozenset[str]


@page("/account")
async def account() -> None:
    person = visitor()
    known = await asyncio.to_thread(_facts, person)
    async with framed(PageLocation(texts.shell.ACCOUNT), person) as frame:
        Text("h1", texts.shell.ACCOUNT)
        with Box("div", "bs-orders"):
            with Box("section", "bs-panel bs-stack"):
                Text("h2", texts.accounts.CHANGE_PASSWORD)
                _password(there=known.has_password)
            with Box("section", "bs-panel bs-stack"):
                Text("h2", texts.accounts.SIGNED_IN_AS.format(name=person.name))
                out = texts.accounts.SIGN_OUT
                ApiForm(url="/api/logout", fields=[], submit=out, next_url="/login", primary=False)
                if settings().oidc_issuer is not None or known.identities:
                    await IdentityList(frame).refresh()
                Text("h2", texts.accounts.THEME_TITLE)
                ThemeChoice()
                language_choice(frame)
                if known.is_admin:
                    Text("a", texts.admin.LINK, href="/admin")
            with Box("section", "bs-panel bs-stack"):
                _about(known.models)
        with Box("section", "bs-stack"):
            Text("h2", texts.accounts.SESSIONS_TITLE)
            Text("p", texts.accounts.SESSIONS_LEAD, "bs-muted")
            await SessionList(frame).refresh()
        with Box("section", "bs-stack"):
            Text("h2", texts.accounts.TOKENS_TITLE)
            Text("p", texts.accounts.TOKENS_LEAD, "bs-muted")
            await TokenList(frame).refresh()
        with Box("section", "bs-stack"):
            Text("h2", texts.accounts.WEBHOOKS_TITLE)
            Text("p", texts.accounts.WEBHOOKS_LEAD, "bs-muted")
            await WebhookList(frame).refresh()


def _password(*, there: bool) -> None:
    """Show how to change the password, or that there is none."""
    if not there:
        Text("p", texts.accounts.NO_PASSWORD, "bs-muted")
        return
    current = Field(
        name="current",
        label=texts.accounts.CURRENT_PASSWORD,
        type="password",
        autocomplete="current-password",
        errors=[SignInFailedError.code()],
    )
    Text("p", texts.accounts.CHANGE_PASSWORD_LEAD, "bs-muted")
    ApiForm(
        url="/api/password",
        fields=[current, new_password(texts.accounts.NEW_PASSWORD)],
        submit=texts.accounts.CHANGE_PASSWORD,
        done=texts.accounts.PASSWORD_CHANGED,
    )


def _facts(person: Visitor) -> AccountFacts:
    with AccountAccess(person).reading() as opened:
        session, user_id = opened.session, opened.user_id
        return AccountFacts(
            is_admin=is_admin(session, user_id),
            has_password=has_password(session, user_id),
            identities=len(list_identities(session, user_id)),
            models=frozenset(models_at_hand()),
        )


def _about(there: Collection[str]) -> None:
    """Name the models with their licences, and what is not found without one that is missing."""
    Text("h2", texts.accounts.ABOUT_TITLE)
    Text("p", texts.accounts.ABOUT_LEAD, "bs-muted")
    with Box("ul"):
        for model in MODELS:
            sentence = texts.accounts.ABOUT_MODEL if model.name in there else texts.accounts.ABOUT_MISSING
            facts = {"name": model.name, "finds": texts.accounts.FINDS.get(model.finds, model.finds)}
            Text("li", sentence.format(**facts, licence=model.licence, holder=model.holder))
    Text("p", texts.accounts.ABOUT_FONTS, "bs-muted")
    with Box("ul"):
        for name, licence in FONTS.items():
            Text("li", texts.accounts.ABOUT_FONT.format(name=name, licence=licence))
    towns = {"name": TOWNS.name, "licence": TOWNS.licence, "holder": TOWNS.holder}
    Text("p", texts.accounts.ABOUT_PLACES.format(**towns), "bs-muted")
