"""A provider of OpenID Connect on a real port: discovery, keys, sign-in and tokens, and as strict as one."""

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

from tests.http_server import answering

CLIENT, SECRET = "beatstitch", "the secret of the client"


@dataclass
class SignInService:
    """Who is signed in at the provider, and what its tokens say; `claims` and `key` let them be wrong."""

    subject: str = "0815"
    name: str = "grandma"
    refuses: bool = False
    claims: dict[str, Any] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))
    signs_with: RSAKey | None = None
    issuer: str = ""
    names_itself: str | None = None
    _codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.names_itself or self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        }

    def keys(self) -> dict[str, Any]:
        return {"keys": [self.key.as_dict(private=False)]}

    def authorize(self, asked: dict[str, str]) -> str:
        """Return where the browser is sent back to, as if a person had signed in and agreed."""
        needed = {"redirect_uri", "state", "nonce", "code_challenge"}
        assert (asked["client_id"], asked["response_type"]) == (CLIENT, "code")
        assert asked["code_challenge_method"] == "S256"
        assert "openid" in asked["scope"].split()
        assert needed <= asked.keys()
        back = {"state": asked["state"], "iss": self.issuer}
        if self.refuses:
            return f"{asked['redirect_uri']}?{urlencode(back | {'error': 'access_denied'})}"
        code = secrets.token_urlsafe(16)
        self._codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode(back | {'code': code})}"

    def token(self, form: dict[str, str], authorization: str) -> dict[str, Any] | None:
        """Return the tokens for a code, once, to the client that asked and can prove it."""
        asked = self._codes.pop(form.get("code", ""), None)
        expected = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        if (
            asked is None
            or authorization != f"Basic {expected}"
            or form.get("redirect_uri") != asked["redirect_uri"]
            or challenge.decode().rstrip("=") != asked["code_challenge"]
        ):
            return None
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "sub": self.subject,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
            "preferred_username": self.name,
        } | self.claims
        header = {"alg": "RS256", "kid": "one"}
        return {
            "access_token": "of no use here",
            "token_type": "Bearer",
            "id_token": jwt.encode(header, claims, self.signs_with or self.key),
        }


@contextmanager
def providing(service: SignInService) -> Iterator[str]:
    """Serve a provider on this machine; yield its issuer."""
    handler = type("Bound", (_Handler,), {"service": service})
    with answering(handler) as service.issuer:
        yield service.issuer


class _Handler(BaseHTTPRequestHandler):
    service: SignInService

    def log_message(self, format: str, *args: object) -> None: ...  # noqa: A002 - the name it has

    def do_GET(self) -> None:
        path = urlsplit(self.path)
        if path.path == "/authorize":
            self.send_response(303)
            asked = {name: values[0] for name, values in parse_qs(path.query).items()}
            self.send_header("Location", self.service.authorize(asked))
            self.end_headers()
            return
        known = {"/.well-known/openid-configuration": self.service.discovery, "/keys": self.service.keys}
        self._answer(known[path.path]() if path.path in known else None)

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        values = {name: found[0] for name, found in form.items()}
        self._answer(self.service.token(values, self.headers.get("Authorization", "")))

    def _answer(self, told: dict[str, Any] | None) -> None:
        body = json.dumps(told or {"error": "invalid_grant"}).encode()
        self.send_response(200 if told else 400)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
