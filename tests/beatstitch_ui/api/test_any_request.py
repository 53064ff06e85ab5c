"""Whatever the description allows, or just not, is answered as it says, and never by an error of ours.

A few requests to each route; `make torture` sends thousands, with all checks.
"""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.python.asgi import ASGIClient
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from core.accounts.tokens import TokenCreate, add_token
from core.accounts.users import list_users
from tests.beatstitch_ui.conftest import api
from tests.torture.any_request_hooks import allowed_is_understood

CASES_OF_A_ROUTE = 2
PAGES = "/api/(docs|events)"  # what is not JSON, or goes on for a day
OF_MANY_KINDS = "/operations$|/timeline$|/timeline/generate$|/recurring$"  # to think of one takes seconds
CHECKS = [not_a_server_error, response_schema_conformance, status_code_conformance, allowed_is_understood]
SCHEMA = schemathesis.openapi.from_asgi("/api/openapi.json", api())


@pytest.fixture
def sent(studio_data, planned):
    """Return a function that sends a case as ada's script, to a project of hers if it is about one."""
    with studio_data.writing() as session:
        ada = next(user for user in list_users(session) if user.username == "ada")
        token = add_token(session, ada.id, TokenCreate(name="any request")).token

    def send(case: Any) -> None:
        if "project_id" in case.path_parameters:
            case.path_parameters["project_id"] = planned
        with ASGIClient(case.operation.app) as client:
            client.trust_env = False  # no proxy is on the way, and looking for one takes a fifth of the time
            headers = {"Authorization": f"Bearer {token}"}
            case.call_and_validate(session=client, headers=headers, checks=CHECKS)

    return send


ROUTES = SCHEMA.exclude(path_regex=PAGES).exclude(method="DELETE", path="/api/projects/{project_id}")
A_FEW = settings(
    max_examples=CASES_OF_A_ROUTE,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    derandomize=True,
)


@ROUTES.exclude(path_regex=OF_MANY_KINDS).parametrize()
@A_FEW
def test_any_request_is_answered_as_the_description_says(case, sent):
    sent(case)


@pytest.mark.slow
@ROUTES.include(path_regex=OF_MANY_KINDS).parametrize()
@A_FEW
def test_any_request_of_many_kinds_is_answered_so_too(case, sent):
    sent(case)
