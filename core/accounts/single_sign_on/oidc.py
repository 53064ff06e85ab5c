"""Asks a provider of OpenID Connect who somebody is: authorization code flow with PKCE, state and nonce.

OpenID Connect Core 1.0 and Discovery 1.0; RFC 7636 (PKCE), RFC 9207 (the issuer in the answer).
"""

import hmac
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import httpx
from pydantic import BaseModel, ValidationError

from core.accounts.single_sign_on.identities import ISSUER_CHARS, SUBJECT_CHARS, Identity
from core.errors import SignInElsewhereError

TIMEOUT_S, BELIEVED_S, LEEWAY_S = 10.0, 3600.0, 60
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
SCOPE = "openid profile email"
NAMES = ("preferred_username", "email", "name")


class Metadata(BaseModel):
    """What a provider says of itself."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    token_endpoint_auth_methods_supported: list[str] = ["client_secret_basic"]


@dataclass(frozen=True)
class AuthorizationRequest:
    """One sign-in under way: what only this browser and the provider may know of it."""

    redirect_uri: str
    state: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    nonce: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(48))


class Provider:
    """The provider of one issuer; all that goes wrong is a SignInElsewhereError."""

    def __init__(self, issuer: str, client_id: str, client_secret: str | None) -> None:
        self._issuer, self._client_id, self._client_secret = issuer, client_id, client_secret
        self._metadata: tuple[float, Metadata] | None = None

    def address(self, attempt: AuthorizationRequest) -> str:
        """Return where the browser is sent."""
        from authlib.oauth2.rfc7636 import create_s256_code_challenge  # noqa: PLC0415 - only who signs in needs it

        endpoint = self._about().authorization_endpoint
        asked = {
            "response_type": "code",
            "client_id": self._client_id,
            "redirect_uri": attempt.redirect_uri,
            "scope": SCOPE,
            "state": attempt.state,
            "nonce": attempt.nonce,
            "code_challenge": create_s256_code_challenge(attempt.verifier),
            "code_challenge_method": "S256",
        }
        return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(asked)}"

    def identity(self, attempt: AuthorizationRequest, answer: Mapping[str, str]) -> Identity:
        """Return who it is that came back with this answer in the address."""
        about = self._about()
        if not hmac.compare_digest(answer.get("state", "").encode(), attempt.state.encode()):
            raise SignInElsewhereError(reason="the answer belongs to another try")
        if answer.get("iss", about.issuer) != about.issuer:
            raise SignInElsewhereError(reason="another provider answered")
        if "code" not in answer:
            raise SignInElsewhereError(reason=f"the provider said {answer.get('error', 'nothing')[:60]!r}")
        told = self._token(about, attempt, answer["code"])
        claims = self._claims(about, attempt, told)
        name = next((str(claims[one]) for one in NAMES if claims.get(one)), "")
        subject = str(claims["sub"])
        if len(subject) > SUBJECT_CHARS:
            raise SignInElsewhereError(reason="the subject is too long")
        return Identity(about.issuer[:ISSUER_CHARS], subject, name.partition("@")[0])

    def _about(self) -> Metadata:
        """Return what the provider says of itself, which is believed for an hour."""
        now_s = time.monotonic()
        if self._metadata is None or now_s - self._metadata[0] > BELIEVED_S:
            url = f"{self._issuer.rstrip('/')}/.well-known/openid-configuration"
            told = _answered(lambda client: client.get(url))
            try:
                about = Metadata.model_validate(told)
            except ValidationError as error:
                raise SignInElsewhereError(reason="the provider does not say where it is") from error
            if about.issuer.rstrip("/") != self._issuer.rstrip("/"):
                raise SignInElsewhereError(reason="the provider calls itself by another name")
            self._metadata = now_s, about
        return self._metadata[1]

    def _token(self, about: Metadata, attempt: AuthorizationRequest, code: str) -> dict[str, Any]:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": attempt.redirect_uri,
            "code_verifier": attempt.verifier,
        }
        auth: httpx.Auth = httpx.Auth()
        secret = self._client_secret
        if secret is None:
            form["client_id"] = self._client_id
        elif "client_secret_basic" in about.token_endpoint_auth_methods_supported:
            auth = httpx.BasicAuth(self._client_id, secret)
        else:
            form |= {"client_id": self._client_id, "client_secret": secret}
        return _answered(lambda client: client.post(about.token_endpoint, data=form, auth=auth))

    def _claims(
        self, about: Metadata, attempt: AuthorizationRequest, told: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        """Return what the signed token says, once everything that it must say has been checked."""
        from authlib.oidc.core import CodeIDToken  # noqa: PLC0415
        from joserfc import jwt  # noqa: PLC0415
        from joserfc.errors import JoseError  # noqa: PLC0415
        from joserfc.jwk import KeySet  # noqa: PLC0415

        keys = _answered(lambda client: client.get(about.jwks_uri))
        try:
            keyset = KeySet.import_key_set(keys)  # type: ignore[arg-type]
            token = jwt.decode(str(told.get("id_token", "")), keyset, algorithms=ALGORITHMS)
            claims = CodeIDToken(
                token.claims,
                token.header,
                {"iss": {"value": about.issuer}, "aud": {"value": self._client_id}},
                {
                    "nonce": attempt.nonce,
                    "client_id": self._client_id,
                    "access_token": told.get("access_token"),
                },
            )
            claims.validate(leeway=LEEWAY_S)
        except (JoseError, ValueError, KeyError, TypeError) as error:
            raise SignInElsewhereError(reason="what the provider signed is not valid") from error
        return claims


def _answered(ask: Callable[[httpx.Client], httpx.Response]) -> dict[str, Any]:
    """Return the JSON object that a provider answers with."""
    try:
        with httpx.Client(timeout=TIMEOUT_S, follow_redirects=False, trust_env=False) as client:
            answer = ask(client)
            told = answer.json()
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        raise SignInElsewhereError(reason="the provider can't be reached or understood") from error
    if not answer.is_success or not isinstance(told, dict):
        said = told.get("error") if isinstance(told, dict) else None
        raise SignInElsewhereError(reason=f"the provider said {str(said or answer.status_code)[:60]!r}")
    return told
