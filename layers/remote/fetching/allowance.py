"""Which hosts may be asked, and where an address leads."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urlsplit

from layers.remote.problems import RemoteProblem

HostPort = tuple[str, int]
PORTS = {"http": 80, "https": 443}
LONGEST = 2000
_HOST = re.compile(r"[a-z0-9_.:%-]{1,253}")
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f\\<>\"{}|^`]")


@dataclass(frozen=True, slots=True)
class Allowance:
    """What may be asked.

    `hosts` are those that an administrator allowed. `inside` are those of them that may have an address inside (of
    the municipality's own network); they come from the installation's settings, which no page changes.
    """

    hosts: frozenset[HostPort]
    inside: frozenset[HostPort] = frozenset()

    def check(self, target: HostPort) -> None:
        """Raise RemoteProblem unless the host was allowed with this very port."""
        if target not in self.hosts:
            raise RemoteProblem("host_not_allowed", host=target[0], port=target[1])

    def lets_inside(self, target: HostPort) -> bool:
        """Whether an address inside is meant: allowed by an administrator and by the settings."""
        return target in self.hosts and target in self.inside


@dataclass(frozen=True, slots=True)
class Target:
    """Where an address leads: `path` is what is asked for there, with its query, in plain ASCII."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def host_port(self) -> HostPort:
        """The host with its port, as hosts are allowed."""
        return self.host, self.port


def target_of(url: str) -> Target:
    """An address taken apart. Raises RemoteProblem for anything but plain http and https addresses."""
    if len(url) > LONGEST or _FORBIDDEN.search(url):
        raise RemoteProblem("bad_address")
    try:
        parts: SplitResult = urlsplit(url)
        port = parts.port
    except ValueError:
        raise RemoteProblem("bad_address") from None
    scheme = parts.scheme.lower()
    if scheme not in PORTS:
        raise RemoteProblem("bad_scheme")
    if parts.username is not None or parts.password is not None or "@" in parts.netloc:
        raise RemoteProblem("names_a_person")
    host = plain_host(parts.hostname or "")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    return Target(scheme, host, PORTS[scheme] if port is None else port, f"{path}?{query}" if query else path)


def plain_host(text: str) -> str:
    """A host name in small letters and ASCII, without a dot at its end. Raises RemoteProblem for what is none."""
    host = text.strip().rstrip(".").lower()
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            raise RemoteProblem("bad_host") from None
    if not _HOST.fullmatch(host):
        raise RemoteProblem("bad_host")
    return host


def host_and_port(url: str) -> HostPort:
    """The host and port that an address leads to. Raises RemoteProblem."""
    return target_of(url).host_port


def inside_hosts(setting: str) -> frozenset[HostPort]:
    """The setting ``host:port,host:port`` taken apart; empty when it is. Raises ValueError for anything else."""
    found = set()
    for one in filter(None, (part.strip() for part in setting.split(","))):
        host, _colon, port = one.rpartition(":")
        if not port.isdecimal() or not 1 <= int(port) <= 65535:
            raise ValueError(one)
        try:
            found.add((plain_host(host.strip("[]")), int(port)))
        except RemoteProblem:
            raise ValueError(one) from None
    return frozenset(found)
