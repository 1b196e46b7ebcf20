"""A small identity provider over HTTP, as strict as it has to be; signs in whom it is told."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from jwt.algorithms import RSAAlgorithm

CLIENT, SECRET = "alongside", "a secret of the tests"
KEY, ANOTHERS = (generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))


def signed(told: dict[str, Any], *, key: Any = KEY, algorithm: str = "RS256") -> str:
    """Return a token as the provider signs it, or as somebody else would."""
    return jwt.encode(told, key, algorithm=algorithm, headers={"kid": "ours"})


@dataclass
class IdentityProvider:
    """Who signs in there next, what it claims of them, and what it was asked."""

    issuer: str = ""
    subject: str = "555021935107"
    claims: dict[str, Any] = field(default_factory=dict)
    cancels: bool = False
    asked: list[dict[str, str]] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    is_down: bool = False
    calls_itself: str = ""
    signs: Callable[[IdentityProvider, dict[str, Any]], str] = lambda _, told: signed(told)
    sends_on: bool = False

    def configuration(self) -> dict[str, Any]:
        """Return where everything is."""
        return {
            "issuer": self.calls_itself or self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def keys(self) -> dict[str, Any]:
        """Return with what it is looked at that it signed."""
        public = json.loads(RSAAlgorithm.to_jwk(KEY.public_key()))
        return {"keys": [public | {"kid": "ours", "alg": "RS256", "use": "sig"}]}

    def authorize(self, asked: dict[str, str]) -> str:
        """Sign somebody in, and return where they are sent with a code."""
        self.asked.append(asked)
        expected = {"client_id": CLIENT, "response_type": "code", "code_challenge_method": "S256"}
        self.faults += [name for name, value in expected.items() if asked.get(name) != value]
        code = secrets.token_urlsafe()
        self.codes[code] = asked
        gives = {"error": "access_denied"} if self.cancels else {"code": code}
        return f"{asked['redirect_uri']}?{urlencode(gives | {'state': asked['state']})}"

    def token(self, sent: dict[str, str]) -> dict[str, Any] | None:
        """Return who signed in for a code, once, to the client that proves that it asked."""
        asked = self.codes.pop(sent.get("code", ""), None)
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if asked is None or asked["code_challenge"] != challenge:
            return None
        if (sent.get("client_id"), sent.get("client_secret")) != (CLIENT, SECRET):
            return None
        now = int(time.time())
        told = {"iss": self.issuer, "aud": CLIENT, "sub": self.subject, "iat": now} | self.claims
        id_token = self.signs(self, {"exp": now + 300} | told)
        return {"access_token": "t", "token_type": "Bearer", "expires_in": 60, "id_token": id_token}


class _Answers(BaseHTTPRequestHandler):
    """Answers browsers and the program for one identity provider."""

    provider: IdentityProvider

    def do_GET(self) -> None:
        """Tell where everything is, or sign somebody in."""
        parts = urlsplit(self.path)
        if self.provider.is_down:
            self._answer(503, b"down")
        elif self.provider.sends_on and not parts.path.startswith("/moved/"):
            self._answer(302, b"", Location=f"/moved{parts.path}")
        elif parts.path.endswith("/openid-configuration"):
            self._answer(200, json.dumps(self.provider.configuration()).encode())
        elif parts.path == "/keys":
            self._answer(200, json.dumps(self.provider.keys()).encode())
        elif parts.path == "/authorize":
            asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
            self._answer(302, b"", Location=self.provider.authorize(asked))
        else:
            self._answer(404, b"")

    def do_POST(self) -> None:
        """Tell who signed in."""
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        sent = {name: values[0] for name, values in parse_qs(body).items()}
        told = self.provider.token(sent)
        self._answer(200 if told else 400, json.dumps(told or {"error": "no"}).encode())

    def _answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def running() -> Iterator[IdentityProvider]:
    """Serve an identity provider on a port of this machine."""
    provider = IdentityProvider()
    answers = type("Answers", (_Answers,), {"provider": provider})
    server = ThreadingHTTPServer(("127.0.0.1", 0), answers)
    provider.issuer = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield provider
    server.shutdown()
    server.server_close()
