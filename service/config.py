"""Every setting of the service, read from the environment by one typed class.

`docs/settings.md` lists the same names; a test holds the two together. Unsafe combinations are refused
at start with a sentence that says what to change.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from urllib.parse import urlsplit

from layers.remote.fetching import inside_hosts

ROOT = Path(__file__).resolve().parent.parent
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class UnsafeSettings(Exception):
    """The settings would run an unsafe service; the message says which and what to do."""


@dataclass(frozen=True)
class Settings:
    """Settings by environment; the field `secret_key` is read from ``ALUEKARTTA_SECRET_KEY``, and so on.

    The three database addresses keep their usual names without the prefix.
    """

    database_url: str = "postgresql://aluekartta@/aluekartta"
    service_database_url: str = ""
    public_database_url: str = ""
    secret_key: str = ""
    public_url: str = "http://127.0.0.1:8000"
    municipality: str = ""
    demo_sign_in: bool = False
    sign_in_providers: str = ""
    mail_server: str = ""
    mail_from: str = ""
    uploads: str = str(ROOT / ".data" / "uploads")
    pins_per_hour: int = 20
    comments_per_hour: int = 30
    areas_per_hour: int = 20
    facts_per_minute: int = 120
    protect_people: int = 10
    protect_sensitive: int = 30
    protect_homes: int = 3
    uploads_per_hour: int = 60
    sliver_m2: int = 5
    sliver_cm: int = 50
    sign_in_links_per_hour: int = 5
    session_hours: int = 20
    public_statement_timeout_ms: int = 2000
    service_statement_timeout_ms: int = 15000
    pool_size: int = 8
    trusted_proxies: int = 0
    frame_ancestors: str = "'none'"
    embed_ancestors: str = "*"
    follows_per_hour: int = 10
    remote_inside_hosts: str = ""
    log_level: str = "INFO"

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> Settings:
        """Read and check the settings.

        Raises UnsafeSettings when a value is of the wrong kind or unsafe.
        """
        values = {}
        for field in fields(cls):
            name = environment_name(field.name)
            if name in environ and environ[name] != "":
                values[field.name] = _parsed(name, environ[name], str(field.type))
        settings = cls(**values)
        settings.check()
        return settings

    def check(self) -> None:
        """Refuse what is unsafe; a service that starts is one that may be exposed."""
        if len(self.secret_key) < 32:
            raise UnsafeSettings(
                "ALUEKARTTA_SECRET_KEY must hold at least 32 random characters, for example the output of "
                "'openssl rand -hex 32'."
            )
        host = urlsplit(self.public_url).hostname or ""
        if self.demo_sign_in and host not in LOOPBACK:
            raise UnsafeSettings(
                "ALUEKARTTA_DEMO_SIGN_IN lets anybody sign in as an official, so it works only when "
                f"ALUEKARTTA_PUBLIC_URL is a loopback address; it is {self.public_url}."
            )
        if host not in LOOPBACK and not self.is_https:
            raise UnsafeSettings(
                f"ALUEKARTTA_PUBLIC_URL must start with https:// outside this machine; it is {self.public_url}."
            )

        try:
            inside_hosts(self.remote_inside_hosts)
        except ValueError as error:
            raise UnsafeSettings(
                f"ALUEKARTTA_REMOTE_INSIDE_HOSTS must be a list of host:port, parted by commas; {error} is none."
            ) from None

    @property
    def is_https(self) -> bool:
        """Whether people reach the service over TLS; cookies are then Secure and named __Host-."""
        return urlsplit(self.public_url).scheme == "https"

    @property
    def service_url(self) -> str:
        """The database address of the role that reads and writes for the web and the worker."""
        return self.service_database_url or self.database_url

    @property
    def public_read_url(self) -> str:
        """The database address of the role that sees nothing but `public_api`, read-only."""
        return self.public_database_url or self.database_url


def environment_name(field: str) -> str:
    """The environment variable of a field."""
    return field.upper() if field.endswith("database_url") else f"ALUEKARTTA_{field.upper()}"


def _parsed(name: str, text: str, kind: str) -> object:
    if kind == "bool":
        if text.lower() in ("1", "true", "yes", "on"):
            return True
        if text.lower() in ("0", "false", "no", "off"):
            return False
        raise UnsafeSettings(f"{name} must be 1 or 0; it is {text!r}.")
    if kind == "int":
        try:
            return int(text)
        except ValueError:
            raise UnsafeSettings(f"{name} must be a whole number; it is {text!r}.") from None
    return text
