"""Commands in this process, on a BeatStitch that runs in it too and serves a project with an edit."""

import json
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
from sqlalchemy import select

from beatstitch_ui import cli
from core.accounts.tokens import TokenCreate, add_token
from core.accounts.users import list_users
from core.store.db import Database
from core.store.models import Project
from tests.beatstitch_ui.conftest import data_of_this_process
from tests.beatstitch_ui.served import api_application, served
from tests.said import Said

Run = Callable[..., Said]


@pytest.fixture(scope="module")
def data(studios: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with data_of_this_process(studios["planned"], tmp_path_factory.mktemp("data")) as held:
        yield held


@pytest.fixture(scope="module")
def url(data: Database) -> Iterator[str]:  # noqa: ARG001 - what is served
    with served(api_application()) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def token(data: Database) -> str:
    with data.writing() as session:
        ada = next(user for user in list_users(session) if user.username == "ada")
        return add_token(session, ada.id, TokenCreate(name="cli")).token


@pytest.fixture
def run(url, token, tmp_path, monkeypatch, capsys) -> Iterator[Run]:
    """Return a function that runs a command in this process, in a folder of its own."""
    ours = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_PROXY", "*")

    def call(*arguments: object, **variables: str) -> Said:
        for name, value in {"BEATSTITCH_URL": url, "BEATSTITCH_TOKEN": token, **variables}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "argv", ["beatstitch", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        said = capsys.readouterr()
        return Said(int(ended.value.code or 0), said.out, said.err)

    yield call
    for number, handler in ours.items():
        signal.signal(number, handler)


@pytest.fixture
def planned(data: Database) -> str:
    """Return the id of the project that has an edit."""
    with data.reading() as session:
        return session.scalars(select(Project.id).where(Project.name == "Summer in Norway")).one()


@pytest.fixture
def fresh(run: Run) -> str:
    """Return the id of a new project."""
    return run("project", "create", "Fresh").out.strip()


@pytest.fixture
def asks_url(url: str, token: str) -> Callable[[str], Any]:
    """Return a function that asks the API itself."""

    def ask(path: str) -> Any:
        request = Request(url + path, headers={"Authorization": f"Bearer {token}"})  # noqa: S310
        with urlopen(request, timeout=30) as answer:  # noqa: S310
            return json.load(answer)

    return ask
