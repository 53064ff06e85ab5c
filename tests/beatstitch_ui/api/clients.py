"""Clients that ask the API, and what it answers them."""

from typing import Any

from httpx import Response
from starlette.testclient import TestClient


def body_of(answer: Response) -> Any:
    """Return what an answer says, None for one without a body, as every answer to HEAD is."""
    return answer.json() if answer.content else None


def bearing(client: TestClient, token: str) -> TestClient:
    """Return a client like this one that sends a token."""
    return TestClient(
        client.app,
        base_url="http://localhost",
        raise_server_exceptions=False,
        headers={"Authorization": f"Bearer {token}"},
    )
