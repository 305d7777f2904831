"""A connection to an address that was checked, with a time limit on the whole of it."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache

from layers.remote.fetching.addresses import addresses_of, is_inside
from layers.remote.fetching.allowance import Allowance, Target
from layers.remote.problems import RemoteProblem

CONNECT_S = 4.0
READ_S = 8.0


class Watch:
    """Cuts a connection when the whole time is over: bytes that drip in keep every single read alive."""

    def __init__(self, seconds: float) -> None:
        self.is_over = False
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True
        self._timer.start()

    def guard(self, connected: socket.socket) -> None:
        """From now on this is what is cut."""
        self._socket = connected
        if self.is_over:
            self._cut()

    def stop(self) -> None:
        """The time does not matter any more."""
        self._timer.cancel()

    def _cut(self) -> None:
        self.is_over = True
        if self._socket is not None:
            with suppress(OSError):
                # The plain socket's own: that of TLS would first take its cipher away from whoever is reading.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)


def checked_addresses(target: Target, allowance: Allowance) -> list[str]:
    """The addresses of a target after all of them were checked.

    Raises RemoteProblem: the host was not allowed, does not exist, or one of its addresses lies inside.
    """
    allowance.check(target.host_port)
    found = addresses_of(target.host, target.port)
    if not allowance.lets_inside(target.host_port):
        for address in found:
            if is_inside(address):
                raise RemoteProblem("inside_address", host=target.host)
    return found


@contextmanager
def connection(target: Target, addresses: list[str], watch: Watch) -> Iterator[http.client.HTTPConnection]:
    """A connection to the first of the checked addresses that answers; closed at the end of the block.

    Raises RemoteProblem.
    """
    plain = _connected(addresses, target.port, watch)
    try:
        watch.guard(plain)
        spoken = plain if target.scheme == "http" else _secured(plain, target.host)
        watch.guard(spoken)
        spoken.settimeout(READ_S)
        made = http.client.HTTPConnection(target.host, target.port)
        made.sock = spoken
        try:
            yield made
        finally:
            made.close()
    finally:
        plain.close()


def _connected(addresses: list[str], port: int, watch: Watch) -> socket.socket:
    for address in addresses[:3]:
        if watch.is_over:
            break
        with suppress(OSError):
            # A numeric address is not looked up again: what was checked is what is reached.
            return socket.create_connection((address, port), timeout=CONNECT_S)
    raise RemoteProblem("no_answer")


def _secured(plain: socket.socket, host: str) -> socket.socket:
    plain.settimeout(CONNECT_S)
    try:
        return _trust().wrap_socket(plain, server_hostname=host)
    except ssl.SSLError:
        raise RemoteProblem("not_secure") from None
    except OSError:
        raise RemoteProblem("no_answer") from None


@cache
def _trust() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
