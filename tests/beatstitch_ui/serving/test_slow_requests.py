"""Signing in on a real port: nobody makes the server read, hold or wait for what it did not ask for."""

import json
import re
import threading
import time
from collections.abc import Iterator
from itertools import repeat
from uuid import uuid4

import pytest
from fastapi import FastAPI

from beatstitch_ui.serving import bodies, connections
from beatstitch_ui.serving.application import with_api
from beatstitch_ui.serving.connections import BoundedConnection
from core.accounts.users import sign_in
from tests.beatstitch_ui.conftest import PASSWORD
from tests.beatstitch_ui.served import answer_of, api_application, connected, head, send_until_refused, served

MB = 1 << 20
pytestmark = pytest.mark.usefixtures("studio_data")


@pytest.fixture
def port():
    with served(api_application()) as port:
        yield port


@pytest.fixture
def token(studio_data):
    return sign_in(studio_data, "ada", PASSWORD).token


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/projects/uploads/timeline", 401),
        ("/api/projects/1/uploads/media/2?name=a.jpg&size=9", 401),
        ("/api/projects/1/timeline", 401),
        ("/api/nothing/uploads/", 404),
        ("/api/login", 405),
    ],
)
def test_what_a_stranger_sends_without_end_is_not_received(port, path, status):
    with connected(port) as connection:
        connection.sendall(head("PUT", path, Transfer_Encoding="chunked", Content_Type="application/json"))
        sent = send_until_refused(connection, repeat(bytes(64 << 10), 8000))
        assert sent < 16 * MB  # what the kernel's buffers hold, and what is read away after the answer
        assert answer_of(connection)[0] == status


def test_a_stranger_is_answered_before_the_body_has_come(port):
    with connected(port) as connection:
        connection.sendall(head("PUT", "/api/projects/1/timeline", Content_Length=3 * MB))
        status, body = answer_of(connection)
    assert (status, body) == (
        401,
        {"error": "not_signed_in", "message": "Sign in first.", "details": {}},
    )


