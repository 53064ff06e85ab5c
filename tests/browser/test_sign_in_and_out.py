"""In a browser: a link on another site leads in, and signing out ends what other tabs show."""

import re

from playwright.sync_api import Page, expect

from core.accounts.users import create_user
from core.store.db import Database
from tests.browser.conftest import Studio
from tests.browser.visitor import Visitor, sign_in

PASSWORD = "a long enough secret"  # noqa: S105 - of an account that lives as long as this test


def enter(studio: Studio, visitor: Visitor) -> Page:
    database = Database(studio.data)
    with database.writing() as session:
        create_user(session, "ada", PASSWORD)
    database.close()
    page = visitor.open(f"{studio.url}/login")
    sign_in(page, PASSWORD)
    expect(page.get_by_role("heading", name="Projects")).to_be_visible()
    return page


def test_links_on_other_sites_lead_in_and_signing_out_ends_other_tabs(
    studio: Studio, visitor: Visitor
) -> None:
    page = enter(studio, visitor)
    (cookie,) = page.context.cookies()
    assert (cookie.get("sameSite"), cookie.get("httpOnly")) == ("Strict", True)

    page.route(
        "http://elsewhere.example/",
        lambda route: route.fulfill(
            content_type="text/html", body=f'<a href="{studio.url}/account">my films</a>'
        ),
    )
    page.goto("http://elsewhere.example/")
    page.get_by_role("link", name="my films").click()
    expect(page).to_have_url(f"{studio.url}/account")
    expect(page.get_by_role("heading", name="Signed in as ada")).to_be_visible()
    page.wait_for_function("window.did_handshake === true")

    other = page.context.new_page()
    other.goto(f"{studio.url}/")
    other.wait_for_function("window.did_handshake === true")
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(f"{studio.url}/login")
    expect(other).to_have_url(re.compile(f"^{studio.url}/login"))
    visitor.forgive("401")
