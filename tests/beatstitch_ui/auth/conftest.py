"""Settings of this process for ways to sign in, and who came in."""

from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from core.accounts.users import list_users
from core.settings import settings

Set = Callable[..., None]


@pytest.fixture
def configure(studio_data, monkeypatch) -> Set:  # noqa: ARG001 - it has the settings of the data folder first
    """Return a function that sets settings of this process."""

    def configure(**values: str) -> None:
        for name, value in values.items():
            monkeypatch.setenv(f"BEATSTITCH_{name.upper()}", value)
        settings.cache_clear()

    return configure


def names(studio_data) -> list[str]:
    with studio_data.reading() as session:
        return [user.username for user in list_users(session)]


def who(client: TestClient) -> int:
    return client.get("/api/projects").status_code