def test_eight_strangers_with_eight_megabytes_of_json_cost_nothing(port):
    body = b'{"segments":[' + b"1," * (4 * MB) + b"1]}"
    begun = time.process_time()

    def send() -> None:
        with connected(port) as connection:
            try:
                connection.sendall(
                    head(
                        "PUT",
                        "/api/projects/1/timeline",
                        Content_Length=len(body),
                        Content_Type="application/json",
                    )
                    + body
                )
            except (BrokenPipeError, ConnectionResetError):
                return

    senders = [threading.Thread(target=send) for _ in range(8)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert time.process_time() - begun < 1.0  # 6.9 s when the bodies were parsed; this includes sending


@pytest.mark.parametrize("path", ["/api/login", "/api/setup"])
def test_a_form_is_short(port, path):
    with connected(port) as connection:
        connection.sendall(head("POST", path, Transfer_Encoding="chunked", Content_Type="application/json"))
        sent = send_until_refused(connection, repeat(b" " * 1000, 100_000))
        status, body = answer_of(connection)
    assert sent < 16 * MB
    assert (status, body["error"]) == (413, "request_too_large")


def test_a_body_that_drips_is_given_up(port, token, monkeypatch):
    monkeypatch.setattr(bodies, "PATIENCE_S", 0.2)
    with connected(port) as connection:
        connection.sendall(head("PUT", "/api/projects/1/timeline", token, Content_Length=1000) + b"{")
        assert answer_of(connection)[0] == 400


def test_headers_that_drip_are_given_up(port, monkeypatch):
    monkeypatch.setattr(connections, "HEAD_S", 0.2)
    with connected(port) as silent, connected(port) as begun:
        begun.sendall(b"GET / HTTP/1.1\r\nHost: lo")
        assert (silent.recv(1), begun.recv(1)) == (b"", b"")


@pytest.mark.parametrize(
    "lines",
    [[f"X-{number}: 1" for number in range(200)], ["X-Long: " + "x" * MB], ["X-Long: " + "x" * 40_000]],
    ids=["many", "one of a megabyte", "one that is too long"],
)
def test_headers_are_few_and_short(port, lines):
    with connected(port) as connection:
        sent = "\r\n".join(["GET /api/projects/1 HTTP/1.1", "Host: localhost", *lines, "", ""]).encode()
        try:
            connection.sendall(sent)
        except (BrokenPipeError, ConnectionResetError):
            return
        try:
            assert connection.recv(12) == b"HTTP/1.1 431"
        except ConnectionResetError:
            return


def test_one_address_may_not_hold_every_connection(port, monkeypatch):
    monkeypatch.setattr(connections, "CONNECTIONS_OF_ADDRESS", 3)
    with connected(port), connected(port), connected(port), connected(port) as fourth:
        assert fourth.recv(12) == b"HTTP/1.1 503"


def test_connections_that_have_gone_are_not_counted(port):
    for _ in range(3):
        with connected(port) as connection:
            connection.sendall(head("GET", "/api/projects/1", Connection="close"))
            assert answer_of(connection)[0] == 401
    assert BoundedConnection.open.total() == 0


@pytest.mark.parametrize(("proxies", "throttled"), [("", True), ("127.0.0.0/8", False)])
def test_only_a_configured_proxy_says_who_asks(proxies, throttled):
    wish = json.dumps({"username": "ada", "password": "wrong wrong wrong"}).encode()
    with served(api_application(tuple(filter(None, [proxies]))), trusted_proxies=proxies) as port:
        statuses = set()
        for number in range(8):
            with connected(port) as connection:
                headers = {"X_Forwarded_For": f"203.0.113.{number}", "Connection": "close"}
                told = {"Content_Type": "application/json", "Content_Length": len(wish)}
                connection.sendall(head("POST", "/api/login", **headers, **told) + wish)
                statuses.add(answer_of(connection)[0])
    assert statuses == ({401, 429} if throttled else {401})


@pytest.mark.parametrize(
    ("method", "path", "status", "error"),
    [
        ("GET", "/api/nothing", 404, "not_found"),
        ("GET", "/api/projects/1/nothing", 404, "not_found"),
        ("DELETE", "/api/login", 405, "method_unknown"),
        ("PATCH", "/api/projects/1/timeline", 405, "method_unknown"),
        ("TRACE", "/api/projects/1", 405, "method_unknown"),
        ("QUERY", "/api/projects/1", 405, "method_unknown"),
        ("ANYTHING", "/api/nothing", 404, "not_found"),
        ("GET", "/api/projects/1", 401, "not_signed_in"),
    ],
)
def test_unknown_paths_and_methods_are_told_in_the_one_shape(asks, method, path, status, error):
    answer = asks(None).request(method, path)
    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert set(answer.json()) == {"error", "message", "details"}
    assert (status == 405) == ("allow" in answer.headers)


def test_a_request_of_another_site_is_refused_in_the_one_shape(port):
    with connected(port) as connection:
        headers = {"Origin": "https://evil.example", "Connection": "close"}
        connection.sendall(head("POST", "/api/login", **headers))
        status, body = answer_of(connection)
    assert (status, body["error"]) == (403, "foreign_request")


BIG = "9" * 400
NASTY = [
    ("POST", "/api/login", '{"username": NaN, "password": "x"}'),
    ("POST", "/api/login", '{"username": "a", "password": Infinity}'),
    ("POST", "/api/login", '{"username": "\\ud800", "password": "xxxxxxxxxxxx"}'),
    ("POST", "/api/login", '{"username": "a", "password": "\\uDFFF"}'),
    ("POST", "/api/login", '{"username": ' + BIG + ', "password": "x"}'),
    ("POST", "/api/login", "[" * 60_000),
    ("POST", "/api/login", "\xff"),
    ("POST", "/api/password", '{"current": "\\ud800", "password": "another long secret"}'),
    ("PUT", "/api/projects/{id}/timeline", '{"segments": [' + BIG + "]}"),
    ("PUT", "/api/projects/{id}/timeline", '{"segments": [{"index": NaN}]}'),
    ("PUT", "/api/projects/{id}/timeline", '{"segments": [], "based_on": "\\ud83d"}'),
    ("PUT", "/api/projects/{id}/timeline", '{"segments": 1e999}'),
    ("PUT", "/api/projects/{id}/timeline", "{}"),
]


@pytest.mark.parametrize(("method", "path", "body"), NASTY)
def test_what_json_or_a_database_can_not_hold_is_refused_in_words(asks, project_id, method, path, body):
    headers = {"content-type": "application/json"}
    answer = asks("ada").request(
        method, path.format(id=project_id), content=body.encode("latin-1"), headers=headers
    )
    assert (answer.status_code, answer.json()["error"]) == (422, "request_invalid")
    assert set(answer.json()) == {"error", "message", "details"}
    assert len(answer.content) < 500


@pytest.mark.parametrize(
    "query", [f"size={BIG}", f"size=3&position={BIG}", "size=NaN", "size=-1", "size=1e400"]
)
def test_numbers_in_an_address_are_bounded(asks, project_id, query):
    address = f"/api/projects/{project_id}/uploads/media/{uuid4()}?name=a.jpg&{query}"
    answer = asks("ada").put(address, content=b"abc")
    assert (answer.status_code, answer.json()["error"]) == (422, "request_invalid")


def test_numbers_in_headers_are_bounded(asks, project_id):
    address = f"/api/projects/{project_id}/uploads/media/{uuid4()}?name=a.jpg&size=3"
    assert asks("ada").put(address, content=b"abc", headers={"Upload-Offset": BIG}).status_code == 422


@pytest.mark.parametrize("ones", [20_000, 400_000])
def test_a_bad_timeline_costs_no_more_than_a_good_one(asks, project_id, ones):
    ada, body = asks("ada"), b'{"segments":[' + b",".join([b"1"] * ones) + b"]}"
    begun = time.process_time()
    answer = ada.put(
        f"/api/projects/{project_id}/timeline", content=body, headers={"content-type": "application/json"}
    )
    assert time.process_time() - begun < 0.5
    assert (answer.status_code, answer.json()["error"]) == (422, "request_invalid")
    assert len(answer.content) < 500


def test_a_timeline_has_only_so_many_segments(asks, planned):
    ada = asks("ada")
    segment = ada.get(f"/api/projects/{planned}/timeline/edit-state").json()["segments"][0]
    answer = ada.put(f"/api/projects/{planned}/timeline", json={"segments": [segment] * 8001})
    assert (answer.status_code, answer.json()["error"]) == (422, "request_invalid")


@pytest.mark.parametrize("beat", [10**20, 10**6 - 1])
def test_a_segment_begins_on_a_beat_of_the_song(asks, planned, beat):
    ada = asks("ada")
    segments = ada.get(f"/api/projects/{planned}/timeline/edit-state").json()["segments"]
    segments[0]["first_beat"] = beat
    answer = ada.put(f"/api/projects/{planned}/timeline", json={"segments": segments, "off_grid": True})
    assert answer.status_code == 422


def unbounded(schema: object, where: str = "") -> Iterator[str]:
    """Yield the places of a request's schema whose values may be of any size."""
    if isinstance(schema, list):
        for part in schema:
            yield from unbounded(part, where)
    if not isinstance(schema, dict):
        return
    bounds = {
        "array": ("maxItems",),
        "integer": ("maximum",),
        "number": ("maximum",),
        "string": ("maxLength",),
    }
    wanted = bounds.get(str(schema.get("type")), ())
    if wanted and not {*wanted, "enum", "const", "format", "exclusiveMaximum"} & set(schema):
        yield where
    for name, part in schema.items():
        yield from unbounded(part, f"{where}/{name}")


def test_no_request_may_hold_a_value_of_any_size():
    described = with_api(FastAPI()).openapi()
    schemas = described["components"]["schemas"]
    asked = {}
    for path, methods in described["paths"].items():
        for method, facts in methods.items():
            given = [one for one in facts.get("parameters", ()) if one["in"] != "path"]
            for name, part in resolved([facts.get("requestBody"), given], schemas).items():
                asked[f"{method} {path} {name}"] = part
    found = {f"{where}{place}" for where, part in asked.items() for place in unbounded(part)}
    assert found == set()


def resolved(wanted: object, schemas: dict[str, object]) -> dict[str, object]:
    """Return what a request consists of: its parameters, and every schema that its body refers to."""
    parts, text = {"": wanted}, json.dumps(wanted)
    while names := set(re.findall(r"#/components/schemas/(\w+)", text)) - set(parts):
        parts |= {name: schemas[name] for name in names}
        text = json.dumps(list(parts.values()))
    return parts
