"""The choice of the language of the pages, for all browsers of an account."""

from nicegui import ui

from beatstitch_ui import texts
from beatstitch_ui.auth.access import AccountAccess
from beatstitch_ui.languages.catalogues import NAMES
from beatstitch_ui.shell.fields import select
from beatstitch_ui.shell.frame import PageFrame
from core.accounts import users

BROWSER = ""


def language_choice(frame: PageFrame) -> None:
    """Offer the languages by their own names; the page is loaded again in the one that was chosen."""
    account = AccountAccess(frame.person)

    async def choose(language: str) -> None:
        def keep() -> bool:
            with account.writing() as opened:
                users.choose_language(opened.session, opened.user_id, language or None)
            return True

        if await frame.attempt(keep):
            ui.navigate.reload()

    offered = {BROWSER: texts.accounts.LANGUAGE_OF_BROWSER} | NAMES
    select(texts.accounts.LANGUAGE, offered, frame.person.language or BROWSER, choose)
