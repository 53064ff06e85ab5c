"""Two people see nothing of each other, on any route: the lists come from the application itself."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI
from nicegui import app
from nicegui.testing import user_simulation
from sqlalchemy import select

from beatstitch_ui.api.protocol.routes import api_routes, is_open_to_strangers
from beatstitch_ui.auth.session import COOKIE, SessionGate
from beatstitch_ui.serving.application import with_api
from core.accounts.invitations import InvitationCreate, invite
from core.accounts.single_sign_on.identities import list_identities
from core.accounts.tokens import TokenCreate, add_token, list_tokens, revoke_token
from core.accounts.users import list_users, sign_in
from core.files import write_atomic
from core.projects.projects import create_project
from core.schemas import SCOPES, ProjectCreate, Scope
from core.store.db import Database, utc_now
from core.store.models import (
    DropLink,
    ExternalIdentity,
    MediaAsset,
    MediaImport,
    Project,
    RecurringFilm,
    RenderJob,
    SentVideo,
    ShareLink,
    Webhook,
)
from tests.beatstitch_ui.api.clients import bearing, body_of
from tests.beatstitch_ui.api.every_route import SAMPLES, asked, operations
from tests.beatstitch_ui.conftest import PASSWORD, data_of_this_process
from tests.beatstitch_ui.renders import final_render
from tests.beatstitch_ui.stories import register_again

SECRET = "Norway 1998"  # noqa: S105 - the name of a project
OPEN_TO_STRANGERS = {"/api/setup", "/api/join", "/api/login", "/api/docs", "/api/openapi.json"} | {
    "/api/drop/{token}"
}
NOBODYS_PAGES = {"/", "/account", "/import", "/shared", "/login", "/setup", "/join", "/favicon.ico"}
NIGHTLY = "nightly"
LATER = datetime(2100, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def studio_data(tmp_path_factory: pytest.TempPathFactory, studios: dict[str, Path]) -> Iterator[Database]:
    """Give this process one data folder for all tests: that they leave what is ada's as it is, they prove."""
    with data_of_this_process(studios["bare"], tmp_path_factory.mktemp("two")) as held:
        yield held


def photo_of(project: Project) -> MediaAsset:
    return MediaAsset(
        project_id=project.id,
        filename="a.jpg",
        original_filename="a.jpg",
        file_path="uploads/a.jpg",
        draw_path="uploads/a.jpg",
        thumbnail_path="uploads/a.jpg",
        file_size=3,
        mime_type="image/jpeg",
        media_type="image",
        processing_status="ready",
    )


@pytest.fixture(scope="module")
def adas(studio_data: Database) -> dict[str, str]:
    """Return the ids of a project of ada's, and of a photo, a render and an upload in it."""
    with studio_data.writing() as session:
        ada = next(user for user in list_users(session) if user.username == "ada")
        project = create_project(session, ada.id, ProjectCreate(name=SECRET))
        photo = photo_of(project)
        render = final_render(project.id, completed_at=datetime(2026, 6, 1, tzinfo=UTC))
        session.add_all([photo, render])
        session.flush()
        token = add_token(session, ada.id, TokenCreate(name=SECRET))
        link = ShareLink(token=SECRET, project_id=project.id, render_id=render.id, expires_at=LATER)
        drop = DropLink(
            token=SECRET,
            project_id=project.id,
            greeting=SECRET,
            most_files=1,
            most_bytes=1,
            expires_at=LATER,
        )
        gathering = MediaImport(project_id=project.id, source='{"kind": "folder", "path": "x"}')
        hook = Webhook(user_id=ada.id, url=f"http://nowhere.invalid/{SECRET}", secret="whsec_AAAA")  # noqa: S106
        recurring = RecurringFilm(
            user_id=ada.id,
            name=SECRET,
            rhythm="{}",
            source='{"kind": "folder", "path": "x"}',
            look="{}",
            song_path="songs",
        )
        sent = SentVideo(project_id=project.id, render_id=render.id, url=f"http://nowhere.invalid/{SECRET}")
        session.add_all([link, drop, gathering, sent, hook, recurring])
        session.flush()
        session.add(ExternalIdentity(issuer="http://nowhere.invalid", subject=SECRET, user_id=ada.id))
        session.flush()
        (identity,) = list_identities(session, ada.id)
        invitation = invite(session, InvitationCreate(note=SECRET))
    for name in ("uploads/a.jpg", "outputs/video.mp4"):
        write_atomic(studio_data.layout.root / name, b"abc")
    return {
        "project_id": project.id,
        "asset_id": photo.id,
        "render_id": render.id,
        "upload_id": str(uuid4()),
        "share_id": link.id,
        "drop_id": drop.id,
        "import_id": gathering.id,
        "sent_id": sent.id,
        "identity_id": identity.id,
        "webhook_id": hook.id,
        "film_id": recurring.id,
        "token_id": token.id,
        "invitation_id": invitation.id,
    }


def state_of(studio_data: Database) -> list[Any]:
    """Return every file and every row of ada's that a stranger could have touched."""
    files = sorted(str(path) for path in studio_data.layout.root.rglob("*") if path.is_file())
    with studio_data.reading() as session:
        mine = select(Project.id).where(Project.name == SECRET)
        owners = (
            Project.id,
            MediaAsset.project_id,
            RenderJob.project_id,
            ShareLink.project_id,
            DropLink.project_id,
            MediaImport.project_id,
            SentVideo.project_id,
        )
        rows = [
            session.execute(select(owner.class_.__table__).where(owner.in_(mine))).all() for owner in owners
        ]
        return [files, *rows]


