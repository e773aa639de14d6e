"""An identity provider of the tests' own: discovery, keys, and tokens that may be wrong on purpose."""

from __future__ import annotations

import hashlib
import json
import threading
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

CLIENT, SECRET, KEY_ID = "amparo", "a secret for tests", "key 1"
_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class IdentityProvider:
    """A real server; `claims` and `sign` say what its tokens hold and how they are signed."""

    def __init__(self) -> None:
        self.key = _KEY
        self.claims: dict[str, Any] = {"email": "amina@example.org", "email_verified": True}
        self.sign: Callable[[dict[str, Any]], str] = self.signed
        self.configuration: dict[str, Any] = {}
        self.asked: dict[str, str] = {}
        self.exchanged: list[dict[str, str]] = []
        self.down = False
        provider = self

        class Answers(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.answer(provider.get(urlsplit(self.path).path))

            def do_POST(self) -> None:
                sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
                self.answer(provider.token({key: one[0] for key, one in parse_qs(sent).items()}))

            def answer(self, found: dict[str, Any] | None) -> None:
                self.send_response(200 if found is not None and not provider.down else 503)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(json.dumps(found).encode())

            def log_message(self, *_args: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def get(self, path: str) -> dict[str, Any] | None:
        if path == "/.well-known/openid-configuration":
            return {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
                **self.configuration,
            }
        if path == "/keys":
            public = json.loads(RSAAlgorithm.to_jwk(self.key.public_key()))
            return {"keys": [{**public, "kid": KEY_ID, "alg": "RS256", "use": "sig"}]}
        return None

    def authorize(self, address: str) -> str:
        """Let the person pass, and return the path that they come back on."""
        self.asked = {key: one[0] for key, one in parse_qs(urlsplit(address).query).items()}
        back = urlsplit(self.asked["redirect_uri"])
        return f"{back.path}?code=a-code&state={self.asked['state']}"

    def token(self, sent: dict[str, str]) -> dict[str, Any] | None:
        self.exchanged.append(sent)
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        challenge = urlsafe_b64encode(digest).rstrip(b"=").decode()
        if sent.get("client_secret") != SECRET or challenge != self.asked["code_challenge"]:
            return None
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": "person 1",
            "iat": now,
            "exp": now + 300,
            "nonce": self.asked["nonce"],
            **self.claims,
        }
        return {"access_token": "x", "token_type": "Bearer", "id_token": self.sign(claims)}

    def signed(self, claims: dict[str, Any]) -> str:
        return jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": KEY_ID})
