"""What goes wrong in the API is answered in words and leaves a trace."""

import logging

from fastapi import FastAPI
from starlette.testclient import TestClient

from beatstitch_ui.api.protocol.problems import answer_problems
from core.store.layout import safe_id


def test_an_id_that_is_no_id_is_answered_as_missing_and_noted(caplog):
    app = FastAPI()
    app.get("/api/{name}")(safe_id)
    answer_problems(app)
    with caplog.at_level(logging.WARNING):
        answer = TestClient(app).get("/api/..secret")
    assert (answer.status_code, answer.json()["message"]) == (404, "This was not found.")
    assert "..secret" in caplog.text
