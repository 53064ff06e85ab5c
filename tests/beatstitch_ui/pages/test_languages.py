"""Every page speaks the language of the account or the browser, with no sentence left out."""

import re
from collections.abc import Iterator

import pytest
from nicegui import Client
from nicegui.elements.mixins.text_element import TextElement
from nicegui.testing import User

from beatstitch_ui.languages.catalogues import NAMES, give
from core.accounts.users import choose_language, named_user
from tests.beatstitch_ui.stories import fill_in, until
from tests.pseudo_language import PSEUDO, Bracketed

SAID = ("aria-label", "title", "placeholder", "alt", "heading", "submit", "close-label")
# What is no message: names of people, projects and products, units, and addresses.
DATA = re.compile(
    r"\b(ada|bob)\b|Summer in Norway|[abc]\.jpg|song\.mp3|BeatStitch|Deutsch|English|\beo\b|https?://\S*"
    r"|: SIL Open Font License.*|Manrope|Source Serif Pro|(BPM|MB|GB|kB|\bs\b|LUFS)"
)
PAGES = ("/", "/import", "/shared", "/account", "/admin")
OF_PROJECT = ("media", "music", "edit", "render")


@pytest.fixture
def pseudo() -> Iterator[None]:
    give(PSEUDO, Bracketed())
    yield
    del NAMES[PSEUDO]


def unspoken(text: str) -> bool:
    """Tell whether words stand outside of all brackets that are no facts."""
    bare, depth = "", 0
    for sign in text:
        depth += (sign == "[") - (sign == "]")
        bare += sign if depth == 0 else ""
    return any(map(str.isalpha, DATA.sub("", bare)))


def texts_of(client: Client) -> list[str]:
    said = [
        one.text
        for one in client.elements.values()
        if isinstance(one, TextElement) and not (one.tag == "td" or one.props.get("scope") == "row")
    ]  # the tables of the admin page name jobs and libraries by their codes
    said += [str(one.props[name]) for one in client.elements.values() for name in SAID if one.props.get(name)]
    return [str(client.title), *said]


@pytest.mark.usefixtures("pseudo")
def test_no_page_has_words_of_its_own(play, studio_data, planned):
    with studio_data.writing() as session:
        choose_language(session, named_user(session, "ada").id, PSEUDO)

    async def story(user: User) -> None:
        for path in (*PAGES, *(f"/p/{planned}/{tab}" for tab in OF_PROJECT)):
            client = await user.open(path)
            found = [text for text in texts_of(client) if unspoken(text)]
            assert not found, f"{path}: {found}"

    play(story)


def test_the_account_page_changes_the_language(play, studio_data):
    async def story(user: User) -> None:
        await user.open("/account")
        await user.should_see("Where you are signed in")
        fill_in(user, "Language", "de")
        await until(lambda: language_of(studio_data) == "de")
        await user.open("/account")
        await user.should_see("Wo du angemeldet bist")

    play(story)


def language_of(studio_data) -> str | None:
    with studio_data.reading() as session:
        return named_user(session, "ada").language
