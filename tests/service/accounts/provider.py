"""A real OpenID Connect provider in a process of its own, and a browser that goes to it and comes back."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests

from tests.servers import free_port

SUBJECT = "resident-7f3a"


@dataclass
class RunningProvider:
    """The provider's name, by which it is found too."""

    issuer: str

    def tell(self, subject: str, **claims: Any) -> None:
        """Let the provider say this of a subject from now on."""
        requests.put(f"{self.issuer}/users/{subject}", json=claims, timeout=10).raise_for_status()

    def agree(self, address: str, subject: str = SUBJECT, action: str = "allow") -> str:
        """Press the provider's button on the page at `address`; returns the address to go back to."""
        form = {"sub": subject, "action": action}
        answer = requests.post(address, data=form, allow_redirects=False, timeout=10)
        assert answer.status_code == 302, answer.text
        return str(answer.headers["Location"])


@contextmanager
def running_provider(*, token_life_s: int = 3600) -> Iterator[RunningProvider]:
    """Run the provider until the block ends. Its tokens are good for `token_life_s` (negative: never)."""
    port = free_port()
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "-p", str(port), "--require-nonce", "true"]
    command += [
        "--token-max-age",
        str(token_life_s),
        "--user-claims",
        json.dumps({"sub": SUBJECT, "name": "Veera Väylä"}),
    ]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    issuer = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            with suppress(requests.RequestException):
                if requests.get(f"{issuer}/.well-known/openid-configuration", timeout=2).status_code == 200:
                    break
            assert process.poll() is None, "the provider ended"
            time.sleep(0.1)
        yield RunningProvider(issuer)
    finally:
        process.terminate()
        process.wait(10)


def query_of(address: str) -> dict[str, str]:
    """The query of an address, one value a name."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def path_of(address: str) -> str:
    """Path and query of an address."""
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"
