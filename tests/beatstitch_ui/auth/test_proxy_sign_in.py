"""Signing in by a proxy that says who somebody is: whom it may name, and who may not."""

from collections.abc import Callable
from functools import cache

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from beatstitch_ui.auth.session import COOKIE
from beatstitch_ui.serving.application import with_api
from beatstitch_ui.serving.reverse_proxies import ProxyGate
from core.accounts.users import sign_in
from core.store.models import User
from tests.beatstitch_ui.auth.conftest import Set, names, who
from tests.beatstitch_ui.conftest import PASSWORD

PROXY = "10.0.0.9"


@cache
def application() -> FastAPI:
    """Return the application behind what believes one proxy, with a page."""
    app = with_api(FastAPI())

    @app.get("/page")
    def page() -> str:
        return "a page"

    app.add_middleware(ProxyGate, proxies=(PROXY,))
    return app


@pytest.fixture
def behind(configure: Set) -> Callable[..., TestClient]:
    """Return a function that gives a client behind an address, which says who it is."""
    configure(proxy_user_header="Remote-User", trusted_proxies=PROXY)

    def client(address: str = PROXY, name: str = "ada") -> TestClient:
        said = {"Remote-User": name}
        return TestClient(application(), base_url="http://localhost", client=(address, 1000), headers=said)

    return client


def test_whom_the_trusted_proxy_names_is_signed_in(behind) -> None:
    client = behind()
    led = client.get("/page", follow_redirects=False)
    assert led.headers["Location"] == "/auth/proxy?next=%2Fpage"
    assert 'url=/page"' in client.get(led.headers["Location"]).text
    assert client.get("/page").text == '"a page"'
    assert who(client) == 200
    client.headers["Remote-User"] = "bob"
    assert who(client) == 401
    assert client.get("/page", follow_redirects=False).headers["Location"].startswith("/auth/proxy")


def test_nobody_else_may_name_people(behind, studio_data) -> None:
    stranger = behind("10.0.0.10")
    assert stranger.get("/page", follow_redirects=False).headers["Location"] == "/login?next=%2Fpage"
    assert stranger.get("/auth/proxy", follow_redirects=False).headers["Location"] == "/login"
    assert who(stranger) == 401
    mine = behind("10.0.0.10", "ada")
    mine.cookies.set(COOKIE, sign_in(studio_data, "bob", PASSWORD).token)
    assert who(mine) == 200, "what a stranger's header says does not sign anybody out either"


def test_whom_the_proxy_names_needs_an_account_or_gets_one(behind, configure, studio_data) -> None:
    client = behind(name="grandma")
    refused = client.get("/auth/proxy")
    assert (refused.status_code, "grandma has no account here" in refused.text) == (403, True)
    configure(create_accounts="true")
    assert client.get("/auth/proxy?next=//elsewhere.invalid").text.count('url=/"') == 1
    assert who(client) == 200
    assert names(studio_data) == ["ada", "bob", "grandma"]


def test_the_first_account_is_not_given_to_whoever_comes_first(behind, configure, studio_data) -> None:
    configure(create_accounts="true")
    with studio_data.writing() as session:
        session.query(User).delete()
    assert "The first account has to be set up" in behind(name="eve").get("/auth/proxy").text
    assert names(studio_data) == []
