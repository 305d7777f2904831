"""Which addresses lie inside: the machine itself, private networks, and everything that leads to them."""

from __future__ import annotations

import socket
import threading
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from layers.remote.problems import RemoteProblem

#: So long a name may take to be looked up; the system's own patience can be half a minute.
LOOKUP_S = 4.0
# Ways of writing or reaching an IPv4 address by an IPv6 one (RFC 4291, 6052, 8215, 3056, 4380): whatever stands in
# them, a service with an address of its own is not reached this way.
_TRANSLATED = tuple(
    IPv6Network(one)
    for one in ("::/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")
)


def is_inside(address: str) -> bool:
    """Whether a numeric address may not be reached: everything that is not plainly an address of the internet.

    An IPv4 address inside an IPv6 one is looked at itself. Raises ValueError for what is no address.
    """
    found: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is not None:
            return is_inside(str(found.ipv4_mapped))
        if found.scope_id or any(found in network for network in _TRANSLATED) or found.is_site_local:
            return True
    return not found.is_global or found.is_multicast or found.is_reserved or found.is_unspecified


def addresses_of(host: str, port: int) -> list[str]:
    """The numeric addresses of a host, looked up once, in the system's order.

    All written forms of a number (decimal, octal, hexadecimal, short) come out as the address that the system would
    connect to. Raises RemoteProblem when there is none in LOOKUP_S.
    """
    found: list[str] = []
    # The system's resolver takes no time limit, so it is waited for from outside.
    thread = threading.Thread(target=_look_up, args=(host, port, found), daemon=True)
    thread.start()
    thread.join(LOOKUP_S)
    answer = list(dict.fromkeys(found))
    if not answer:
        raise RemoteProblem("no_such_host", host=host)
    return answer


def _look_up(host: str, port: int, found: list[str]) -> None:
    try:
        rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return
    found.extend(str(row[4][0]) for row in rows)
