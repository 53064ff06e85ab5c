"""Signing in with a provider or by a proxy: who comes in, who does not, and as whom."""

from collections.abc import Callable, Iterator
from functools import cache

import httpx
import pytest
from fastapi import FastAPI
from joserfc.jwk import RSAKey
from nicegui.testing import User as Person
from pydantic import ValidationError
from starlette.testclient import TestClient

from beatstitch_ui.auth.session import COOKIE
from beatstitch_ui.components.api_form import ApiForm
from beatstitch_ui.serving.application import with_api
from beatstitch_ui.serving.proxies import ProxyGate
from core.accounts.users import list_users, sign_in
from core.settings import Settings, settings
from core.store.models import User
from tests.beatstitch_ui.conftest import PASSWORD
from tests.oidc_server import CLIENT, SECRET, SignInService, providing

PROXY = "10.0.0.9"
Set = Callable[..., None]


@pytest.fixture(scope="module")
def key() -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": "one"})


@pytest.fixture
def configure(studio_data, monkeypatch) -> Set:  # noqa: ARG001 - it has the settings of the data folder first
    """Return a function that sets settings of this process."""

    def configure(**values: str) -> None:
        for name, value in values.items():
            monkeypatch.setenv(f"BEATSTITCH_{name.upper()}", value)
        settings.cache_clear()

    return configure


@pytest.fixture
def service(configure: Set, key: RSAKey) -> Iterator[SignInService]:
    """Let people sign in with a provider."""
    provider = SignInService(key=key)
    with providing(provider) as issuer:
        configure(oidc_issuer=issuer, oidc_client_id=CLIENT, oidc_client_secret=SECRET)
        yield provider


def names(studio_data) -> list[str]:
    with studio_data.reading() as session:
        return [user.username for user in list_users(session)]


def arrive(client: TestClient, path: str = "/auth/oidc/start") -> httpx.Response:
    """Go to the provider and come back as a browser does; return the answer to that."""
    left = client.get(path, follow_redirects=False)
    assert left.status_code == 303, left.text
    sent_back = httpx.get(left.headers["Location"]).headers["Location"]
    return client.get(sent_back.removeprefix("http://localhost"), follow_redirects=False)


def who(client: TestClient) -> int:
    return client.get("/api/projects").status_code


@pytest.mark.usefixtures("service")
def test_whom_the_provider_knows_gets_an_account_once_if_that_is_wanted(asks, studio_data, configure) -> None:
    refused = arrive(asks(None))
    assert (refused.status_code, "grandma has no account here" in refused.text) == (403, True)
    configure(create_accounts="true")
    for _ in range(2):
        client = asks(None)
        came = arrive(client, "/auth/oidc/start?next=/account")
        assert (came.status_code, 'url=/account"' in came.text) == (200, True)
        cookies = [line.lower() for line in came.headers.get_list("set-cookie")]
        assert any(line.startswith(COOKIE) and "samesite=strict" in line for line in cookies)
        assert who(client) == 200
        assert names(studio_data) == ["ada", "bob", "grandma"]


def test_a_name_gives_nobody_the_account_of_another(asks, studio_data, service, configure) -> None:
    configure(create_accounts="true")
    service.name = "ada"
    arrive(asks(None))
    assert names(studio_data) == ["ada", "ada-2", "bob"]
    service.subject, service.name = "4711", "Bob Müller <script>"
    arrive(asks(None))
    assert "Bob-Müller-script" in names(studio_data)


@pytest.mark.usefixtures("service")
def test_who_is_signed_in_links_their_account_and_nobody_else_can(asks, studio_data) -> None:
    ada, bob = asks("ada"), asks("bob")
    assert arrive(ada, "/auth/oidc/start?link=true").status_code == 200
    stolen = arrive(bob, "/auth/oidc/start?link=true")
    assert "belongs to another account" in stolen.text
    later = asks(None)
    arrive(later)
    assert later.post("/api/projects", json={"name": "Summer"}).status_code == 201
    with studio_data.reading() as session:
        owner = session.query(User).join(User.projects).one()
    assert (owner.username, names(studio_data)) == ("ada", ["ada", "bob"])


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "somebody else"},
        {"iss": "http://elsewhere.invalid"},
        {"nonce": "of another try"},
        {"nonce": None},
        {"exp": 1_700_000_000},
        {"azp": "somebody else"},
        {"sub": None},
    ],
)
def test_a_token_that_is_not_for_this_sign_in_is_refused(asks, service, configure, claims) -> None:
    configure(create_accounts="true")
    service.claims = claims
    came = arrive(asks(None))
    assert (came.status_code, "what the provider signed is not valid" in came.text) == (401, True)
    assert COOKIE not in came.headers.get("set-cookie", "")


def test_a_token_that_somebody_else_signed_is_refused(asks, service, configure) -> None:
    configure(create_accounts="true")
    service.signs_with = RSAKey.generate_key(2048, {"kid": "one"})
    assert "what the provider signed is not valid" in arrive(asks(None)).text


@pytest.mark.usefixtures("service")
def test_an_answer_counts_once_and_in_its_own_browser_only(asks, configure) -> None:
    configure(create_accounts="true")
    victim, attacker = asks(None), asks(None)
    left = attacker.get("/auth/oidc/start", follow_redirects=False)
    answer = httpx.get(left.headers["Location"]).headers["Location"].removeprefix("http://localhost")
    assert "was begun in another browser" in victim.get(answer).text
    victim.get("/auth/oidc/start", follow_redirects=False)
    assert "belongs to another try" in victim.get(answer).text
    assert attacker.get(answer).status_code == 200
    assert attacker.get(answer).status_code == 401


def test_a_refusal_of_the_provider_is_told(asks, service) -> None:
    service.refuses = True
    assert "access_denied" in arrive(asks(None)).text


def test_a_provider_that_is_not_what_it_says_or_not_there_is_told(asks, service, configure) -> None:
    service.names_itself = "http://elsewhere.invalid"
    assert "calls itself by another name" in asks(None).get("/auth/oidc/start").text
    configure(oidc_issuer="http://127.0.0.1:1")
    assert "be reached or understood" in asks(None).get("/auth/oidc/start").text


@pytest.mark.usefixtures("service")
def test_the_pages_offer_it(play, configure) -> None:
    async def stranger(user: Person) -> None:
        await user.open("/login?next=/account")
        await user.should_see("Sign in with single sign-on")
        await user.should_see(kind=ApiForm)
        configure(local_sign_in="false", oidc_name="Authelia")
        await user.open("/login")
        await user.should_see("Sign in with Authelia")
        await user.should_not_see(kind=ApiForm)

    async def ada(user: Person) -> None:
        await user.open("/account")
        await user.should_see("Link this account with Authelia")

    play(stranger, signed_in=False)
    play(ada)


def test_without_a_provider_there_is_no_way_there(asks) -> None:
    assert asks(None).get("/auth/oidc/start").status_code == 404


@pytest.mark.usefixtures("service")
def test_names_and_passwords_can_be_turned_off(asks, configure) -> None:
    configure(local_sign_in="false")
    for path, wish in (("login", {}), ("join", {"token": "x"})):
        wish |= {"username": "ada", "password": PASSWORD}
        refused = asks(None).post(f"/api/{path}", json=wish)
        assert (refused.status_code, refused.json()["error"]) == (403, "local_sign_in_off")
    with pytest.raises(ValidationError, match="oidc_issuer or proxy_user_header is needed"):
        Settings(local_sign_in=False, oidc_issuer=None)


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
