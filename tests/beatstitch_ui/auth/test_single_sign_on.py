"""Signing in with a provider: who comes in, who does not, and as whom."""

from collections.abc import Iterator

import httpx
import pytest
from joserfc.jwk import RSAKey
from nicegui.testing import User as Person
from pydantic import ValidationError
from starlette.testclient import TestClient

from beatstitch_ui.auth.session import COOKIE
from beatstitch_ui.components.api_form import ApiForm
from core.accounts import audit
from core.accounts.users import named_user, set_password
from core.settings import Settings
from core.store.models import ExternalIdentity, User
from tests.beatstitch_ui.auth.conftest import Set, names, who
from tests.beatstitch_ui.conftest import PASSWORD
from tests.beatstitch_ui.stories import press
from tests.oidc_server import CLIENT, SECRET, SignInService, providing


@pytest.fixture(scope="module")
def key() -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": "one"})


@pytest.fixture
def service(configure: Set, key: RSAKey) -> Iterator[SignInService]:
    """Let people sign in with a provider."""
    provider = SignInService(key=key)
    with providing(provider) as issuer:
        configure(oidc_issuer=issuer, oidc_client_id=CLIENT, oidc_client_secret=SECRET)
        yield provider


def arrive(client: TestClient, path: str = "/auth/oidc/start") -> httpx.Response:
    """Go to the provider and come back as a browser does; return the answer to that."""
    left = client.get(path, follow_redirects=False)
    assert left.status_code == 303, left.text
    sent_back = httpx.get(left.headers["Location"]).headers["Location"]
    return client.get(sent_back.removeprefix("http://localhost"), follow_redirects=False)


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


@pytest.mark.usefixtures("service")
def test_a_way_to_sign_in_is_unlinked_by_whose_it_is(asks, studio_data) -> None:
    ada, bob = asks("ada"), asks("bob")
    arrive(ada, "/auth/oidc/start?link=true")
    (linked,) = ada.get("/api/identities").json()
    assert (linked["subject"], linked["is_current"]) == ("0815", True)
    assert bob.get("/api/identities").json() == []
    assert bob.delete(f"/api/identities/{linked['id']}").status_code == 404
    assert ada.delete(f"/api/identities/{linked['id']}").status_code == 204
    assert ada.get("/api/identities").json() == []
    assert (who(ada), arrive(asks(None)).status_code) == (200, 403), "signed in as before, and not again"
    with studio_data.reading() as session:
        assert [one.act for one in audit.latest(session)][:1] == ["identity_unlinked"]


@pytest.mark.usefixtures("service")
def test_the_only_way_into_an_account_stays(asks, configure, studio_data) -> None:
    configure(create_accounts="true")
    grandma, ada = asks(None), asks("ada")
    arrive(grandma)
    (only,) = grandma.get("/api/identities").json()
    here = f"/api/identities/{only['id']}"
    refused = grandma.delete(here)
    assert (refused.status_code, refused.json()["error"]) == (422, "last_way_in")
    assert asks(None).post("/api/login", json={"username": "grandma", "password": "!"}).status_code == 401
    with studio_data.writing() as session:
        set_password(session, "grandma", "seven quiet lighthouses")
    wish = {"username": "grandma", "password": "seven quiet lighthouses"}
    assert grandma.post("/api/login", json=wish).status_code == 204
    configure(local_sign_in="false")
    assert grandma.delete(here).json()["error"] == "last_way_in"
    configure(local_sign_in="true")
    assert grandma.delete(here).status_code == 204
    configure(oidc_issuer="http://another.home")
    assert ada.get("/api/identities").json() == []


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
def test_the_pages_offer_it_and_unlink_it(play, configure, studio_data) -> None:
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
        with studio_data.writing() as session:
            facts = {
                "issuer": "http://before.invalid",
                "subject": "1",
                "user_id": named_user(session, "ada").id,
            }
            session.add(ExternalIdentity(**facts))
        configure(local_sign_in="true")
        await user.open("/account")
        await user.should_see("Of a provider that is not in use any more.")
        press(user, "Unlink")
        await user.should_not_see("http://before.invalid")

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
