"""Whatever the description allows, or just not, is answered as it says, and never by an error of ours.

Some requests to each route; `make torture` sends thousands, with all checks.
"""

import re
from typing import Any

import pytest
import schemathesis
from _pytest.mark import ParameterSet
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.generation.feedback import FeedbackSources
from schemathesis.pytest._test_builder import build_operation_test
from schemathesis.python._constants.orchestrator import make_constants_value_source
from schemathesis.python.asgi import ASGIClient
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from core.accounts.tokens import TokenCreate, add_token
from core.accounts.users import list_users
from tests.beatstitch_ui.conftest import api
from tests.torture.any_request_hooks import allowed_is_understood

RANDOM_CASES_OF_A_ROUTE = 2  # besides some 50 at the bounds of what its description allows
PAGES = "/api/(docs|events)"  # what is not JSON, or goes on for a day
# Routes whose bodies are of so many kinds that thinking of them takes as long as all others together.
OF_MANY_KINDS = re.compile("/operations$|/timeline$|/timeline/generate$|/recurring$")
CHECKS = [not_a_server_error, response_schema_conformance, status_code_conformance, allowed_is_understood]
SCHEMA = schemathesis.openapi.from_asgi("/api/openapi.json", api())
DESCRIBED = SCHEMA.exclude(path_regex=PAGES).exclude(method="DELETE", path="/api/projects/{project_id}")
ROUTES = [result.ok() for result in DESCRIBED.get_all_operations() if isinstance(result, Ok)]


@pytest.fixture
def sent(studio_data, planned):
    """Yield a function that sends a case as ada's script, to a project of hers if it is about one."""
    with studio_data.writing() as session:
        ada = next(user for user in list_users(session) if user.username == "ada")
        token = add_token(session, ada.id, TokenCreate(name="any request")).token

    with ASGIClient(SCHEMA.app) as client:
        client.trust_env = False  # no proxy is on the way, and looking for one takes a fifth of the time

        @settings(
            max_examples=RANDOM_CASES_OF_A_ROUTE,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
            derandomize=True,
        )
        def send(case: Any) -> None:
            if "project_id" in case.path_parameters:
                case.path_parameters["project_id"] = planned
            client.cookies.clear()
            headers = {"Authorization": f"Bearer {token}"}
            case.call_and_validate(session=client, headers=headers, checks=CHECKS)

        yield send


def test_every_route_has_a_description_that_can_be_read():
    assert len(ROUTES) == len(list(DESCRIBED.get_all_operations()))


def _marked(route: APIOperation) -> ParameterSet:
    marks = [pytest.mark.slow] if OF_MANY_KINDS.search(route.path) else []
    return pytest.param(route, marks=marks, id=route.label)


@pytest.mark.parametrize("route", [_marked(route) for route in ROUTES])
def test_any_request_is_answered_as_the_description_says(route, sent):
    # What Schemathesis does for all routes when tests are collected: 6 s in each process that runs some.
    feedback = FeedbackSources(constants_value_source=make_constants_value_source(DESCRIBED))
    ask = build_operation_test(
        config=DESCRIBED.config, operation=route, test_func=sent, given_kwargs={}, feedback=feedback
    )
    ask()
