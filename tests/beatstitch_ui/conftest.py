"""The API on a fresh data folder, asked by people who are signed in."""

import asyncio
import gc
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path

import pytest
from fastapi import FastAPI
from nicegui import Client, app
from nicegui.testing import User, user_simulation
from sqlalchemy import select
from starlette.testclient import TestClient

from beatstitch_ui.auth.session import COOKIE, SessionGate
from beatstitch_ui.serving.application import with_api
from core.accounts.users import create_user, list_users, sign_in
from core.projects.projects import create_project
from core.schemas import ProjectCreate
from core.settings import settings
from core.store.db import Database, database
from core.store.models import MediaAsset, Project
from tests.beatstitch_ui.stories import Story, register_again
from tests.core.furnish import furnish, plan
from tests.quick_hashes import hash_quickly

PATIENT_LOOKS = 600  # ten a second
PASSWORD = "quite a long secret"  # noqa: S105 - of accounts that live as long as a test


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    hash_quickly(monkeypatch)


@pytest.fixture(scope="session")
def studios(tmp_path_factory: pytest.TempPathFactory, empty_data: Path) -> dict[str, Path]:
    """Return data folders of ada and bob, to be copied: bare, with a project of hers, and with its edit."""
    folders = {kind: tmp_path_factory.mktemp("studios") / kind for kind in ("bare", "project", "planned")}
    held = Database(shutil.copytree(empty_data, folders["bare"]))
    with pytest.MonkeyPatch.context() as patched, held.writing() as session:
        hash_quickly(patched)
        create_user(session, "ada", PASSWORD)
        create_user(session, "bob", PASSWORD)
    held.close()
    held = Database(shutil.copytree(folders["bare"], folders["project"]))
    with held.writing() as session:
        ada = next(user for user in list_users(session) if user.username == "ada")
        project = create_project(session, ada.id, ProjectCreate(name="Summer in Norway"))
    held.close()
    held = Database(shutil.copytree(folders["project"], folders["planned"]))
    furnish(held, project)
    plan(held, project)
    held.close()
    return folders


@contextmanager
def data_of_this_process(studio: Path, folder: Path) -> Iterator[Database]:
    """Let this process's data folder be a copy of a studio's in `folder` for the length of the block."""
    shutil.copytree(studio, folder, dirs_exist_ok=True)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("BEATSTITCH_DATA", str(folder))
        settings.cache_clear()
        held = database()
        yield held
        held.close()
        settings.cache_clear()


@pytest.fixture
def studio_data(
    tmp_path: Path, studios: dict[str, Path], request: pytest.FixtureRequest
) -> Iterator[Database]:
    """Give this process a data folder of its own with ada and bob in it, and with what the test asks for."""
    asked = request.fixturenames
    kind = "planned" if "planned" in asked else "project" if "project_id" in asked else "bare"
    with data_of_this_process(studios[kind], tmp_path) as held:
        yield held


@cache
def api() -> FastAPI:
    """Return the application without its pages; it holds nothing that belongs to a test."""
    return with_api(FastAPI())


@pytest.fixture
def asks(studio_data: Database) -> Callable[[str | None], TestClient]:
    """Return a function that gives a client signed in under a name, or a stranger's for None."""
    app = api()

    def client(name: str | None) -> TestClient:
        made = TestClient(app, base_url="http://localhost", raise_server_exceptions=False)
        if name is not None:
            made.cookies.set(COOKIE, sign_in(studio_data, name, PASSWORD).token)
        return made

    return client


@pytest.fixture
def project_id(studio_data: Database) -> str:
    """Return the id of a project of ada's."""
    with studio_data.reading() as session:
        return session.scalars(select(Project.id)).one()


@pytest.fixture
def planned(project_id: str) -> str:
    """Return the id of a project of ada's with an edit."""
    return project_id


@pytest.fixture(scope="module")
def nothing_to_collect() -> None:
    """Let the garbage collector pass over all there is already: NiceGUI calls it twice for each test."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def play(studio_data, nothing_to_collect, monkeypatch):  # noqa: ARG001
    """Return a function that lets ada, or a stranger, simulated, live through a story."""

    def make_patient(user: User) -> None:
        """Let the user look for as long as a busy machine may take; NiceGUI's own gives up after 0.3 s."""
        for look in (user.should_see, user.should_not_see):
            monkeypatch.setattr(user, look.__name__, partial(look, retries=PATIENT_LOOKS))

    async def run(story: Story, *, signed_in: bool) -> None:
        async with user_simulation() as user:
            make_patient(user)
            app.add_middleware(SessionGate)
            register_again()
            if signed_in:
                user.http_client.cookies.set(COOKIE, sign_in(studio_data, "ada", PASSWORD).token)
            await story(user)
            for page in list(Client.instances.values()):
                page.delete()  # a page that changes just before the end would outlive its cancellation

    return lambda story, *, signed_in=True: asyncio.run(run(story, signed_in=signed_in))


@pytest.fixture
def photos(studio_data, project_id):
    """Give the project three ready photos, a, b and c."""
    with studio_data.writing() as session:
        for place, name in enumerate("abc"):
            asset = MediaAsset(
                project_id=project_id,
                filename=f"{name}.jpg",
                original_filename=f"{name}.jpg",
                file_path=f"uploads/{name}.jpg",
                file_size=1,
                mime_type="image/jpeg",
                media_type="image",
                processing_status="ready",
                sort_order=place,
            )
            session.add(asset)