def is_about_something(path: str) -> bool:
    """Tell whether a path is somebody's; the id of an archive is its sender's own."""
    return path == "/admin" or ("{" in path and not path.startswith("/api/archives/"))


OPERATIONS = list(operations())
ROUTES = [pytest.param(*one, id=" ".join(one[:2])) for one in OPERATIONS if is_about_something(one[1])]


def test_strangers_may_set_up_and_sign_in_and_nothing_else():
    routes = api_routes(with_api(FastAPI()))
    assert {path for _, path, route in routes if is_open_to_strangers(route)} == OPEN_TO_STRANGERS


def test_a_route_that_does_not_ask_who_is_there_stops_the_application():
    application = FastAPI()

    @application.get("/api/careless")
    def careless() -> None: ...

    with pytest.raises(TypeError, match="/api/careless is no ApiRoute"):
        with_api(application)


@pytest.mark.parametrize(("method", "path"), [one[:2] for one in OPERATIONS])
def test_a_stranger_is_asked_to_sign_in_whatever_is_wrong_besides(asks, adas, method, path):
    answer = asks(None).request(method, path.format_map(SAMPLES | adas), content=b"{", params={"size": "x"})
    assert answer.status_code == 401
    refusal = {"error": "not_signed_in", "message": "Sign in first.", "details": {}}
    assert body_of(answer) == (None if method == "HEAD" else refusal)


@pytest.mark.parametrize(
    ("method", "path", "facts"), [one for one in OPERATIONS if not is_about_something(one[1])]
)
def test_what_is_about_nobody_by_name_tells_nothing_of_others(asks, studio_data, adas, method, path, facts):
    before = state_of(studio_data)
    answer = asked(asks("bob"), adas, method, path, facts)
    assert SECRET not in answer.text
    assert adas["project_id"] not in answer.text
    assert state_of(studio_data) == before


@pytest.mark.parametrize(("name", "status"), [("bob", 404), (None, 401)])
@pytest.mark.parametrize(("method", "path", "facts"), ROUTES)
def test_every_route_hides_what_is_not_mine(asks, studio_data, adas, name, status, method, path, facts):
    client, before = asks(name), state_of(studio_data)
    answer = asked(client, adas, method, path, facts)
    assert answer.status_code == status
    assert SECRET not in answer.text
    assert state_of(studio_data) == before


@pytest.mark.parametrize(("method", "path", "facts"), ROUTES)
def test_what_is_not_mine_looks_like_what_never_was(asks, adas, method, path, facts):
    never = {name: str(uuid4()) for name in adas}
    bob = asks("bob")
    hidden = asked(bob, adas, method, path, facts)
    missing = asked(bob, never, method, path, facts)
    assert (hidden.status_code, hidden.content) == (missing.status_code, missing.content)


@pytest.fixture
def token_of(asks, studio_data):
    """Return a function that gives a client with a token of a person's that has these scopes."""
    stranger = asks(None)

    def client(name: str, *scopes: Scope, days_ago: int = 0):
        with studio_data.writing() as session:
            owner = next(user for user in list_users(session) if user.username == name)
            wish = TokenCreate(name=NIGHTLY, scopes=list(scopes), expires_days=7)
            made = add_token(session, owner.id, wish, now=utc_now() - timedelta(days=days_ago))
        return bearing(stranger, made.token)

    return client


@pytest.mark.parametrize("scope", SCOPES)
def test_a_token_may_do_what_its_scopes_say_and_nothing_more(token_of, adas, scope):
    client = token_of("bob", scope)
    for method, path, facts in OPERATIONS:
        need = facts.get("x-scope", "browser")
        answer = asked(client, adas, method, path, facts)
        refusal = {"browser": "browser_only", scope: None}.get(need, "scope_missing")
        assert (answer.status_code == 403) == (refusal is not None), (method, path)
        hidden = refusal is None and is_about_something(path)
        assert (answer.status_code == 404) == hidden, (method, path, answer.text)
        said = (body_of(answer) or {}).get("error") if answer.status_code == 403 else None
        assert said == (None if method == "HEAD" else refusal), (method, path)


def test_a_token_that_has_ended_opens_nothing(token_of, studio_data, adas):
    expired, revoked = token_of("ada", *SCOPES, days_ago=8), token_of("ada", *SCOPES)
    with studio_data.writing() as session:
        ada = next(user for user in list_users(session) if user.username == "ada")
        for token in list_tokens(session, ada.id):
            if token.name == NIGHTLY and token.expires_at > utc_now():
                revoke_token(session, ada.id, token.id)
    for client, (method, path, facts) in product((expired, revoked, bearing(expired, "bst_x")), OPERATIONS):
        assert asked(client, adas, method, path, facts).status_code == 401, (method, path)


def test_every_page_hides_what_is_not_mine(studio_data, adas):
    async def story() -> None:
        async with user_simulation() as user:
            app.add_middleware(SessionGate)
            register_again()
            paths = {str(getattr(route, "path", "")) for route in app.routes}
            shown = {path for path in paths if not path.startswith("/_nicegui")}
            user.http_client.cookies.set(COOKIE, sign_in(studio_data, "bob", PASSWORD).token)
            assert {path for path in shown if not is_about_something(path)} <= NOBODYS_PAGES
            for path in sorted(shown):
                answer = await user.http_client.get(path.format_map(adas))
                assert SECRET not in answer.text
                assert (answer.status_code == 404) == is_about_something(path), path
                assert adas["render_id"] not in answer.text

    asyncio.run(story())
